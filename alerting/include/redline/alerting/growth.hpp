/// Why this exists: counters only say "so many since I started", restart at zero and are sampled now and
/// then. Rules ask how many events fell into a window; this is the one answer to that.
///
/// Definition. Each counter's growth at a sample is its value less the sample before; where the value fell,
/// the counter was reset and the growth is the value itself (Prometheus: `increase` and counter resets,
/// https://prometheus.io/docs/prometheus/latest/querying/functions/#rate). A counter's first sample only sets
/// where it stands. Growth counts at the moment of the sample that shows it, and a window (from, to] holds
/// the samples after `from` up to and including `to`: windows that touch share nothing and miss nothing, and
/// nothing is extrapolated. Samples that are not finite are passed over.
///
/// Values without locks.
#pragma once

#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/time_series.hpp"

namespace redline::alerting {

/// The growth of a set of counters together, less that of a second set.
class Growth {
  public:
    Growth() = default;
    explicit Growth(const std::vector<const base::TimeSeries*>& counters,
                    const std::vector<const base::TimeSeries*>& subtracted = {});

    /// What was counted in (from, to].
    double within(base::Duration from, base::Duration to) const;

    /// Growth since the first sample, at every moment that has one, in ascending time.
    const std::vector<base::Sample>& samples() const { return samples_; }

    /// The first and last moments; zero without samples.
    base::Duration first() const { return samples_.empty() ? base::Duration{0} : samples_.front().at; }
    base::Duration last() const { return samples_.empty() ? base::Duration{0} : samples_.back().at; }

    /// The median time between moments; zero with fewer than two. A window shorter than this sees gaps.
    base::Duration spacing() const;

  private:
    double up_to(base::Duration at) const;

    std::vector<base::Sample> samples_;
};

} // namespace redline::alerting
