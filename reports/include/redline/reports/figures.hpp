/// Why this exists: a figure must read the same wherever it is shown, so that a number seen in the terminal
/// is found again on the page by searching for it. One spelling a kind of figure.
///
/// Pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "redline/base/duration.hpp"

namespace redline::reports {

/// `0.412 ms`, `12.34 ms`, `1,250 ms`: four significant digits, always in milliseconds, so that columns
/// compare by eye and two figures either side of a threshold stay apart.
std::string time_text(std::uint64_t nanoseconds);

/// The number of time_text without its unit, for columns that name it in their head.
std::string milliseconds_text(std::uint64_t nanoseconds);

/// A moment of the run or a span of it: `4.2 s`, `30 s`, `1 m 30 s`, `2 h 5 m`.
std::string seconds_text(base::Duration duration);

/// `0 %`, `0.05 %`, `12.3 %`, `100 %`; never rounded to 0 or 100 from beside it.
std::string share_text(double ratio);

/// `198.4/s`, `1,000/s`.
std::string rate_text(double per_second);

/// A plain number with thousands and at most `decimals` decimals.
std::string number_text(double value, int decimals);

} // namespace redline::reports
