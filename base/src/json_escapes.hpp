/// Why this exists: the escapes of JSON strings (RFC 8259, section 7), read where no document is built.
///
/// Pure.
#pragma once

#include <string>
#include <string_view>

namespace redline::base {

/// How long the escape is that `text` begins with, a backslash first; two of surrogates that belong together
/// are one. 0 where it is none, a lone surrogate included.
std::size_t escape_size(std::string_view text);

/// Appends what the escape at the front of `text` stands for, a valid one, and returns its size.
std::size_t append_unescaped(std::string_view text, std::string& out);

} // namespace redline::base
