/// Why this exists: a metric of durations is counted on the path of every request, by every thread, and read
/// once a scrape. Each thread counts into histograms of its own, one a set of label values, and a reader adds
/// them up; nothing is lost or counted twice, and no thread waits for another.
///
/// Counts are exact and sums are exact to the nanosecond, whatever the order of merging: both are integers. A
/// reader that meets a thread at work may find a duration in the sum whose count it will see next time, never
/// the other way round.
///
/// Thread use: any. Memory: labels × threads at once × (bounds + 2) × 8 bytes; the caller bounds the labels
/// (LabelLimit).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/tracer/per_thread.hpp"

namespace redline::tracer {

using LabelValues = std::span<const std::string_view>;

/// The durations counted under one set of label values, over all threads.
struct DurationSeries {
    std::vector<std::string> labels;
    std::vector<std::uint64_t> counts; ///< one a bound, not cumulative, and a last one for what is beyond
    base::Duration sum{0};
};

class DurationFamily {
  public:
    /// `bounds` ascend strictly; a duration is counted at the first bound it is not greater than.
    explicit DurationFamily(std::vector<base::Duration> bounds);
    ~DurationFamily();

    /// Counts `duration` (below zero counts as zero) if this thread has counted under these labels before;
    /// else does nothing and says false, so that the caller can look twice at new labels.
    bool record_known(LabelValues labels, base::Duration duration);

    void record(LabelValues labels, base::Duration duration);

    /// Everything counted so far, ordered by labels.
    std::vector<DurationSeries> merged() const;

    const std::vector<base::Duration>& bounds() const { return bounds_; }

  private:
    struct Shard;

    std::size_t bucket_of(base::Duration duration) const;

    std::vector<base::Duration> bounds_;
    PerThread<Shard> shards_;
};

} // namespace redline::tracer
