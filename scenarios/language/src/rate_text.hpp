/// Why this exists: what an `arrival_rate` may say in one line, read without knowing of files: a rate, a ramp
/// or a staircase, and the factors that go with shapes. Errors carry the way to write it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/base/quantity.hpp"
#include "redline/loadgen/rate_line.hpp"

namespace redline::language {

constexpr std::size_t steps_of_a_staircase_max = 1000;
constexpr std::string_view too_high_text = "an arrival rate is at most 10M/s";

/// A rate in one line: from one to the other evenly, or in so many steps.
struct RateText {
    base::Rate from, to;
    std::size_t steps = 0; ///< 0: evenly
};

/// `20/s`, `20/s to 200/s` or `50/s to 250/s in 5 steps`, none above arrival_rate_max.
base::Result<RateText> parse_rate_text(std::string_view text);

/// `200/s`, not above arrival_rate_max.
base::Result<base::Rate> parse_arrival_rate(std::string_view text);

/// `4x`, more than nothing.
base::Result<base::Factor> parse_growth(std::string_view text);

std::vector<loadgen::RatePoint> points_of(const RateText& text, base::Duration duration);

/// Each level for the same part of the time.
std::vector<loadgen::RatePoint> staircase(std::span<const base::Rate> levels, base::Duration duration);

bool too_high(base::Rate rate);

} // namespace redline::language
