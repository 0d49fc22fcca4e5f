/// Why this exists: names of headers are equal in any case (RFC 9110, section 5.1), for those we send and
/// those we look at.
#pragma once

#include <algorithm>
#include <string_view>

namespace redline::language {

inline bool same_header_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

} // namespace redline::language
