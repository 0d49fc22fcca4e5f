/// The questions the store answers, over a connection of their own. Belongs to one thread at a time.
#pragma once

#include "redline/leadpipe/store_values.hpp"
#include "sqlite.hpp"

namespace redline::leadpipe {

class StoreReader {
  public:
    static base::Result<StoreReader> open(Database database);

    base::Result<std::int64_t> cursor();
    base::Result<std::vector<SalesRow>> sales(DayRange days, std::optional<std::string_view> buyer);
    base::Result<std::vector<LeadCountRow>> lead_counts(DayRange days);
    base::Result<std::optional<ReportRow>> report(std::string_view id);
    base::Result<std::vector<ReportRow>> unfinished_reports(std::size_t count_max);
    base::Result<std::int64_t> report_count();

  private:
    explicit StoreReader(Database database) : database_(std::move(database)) {}

    /// Reads every row of a statement that was started with `step`.
    template <class Row>
    base::Result<std::vector<Row>> rows(Statement& statement, int step, Row (*read)(const Statement&));

    Database database_;
    Statement cursor_, sales_, sales_of_buyer_, lead_counts_, report_, unfinished_, report_count_;
};

} // namespace redline::leadpipe
