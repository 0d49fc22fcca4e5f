#include "redline/base/ids.hpp"

#include <array>

namespace redline::base {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

} // namespace

void write_hex(std::uint64_t value, char* out) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (int at = 15; at >= 0; --at, value >>= 4) out[at] = digits[value & 0xf];
}

std::optional<std::uint64_t> parse_hex(std::string_view text) {
    if (text.empty() || text.size() > 16) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        const int digit = digit_value(c);
        if (digit < 0) return std::nullopt;
        value = value << 4 | static_cast<std::uint64_t>(digit);
    }
    return value;
}

std::string to_text(TraceId id) {
    std::array<char, 32> digits{};
    write_hex(id.high, digits.data());
    write_hex(id.low, digits.data() + 16);
    return {digits.data(), digits.size()};
}

std::string to_text(SpanId id) {
    std::array<char, 16> digits{};
    write_hex(id.value, digits.data());
    return {digits.data(), digits.size()};
}

std::optional<TraceId> parse_trace_id(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    const auto high = parse_hex(text.substr(0, 16));
    const auto low = parse_hex(text.substr(16));
    if (!high || !low) return std::nullopt;
    return TraceId{*high, *low};
}

std::optional<SpanId> parse_span_id(std::string_view text) {
    if (text.size() != 16) return std::nullopt;
    const auto value = parse_hex(text);
    if (!value) return std::nullopt;
    return SpanId{*value};
}

} // namespace redline::base
