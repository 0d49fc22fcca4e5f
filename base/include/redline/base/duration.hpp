/// Why this exists: durations in files, options and output are written one way: a number and a unit
/// (`250ms`, `1.5s`, `2m`, `30d`), compounds allowed (`1h30m`), never a bare number.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::base {

using Duration = std::chrono::nanoseconds;

/// Reads `ns us ms s m h d w` with decimals; refuses bare numbers, signs and anything beyond 292 years.
Result<Duration> parse_duration(std::string_view text);

/// The shortest exact form: `90s` prints as `1m30s`, `1500us` as `1.5ms`. parse_duration(to_text(d)) == d
/// for d ≥ 0; a negative one prints with a minus sign, which no file may hold.
std::string to_text(Duration duration);

/// Milliseconds for people, three significant digits: `0.412 ms`, `12.3 ms`, `1.25 s`; whole seconds from
/// 1000. Not meant to be read back.
std::string to_brief_text(Duration duration);

constexpr double in_seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }
constexpr double in_milliseconds(Duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace redline::base
