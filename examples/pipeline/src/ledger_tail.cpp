#include "redline/leadpipe/ledger_tail.hpp"

#include "ledger_facts.hpp"

namespace redline::leadpipe {

namespace {

/// Of a lead that came, all but the lead: the person stays in the ledger.
base::Json payload_of(const LogRow& row) {
    const bool holds_person = row.subject == Subject::lead_received;
    return logged_payload(holds_person ? without_lead(row.payload) : row.payload);
}

} // namespace

ReadLog log_of(Ledger& ledger) {
    return [&ledger](std::int64_t after, std::size_t count_max) -> base::Result<std::vector<LoggedEvent>> {
        const auto rows = ledger.log(after, count_max);
        if (!rows) return tl::unexpected(rows.error());
        std::vector<LoggedEvent> facts;
        facts.reserve(rows->size());
        for (const auto& row : *rows)
            facts.push_back({row.sequence, row.subject, row.lead, row.at, payload_of(row)});
        return facts;
    };
}

} // namespace redline::leadpipe
