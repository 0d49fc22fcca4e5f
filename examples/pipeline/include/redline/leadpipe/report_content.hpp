/// Why this exists: a report is a text made from the store, the same for the same store, whoever makes it.
///
///     sales   a row a day and buyer: day, buyer, sold, cents, returned, returned_cents
///     leads   a row a day, vertical and state: day, vertical, state, count
///
/// As JSON an array of objects, as CSV a header and lines (RFC 4180, CRLF). Texts in CSV that a spreadsheet
/// would run (they begin with = + - @ or a control character: CWE-1236) get a ' in front. At most
/// store_rows_max rows; what is beyond is left out, and the report says so.
///
/// Any thread.
#pragma once

#include <string>

#include "redline/base/error.hpp"
#include "redline/leadpipe/report_request.hpp"
#include "redline/leadpipe/store.hpp"

namespace redline::leadpipe {

struct ReportContent {
    std::string text;
    bool cut = false; ///< there was more
};

base::Result<ReportContent> make_report(Store& store, const ReportRequest& request);

/// One field of a line of CSV. Pure.
std::string csv_field(std::string_view text);

} // namespace redline::leadpipe
