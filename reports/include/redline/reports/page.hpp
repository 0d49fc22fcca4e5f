/// Why this exists: the page to open, send round and keep: one HTML file that says the verdict in words
/// first, then shows why. It is complete in itself: no script, no font, no request to any network, and a
/// content security policy that would forbid them.
///
/// Everything from the record is shown as text, cut to a length a page can bear; the size of the page does
/// not grow with the length of the run. Light and dark by the reader's own preference, and fit to print.
///
/// Pure function.
#pragma once

#include <string>

#include "redline/reports/run_record.hpp"

namespace redline::reports {

std::string html_page(const RunRecord& record);

} // namespace redline::reports
