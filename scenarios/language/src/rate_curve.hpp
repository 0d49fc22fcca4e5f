/// Why this exists: the traffic of a real day is the best shape to test with. A recorded curve is a CSV file
/// of two columns, time and rate, between whose rows the rate changes evenly:
///
///     time,rate
///     0,120
///     60,180
///
/// A bare number is seconds, or starts a second; `1m` and `90/min` may be written too. Times count from the
/// first row, so that a column of Unix time will do; two rows of the same time are a jump. A first row of
/// words is a heading; empty lines and lines that begin with `#` are passed over. At most 4 MiB and 100,000
/// rows.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/loadgen/rate_line.hpp"

namespace redline::language {

/// At least two points, the first at zero, the last later. Mistakes are diagnostics in the file's own text.
base::Result<std::vector<loadgen::RatePoint>> read_curve(const std::filesystem::path& file);

base::Rate peak_of(std::span<const loadgen::RatePoint> points);

/// Multiplies the rates by `factor` and stretches the times to last `duration`, where that is not zero.
/// Answers how long the curve then lasts.
base::Duration fit(std::span<loadgen::RatePoint> points, base::Duration duration, double factor);

} // namespace redline::language
