/// Why this exists: the page's skeleton and style are files of their own (reports/web/), compiled in so that
/// the binary needs none beside it.
#pragma once

#include <string_view>

namespace redline::reports {

extern const std::string_view page_html; ///< with slots `{{name}}`
extern const std::string_view page_css;

} // namespace redline::reports
