/// The questions the ledger answers from its file, without threads. Belongs to one thread at a time.
#pragma once

#include <map>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/ledger_values.hpp"
#include "sqlite.hpp"

namespace redline::leadpipe {

/// Opens the file and makes the tables where there are none.
base::Result<Database> open_ledger_file(const std::filesystem::path& file);

class LedgerReader {
  public:
    static base::Result<LedgerReader> open(Database database);

    base::Result<std::optional<LeadRow>> find(LeadId id);
    /// The payload of its lead.received.
    base::Result<std::optional<std::string>> received(LeadId id);
    base::Result<std::vector<Unsettled>> unsettled(std::size_t count_max, LeadId after);
    base::Result<std::vector<LeadRow>> failed(std::size_t count_max);
    base::Result<std::vector<LogRow>> log(std::int64_t after, std::size_t count_max);
    base::Result<std::int64_t> cursor(std::string_view follower);
    base::Result<LeadCounts> counts();
    base::Result<std::map<std::string, std::int64_t>> sold_on(std::int64_t day);

  private:
    explicit LedgerReader(Database database) : database_(std::move(database)) {}
    base::Result<LeadCounts> count();

    /// Runs a started statement to its end and gathers what `read` makes of each row.
    template <class Read>
    auto rows(Statement& statement, int step, Read read)
        -> base::Result<std::vector<std::invoke_result_t<Read>>> {
        std::vector<std::invoke_result_t<Read>> found;
        for (; step == SQLITE_ROW; step = statement.step()) found.push_back(read());
        statement.finish();
        if (step != SQLITE_DONE) return database_.failed();
        return found;
    }

    Database database_;
    Statement find_lead_, find_received_, find_unsettled_, find_failed_, find_log_, find_cursor_,
        count_received_, count_states_, find_sales_;
};

} // namespace redline::leadpipe
