/// Why this exists: the one line that joins a request in the generator's report to the spans and logs of the
/// service it hit. Format and the rules for unknown versions: W3C Trace Context level 1, section 3.2
/// (https://www.w3.org/TR/trace-context/#traceparent-header).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "redline/base/ids.hpp"

namespace redline::base {

struct Traceparent {
    TraceId trace_id;
    SpanId parent_id; ///< the caller's span
    bool sampled = true;
    bool operator==(const Traceparent&) const = default;
};

constexpr std::size_t traceparent_size = 55;

/// The header's value, version 00: `00-<32 hex>-<16 hex>-<2 hex>`.
std::string to_text(const Traceparent& parent);

/// The same into a caller's buffer, without allocation.
void write_traceparent(const Traceparent& parent, std::array<char, traceparent_size>& out);

/// Nothing for anything the recommendation calls invalid: wrong lengths or digits, upper case, all-zero ids,
/// version ff, version 00 with a tail. A higher version is read by its first four fields.
std::optional<Traceparent> parse_traceparent(std::string_view text);

} // namespace redline::base
