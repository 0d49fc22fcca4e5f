/// Why this exists: logs and request bodies write JSON strings by the hundred thousand; they append to a text
/// they own instead of building a tree.
#pragma once

#include <string>
#include <string_view>

namespace redline::base {

/// Appends `text` as a quoted JSON string (RFC 8259, section 7). Invalid UTF-8 becomes U+FFFD, so the result
/// is always valid.
void append_json_string(std::string& out, std::string_view text);

/// The length in bytes of the valid UTF-8 sequence at the front of `text`; 0 when it is invalid or empty
/// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_sequence_size(std::string_view text);

} // namespace redline::base
