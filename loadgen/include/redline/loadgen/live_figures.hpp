/// Why this exists: who watches a run from outside (a scraper of `--metrics`, a live page) wants counters
/// that only grow, for each step. They are kept beside the record, small enough to be handed over ten times a
/// second while the run goes on, and at the end they say what the record says.
///
/// Durations are counted by fixed bounds, exactly: a request costs one compare or two and four additions, and
/// a step costs 450 bytes a thread however long the run is. The bounds are those OpenTelemetry recommends for
/// HTTP (5 ms to 10 s), continued downwards to 100 µs, because a target on this machine answers below them.
///
/// Plain values, for one thread; merged by addition.
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "redline/base/duration.hpp"
#include "redline/loadgen/outcome.hpp"

namespace redline::loadgen {

constexpr std::array<base::Duration, 19> live_bounds = [] {
    constexpr std::array<std::int64_t, 19> microseconds{
        100,     250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,    50'000,    75'000,
        100'000, 250'000, 500'000, 750'000, 1'000'000, 2'500'000, 5'000'000, 7'500'000, 10'000'000};
    std::array<base::Duration, 19> bounds{};
    for (std::size_t i = 0; i < bounds.size(); ++i) bounds[i] = std::chrono::microseconds(microseconds[i]);
    return bounds;
}();

/// The bounds in nanoseconds, and one that nothing is above.
constexpr std::array<std::uint64_t, live_bounds.size() + 1> live_limits = [] {
    std::array<std::uint64_t, live_bounds.size() + 1> limits{};
    for (std::size_t i = 0; i < live_bounds.size(); ++i)
        limits[i] = static_cast<std::uint64_t>(live_bounds[i].count());
    limits.back() = UINT64_MAX;
    return limits;
}();

/// By the number of bits of a duration in nanoseconds: the first limit that some such duration is not above.
constexpr std::array<std::uint8_t, 65> first_live_limit = [] {
    std::array<std::uint8_t, 65> first{};
    for (std::size_t width = 1; width < first.size(); ++width)
        while (live_limits[first[width]] < std::uint64_t{1} << (width - 1)) ++first[width];
    return first;
}();

/// The first of `live_bounds` that `nanoseconds` is not above; their number, if it is above all.
constexpr std::size_t live_bucket_of(std::uint64_t nanoseconds) {
    std::size_t bucket = first_live_limit[static_cast<std::size_t>(std::bit_width(nanoseconds))];
    while (nanoseconds > live_limits[bucket]) ++bucket;
    return bucket;
}

struct DurationCounts {
    std::array<std::uint64_t, live_bounds.size() + 1>
        counts{};                  ///< not cumulative; the last: above every bound
    std::uint64_t nanoseconds = 0; ///< their sum

    /// Below zero counts as zero.
    void record(base::Duration duration) {
        const auto value = duration.count() > 0 ? static_cast<std::uint64_t>(duration.count()) : 0;
        ++counts[live_bucket_of(value)];
        nanoseconds += value;
    }

    void merge(const DurationCounts& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
        nanoseconds += other.nanoseconds;
    }
};

/// How the requests of one step ended, whatever their stage.
struct StepFigures {
    OutcomeCounts outcomes{};
    DurationCounts response_time; ///< since they were due; of all that were not given up unsent
    DurationCounts service_time;  ///< since they were sent; of all that were

    void merge(const StepFigures& other) {
        for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
        response_time.merge(other.response_time);
        service_time.merge(other.service_time);
    }
};

} // namespace redline::loadgen
