#include "store_reader.hpp"

namespace redline::leadpipe {

namespace {

std::int64_t number_of(Day day) { return day.time_since_epoch().count(); }
constexpr auto limit = static_cast<std::int64_t>(store_rows_max + 1);

Day day_from(std::int64_t number) { return Day(std::chrono::days(number)); }

SalesRow sales_row(const Statement& row) {
    return {day_from(row.integer(0)), row.text(1),    row.integer(2),
            row.integer(3),           row.integer(4), row.integer(5)};
}

LeadCountRow lead_count_row(const Statement& row) {
    return {day_from(row.integer(0)), row.text(1), static_cast<LeadState>(row.integer(2)), row.integer(3)};
}

ReportRow report_row(const Statement& row) {
    ReportRow report{row.text(0), row.text(1), row.text(2), std::nullopt, row.integer(5), {}, row.integer(7)};
    if (row.integer(3) != 0) report.content = row.text(4);
    if (const auto told = row.optional_integer(6)) report.told = *told != 0;
    return report;
}

} // namespace

base::Result<StoreReader> StoreReader::open(Database database) {
    StoreReader made(std::move(database));
    const std::pair<Statement*, std::string_view> statements[] = {
        {&made.cursor_, "SELECT sequence FROM place"},
        {&made.sales_, "SELECT day, buyer, count, cents, returned, returned_cents FROM sales "
                       "WHERE day BETWEEN ? AND ? ORDER BY day, buyer LIMIT ?"},
        {&made.sales_of_buyer_, "SELECT day, buyer, count, cents, returned, returned_cents FROM sales "
                                "WHERE day BETWEEN ? AND ? AND buyer = ? ORDER BY day LIMIT ?"},
        {&made.lead_counts_,
         "SELECT day, vertical, state, count FROM lead_counts "
         "WHERE day BETWEEN ? AND ? AND count != 0 ORDER BY day, vertical, state LIMIT ?"},
        {&made.report_,
         "SELECT id, request, webhook, made, content, attempts, told, due FROM reports WHERE id = ?"},
        {&made.unfinished_, "SELECT id, request, webhook, made, content, attempts, told, due FROM reports "
                            "WHERE made = 0 OR (webhook != '' AND told IS NULL) ORDER BY due, id LIMIT ?"},
        {&made.report_count_, "SELECT count(*) FROM reports"},
    };
    if (auto prepared = made.database_.prepare(statements); !prepared)
        return tl::unexpected(prepared.error());
    return made;
}

template <class Row>
base::Result<std::vector<Row>> StoreReader::rows(Statement& statement, int step,
                                                 Row (*read)(const Statement&)) {
    std::vector<Row> found;
    for (; step == SQLITE_ROW; step = statement.step()) found.push_back(read(statement));
    statement.finish();
    if (step != SQLITE_DONE) return database_.failed();
    return found;
}

base::Result<std::int64_t> StoreReader::cursor() {
    if (const auto found = cursor_.number()) return *found;
    return database_.failed();
}

base::Result<std::vector<SalesRow>> StoreReader::sales(DayRange days, std::optional<std::string_view> buyer) {
    auto& statement = buyer ? sales_of_buyer_ : sales_;
    const auto from = number_of(days.from), to = number_of(days.to);
    return rows(statement,
                buyer ? statement.start(from, to, *buyer, limit) : statement.start(from, to, limit),
                &sales_row);
}

base::Result<std::vector<LeadCountRow>> StoreReader::lead_counts(DayRange days) {
    return rows(lead_counts_, lead_counts_.start(number_of(days.from), number_of(days.to), limit),
                &lead_count_row);
}

base::Result<std::optional<ReportRow>> StoreReader::report(std::string_view id) {
    auto found = rows(report_, report_.start(id), &report_row);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return std::nullopt;
    return std::move(found->front());
}

base::Result<std::vector<ReportRow>> StoreReader::unfinished_reports(std::size_t count_max) {
    return rows(unfinished_, unfinished_.start(static_cast<std::int64_t>(count_max)), &report_row);
}

base::Result<std::int64_t> StoreReader::report_count() {
    if (const auto found = report_count_.number()) return *found;
    return database_.failed();
}

} // namespace redline::leadpipe
