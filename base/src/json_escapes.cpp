#include "json_escapes.hpp"

#include <cstdint>
#include <optional>

namespace redline::base {

namespace {

constexpr std::string_view short_escapes = "\"\\/bfnrt";
constexpr std::string_view short_meanings = "\"\\/\b\f\n\r\t";
constexpr std::size_t short_size = 2, long_size = 6; ///< `\n`, `\u000a`

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

std::optional<std::uint32_t> hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

/// The UTF-16 unit of a `\uXXXX` at the front.
std::optional<std::uint32_t> unit_at(std::string_view text) {
    if (text.size() < long_size || !text.starts_with("\\u")) return std::nullopt;
    std::uint32_t unit = 0;
    for (const char c : text.substr(2, 4)) {
        const auto digit = hex_value(c);
        if (!digit) return std::nullopt;
        unit = unit << 4 | *digit;
    }
    return unit;
}

/// `point` is no surrogate.
void append_utf8(std::uint32_t point, std::string& out) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto add_lower = [&](unsigned bits) { add(0x80 | (point >> bits & 0x3f)); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xc0 | point >> 6);
        return add_lower(0);
    }
    if (point < 0x10000) {
        add(0xe0 | point >> 12);
    } else {
        add(0xf0 | point >> 18);
        add_lower(12);
    }
    add_lower(6);
    add_lower(0);
}

} // namespace

std::size_t escape_size(std::string_view text) {
    if (text.size() < short_size) return 0;
    if (short_escapes.find(text[1]) != std::string_view::npos) return short_size;
    const auto unit = unit_at(text);
    if (!unit || is_low_surrogate(*unit)) return 0;
    if (!is_high_surrogate(*unit)) return long_size;
    const auto low = unit_at(text.substr(long_size));
    return low && is_low_surrogate(*low) ? 2 * long_size : 0;
}

std::size_t append_unescaped(std::string_view text, std::string& out) {
    const auto size = escape_size(text);
    if (size == short_size) {
        out += short_meanings[short_escapes.find(text[1])];
    } else if (size == long_size) {
        append_utf8(*unit_at(text), out);
    } else {
        const auto high = *unit_at(text), low = *unit_at(text.substr(long_size));
        append_utf8(0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00)), out);
    }
    return size;
}

} // namespace redline::base
