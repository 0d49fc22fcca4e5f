/// Why this exists: a rule names the heading of its runbook (`runbooks/leads.md#availability`), and a link
/// that leads nowhere is found by the one person who has no time for it. Anchors are made from headings as
/// GitHub makes them, where most runbooks are read.
///
/// Rules (github/markup and the html-pipeline's TableOfContentsFilter): lower case; anything but letters,
/// digits, `-`, `_` and spaces is dropped; spaces become `-`; a repeated anchor gets `-1`, `-2`. A link in a
/// heading counts by its text. Headings are `#` … `######` and lines underlined with `===` or `---`; what
/// stands in a fenced code block is none. Bytes outside ASCII are kept as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::alerting {

/// Every anchor of a Markdown text, without `#`, in the order of its headings.
std::vector<std::string> markdown_anchors(std::string_view markdown);

} // namespace redline::alerting
