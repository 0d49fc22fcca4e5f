#include "redline/base/ids.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace redline::base {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

using Bytes = std::uint8_t __attribute__((vector_size(16)));

} // namespace

/// All digits at once, for every request carries ids: halves of the bytes side by side, then to letters.
void write_hex(std::uint64_t value, char* out) {
    static_assert(std::endian::native == std::endian::little);
    Bytes bytes{};
    const auto first_byte_first = __builtin_bswap64(value);
    std::memcpy(&bytes, &first_byte_first, sizeof value);
    const Bytes digits = __builtin_shufflevector(bytes >> 4, bytes & 15, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5,
                                                 21, 6, 22, 7, 23);
    const Bytes text = digits + '0' + (Bytes(digits > 9) & ('a' - '9' - 1));
    std::memcpy(out, &text, sizeof text);
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
