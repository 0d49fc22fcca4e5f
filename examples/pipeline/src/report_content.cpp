#include "redline/leadpipe/report_content.hpp"

#include <fmt/format.h>

#include "redline/base/json_text.hpp"

namespace redline::leadpipe {

namespace {

std::string json_row(const SalesRow& row) {
    auto text = fmt::format(R"({{"day":"{}","buyer":)", day_text(row.day));
    base::append_json_string(text, row.buyer);
    return text + fmt::format(R"(,"sold":{},"cents":{},"returned":{},"returned_cents":{}}})", row.count,
                              row.cents, row.returned, row.returned_cents);
}

std::string json_row(const LeadCountRow& row) {
    auto text = fmt::format(R"({{"day":"{}","vertical":)", day_text(row.day));
    base::append_json_string(text, row.vertical);
    return text + fmt::format(R"(,"state":"{}","count":{}}})", to_text(row.state), row.count);
}

std::string csv_row(const SalesRow& row) {
    return fmt::format("{},{},{},{},{},{}\r\n", day_text(row.day), csv_field(row.buyer), row.count, row.cents,
                       row.returned, row.returned_cents);
}

std::string csv_row(const LeadCountRow& row) {
    return fmt::format("{},{},{},{}\r\n", day_text(row.day), csv_field(row.vertical), to_text(row.state),
                       row.count);
}

template <class Row>
base::Result<ReportContent> written(base::Result<std::vector<Row>> rows, ReportFormat format,
                                    std::string_view header) {
    if (!rows) return tl::unexpected(rows.error());
    const bool cut = rows->size() > store_rows_max;
    if (cut) rows->resize(store_rows_max);
    const bool csv = format == ReportFormat::csv;
    std::string text(csv ? header : "[");
    for (const auto& row : *rows) {
        if (!csv && text.size() > 1) text += ',';
        text += csv ? csv_row(row) : json_row(row);
    }
    return ReportContent{csv ? text : text + "]", cut};
}

} // namespace

std::string csv_field(std::string_view text) {
    std::string field;
    if (!text.empty() && (static_cast<unsigned char>(text.front()) < ' ' ||
                          std::string_view("=+-@").find(text.front()) != text.npos))
        field += '\'';
    field += text;
    if (field.find_first_of(",\"\r\n") == field.npos) return field;
    std::string quoted = "\"";
    for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

base::Result<ReportContent> make_report(Store& store, const ReportRequest& request) {
    if (request.kind == ReportKind::sales)
        return written(store.sales(request.days), request.format,
                       "day,buyer,sold,cents,returned,returned_cents\r\n");
    return written(store.lead_counts(request.days), request.format, "day,vertical,state,count\r\n");
}

} // namespace redline::leadpipe
