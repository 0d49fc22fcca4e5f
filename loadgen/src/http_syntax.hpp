/// Why this exists: the small words of HTTP's grammar (RFC 9110, section 5.6), apart from the parser's
/// states. Pure; no allocation.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace redline::loadgen {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_token_mark(char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return marks.find(c) != marks.npos;
}

/// token: section 5.6.2.
inline bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || is_token_mark(c);
    });
}

/// field-value: section 5.5. Control characters but the tab are an attack or an accident.
inline bool is_field_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

/// Case does not count; `word` is lower case.
inline bool same_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return lower(a) == b; });
}

inline std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

inline std::string_view without_line_end(std::string_view line) {
    if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// Takes the first element off a comma-separated list.
inline std::string_view take_element(std::string_view& list) {
    const auto comma = std::min(list.find(','), list.size());
    const auto element = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    return element;
}

inline bool has_element(std::string_view list, std::string_view word) {
    while (!list.empty())
        if (same_word(take_element(list), word)) return true;
    return false;
}

inline std::string_view last_element(std::string_view list) {
    const auto comma = list.rfind(',');
    return comma == list.npos ? list : trimmed(list.substr(comma + 1));
}

/// Content-Length: digits, or the same digits several times (RFC 9112, section 6.3, point 5). False for
/// anything else, and for a length that differs from one already read.
inline bool read_length(std::string_view value, std::optional<std::uint64_t>& length) {
    do {
        const auto digits = take_element(value);
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size()) return false;
        if (length && *length != number) return false;
        length = number;
    } while (!value.empty());
    return true;
}

} // namespace redline::loadgen
