/// Why this exists: a trace id names one request from the generator's report to the service's log; both must
/// spell it the same way. Sizes and lower-case hex text: W3C Trace Context, section 3.2.2.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redline::base {

/// 16 bytes, all zero is "none".
struct TraceId {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const TraceId&) const = default;
    explicit operator bool() const { return (high | low) != 0; }
};

/// 8 bytes, zero is "none".
struct SpanId {
    std::uint64_t value = 0;
    auto operator<=>(const SpanId&) const = default;
    explicit operator bool() const { return value != 0; }
};

/// Writes 16 lower-case hex digits to `out`, without allocation.
void write_hex(std::uint64_t value, char* out);

/// Reads exactly `text.size()` (at most 16) lower-case hex digits.
std::optional<std::uint64_t> parse_hex(std::string_view text);

std::string to_text(TraceId id); ///< 32 lower-case hex digits
std::string to_text(SpanId id);  ///< 16 lower-case hex digits

std::optional<TraceId> parse_trace_id(std::string_view text);
std::optional<SpanId> parse_span_id(std::string_view text);

} // namespace redline::base
