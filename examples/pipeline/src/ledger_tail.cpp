#include "redline/leadpipe/ledger_tail.hpp"

namespace redline::leadpipe {

ReadLog log_of(Ledger& ledger) {
    return [&ledger](std::int64_t after, std::size_t count_max) -> base::Result<std::vector<LoggedEvent>> {
        const auto rows = ledger.log(after, count_max);
        if (!rows) return tl::unexpected(rows.error());
        std::vector<LoggedEvent> facts;
        facts.reserve(rows->size());
        for (const auto& row : *rows)
            facts.push_back({row.sequence, row.subject, row.lead, row.at, logged_payload(row.payload)});
        return facts;
    };
}

} // namespace redline::leadpipe
