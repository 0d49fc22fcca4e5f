/// Why this exists: one bad byte in one label makes a scraper refuse the whole page, and every metric of the
/// service is gone. Label values are UTF-8 in Prometheus's text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/); texts that came over the network need not
/// be.
///
/// Pure; for use from any thread.
#pragma once

#include <string>
#include <string_view>

namespace redline::tracer {

/// `text` itself where it may be a label value; else a copy in `buffer` in which every control character and
/// every byte that is not UTF-8 is U+FFFD. The view lives as long as both.
std::string_view label_text(std::string_view text, std::string& buffer);

} // namespace redline::tracer
