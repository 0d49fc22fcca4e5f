/// Why this exists: rates, shares and factors in files, options and output are written one way: `200/s`,
/// `10k/s`, `90/min`, `12%`, `1.5x`. A number without its unit is refused, for 0.5 and 0.5 % have both been
/// meant by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::base {

/// Events in a time, for example new flows.
struct Rate {
    double per_second = 0;
    bool operator==(const Rate&) const = default;
};

/// A part of a whole, 0 to 1.
struct Share {
    double ratio = 0;
    bool operator==(const Share&) const = default;
};

/// So many times as much.
struct Factor {
    double times = 1;
    bool operator==(const Factor&) const = default;
};

/// Reads `N/s`, `N/min`, `N/h` with decimals and the suffixes k and M.
Result<Rate> parse_rate(std::string_view text);

/// Reads `N%`, 0 to 100.
Result<Share> parse_share(std::string_view text);

/// Reads `Nx`, with decimals.
Result<Factor> parse_factor(std::string_view text);

/// The form parse_rate reads back to the same value: `200/s`, `90/min` prints as `1.5/s`.
std::string to_text(Rate rate);

/// The form parse_share reads back: `12%`, `99.95%`.
std::string to_text(Share share);

/// The form parse_factor reads back: `4x`, `0.5x`.
std::string to_text(Factor factor);

/// 1234567 as `1,234,567`.
std::string with_thousands(std::uint64_t count);

} // namespace redline::base
