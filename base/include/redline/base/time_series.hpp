/// Why this exists: alerting reads series and the generator, the target and the history make them; this is
/// the one shape they share. Names and labels as in Prometheus, so that a rule file means the same over a run
/// and in the fleet.
///
/// Values without locks.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace redline::base {

/// Sorted by name; the metric's own name is the label `__name__`.
using Labels = std::map<std::string, std::string>;

/// One observation. `at` counts from an origin the whole set of series shares (a run's start, or the epoch).
struct Sample {
    std::chrono::nanoseconds at{0};
    double value = 0;
    bool operator==(const Sample&) const = default;
};

/// Samples of one metric in ascending time.
struct TimeSeries {
    Labels labels;
    std::vector<Sample> samples;
};

/// `name{a="x", b="y"}`, values escaped as in the Prometheus text format.
std::string to_text(const Labels& labels);

} // namespace redline::base
