/// Why this exists: how a person can be reached and when they agreed to it. Each reader answers one normal
/// form, so that a re-typed value compares equal, or a clause that says what is wrong without repeating the
/// value: reasons travel into logs, personal fields must not.
///
/// Pure, any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace redline::leadpipe {

/// The failing side holds a clause such as `has no @`.
template <class T>
using Read = tl::expected<T, std::string_view>;

/// Shape only (RFC 5321 sizes: 64 before the @, 254 in all); lower-case ASCII letters, blanks around removed.
Read<std::string> read_email(std::string_view text);

/// Ten digits of a North American number (NANP: area and exchange begin with 2 … 9), from any punctuation,
/// with or without +1, an extension ignored.
Read<std::string> read_phone(std::string_view text);

/// A certificate of consent: 40 hexadecimal digits, answered in lower case.
Read<std::string> read_certificate(std::string_view text);

/// RFC 3339 date-time with `Z` or an offset; leap seconds count as the second before.
Read<std::chrono::sys_seconds> read_timestamp(std::string_view text);

} // namespace redline::leadpipe
