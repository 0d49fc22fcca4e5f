/// Why this exists: dirt is done to ASCII letters only and must not depend on the machine's locale, which
/// <cctype> does.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace redline::traffic {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c; }

inline void lower(std::string& text) { std::ranges::transform(text, text.begin(), to_lower); }
inline void upper(std::string& text) { std::ranges::transform(text, text.begin(), to_upper); }

inline std::string lower_text(std::string_view text) {
    std::string lowered(text);
    lower(lowered);
    return lowered;
}

} // namespace redline::traffic
