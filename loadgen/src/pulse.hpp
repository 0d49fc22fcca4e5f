/// Why this exists: while a run lasts, its caller shows how it goes. Each worker notes what happens in a Beat
/// of its own and hands it over ten times a second, never on the path of a request; the caller takes what has
/// gathered once a second.
///
/// The mutex is held for an addition of a few kilobytes a step by the worker, and for a swap by the caller:
/// the caller never makes a worker wait. For one writer and one reader.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/histogram.hpp"
#include "redline/loadgen/live_figures.hpp"

namespace redline::loadgen {

constexpr base::Duration pulse_interval = std::chrono::milliseconds(100);

/// Durations as finely as percentiles are shown, at a third of what Histogram::record costs: counts alone, in
/// the buckets of Histogram<5>, in memory that does not grow. A quantile is within 1.6 %.
class FineCounts {
  public:
    void record(std::uint64_t nanoseconds) {
        ++counts_[Buckets::bucket_of(std::min(nanoseconds, counted_max))];
    }

    void merge(const FineCounts& other) {
        for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    }

    /// By nearest rank, `q` in (0, 1]; zero when empty.
    base::Duration quantile(double q) const {
        const auto all = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
        auto left = std::ceil(q * static_cast<double>(all));
        for (std::size_t i = 0; i < counts_.size(); ++i)
            if (counts_[i] > 0 && (left -= static_cast<double>(counts_[i])) <= 0)
                return base::Duration(Buckets::middle_of(i));
        return base::Duration(0);
    }

  private:
    using Buckets = base::Histogram<5>;
    static constexpr std::uint64_t counted_max =
        (std::uint64_t{1} << 42) - 1; ///< 73 minutes: more is as much

    std::array<std::uint64_t, (42 - 5 + 1) * 32> counts_{};
};

/// What happened in a while; `busy` and `opened` are how things stand at its end.
struct Beat {
    explicit Beat(std::size_t step_count) : steps(step_count) {}

    std::uint64_t flows = 0; ///< of which the first request was started or given up
    std::uint64_t follow_ups_due = 0;
    std::uint64_t sent = 0;
    unsigned busy = 0;        ///< connections with a request under way
    std::uint64_t opened = 0; ///< connections, since the run's start
    std::vector<StepFigures> steps;
    DurationCounts send_lag;
    FineCounts response_times; ///< all steps
    FineCounts send_lags;

    /// One request ended; counted as Recorder counts it. What never left has no service time.
    void ended(std::uint32_t step, Outcome outcome, base::Duration response_time,
               std::optional<base::Duration> service_time) {
        auto& figures = steps[step];
        ++figures.outcomes[static_cast<std::size_t>(outcome)];
        if (service_time) figures.service_time.record(*service_time);
        if (never_tried(outcome)) return;
        figures.response_time.record(response_time);
        response_times.record(not_negative(response_time));
    }

    void lagged(base::Duration late) {
        send_lag.record(late);
        send_lags.record(not_negative(late));
    }

    void add(const Beat& other) {
        flows += other.flows;
        follow_ups_due += other.follow_ups_due;
        sent += other.sent;
        busy = other.busy;
        opened = other.opened;
        for (std::size_t step = 0; step < steps.size(); ++step) steps[step].merge(other.steps[step]);
        send_lag.merge(other.send_lag);
        response_times.merge(other.response_times);
        send_lags.merge(other.send_lags);
    }

    /// Ready for the next while. `busy` and `opened` stand; keeps its memory where that grows with the
    /// scenario.
    void clear() {
        flows = follow_ups_due = sent = 0;
        for (auto& step : steps) step = {};
        send_lag = {};
        response_times = {};
        send_lags = {};
    }

  private:
    static std::uint64_t not_negative(base::Duration duration) {
        return duration.count() > 0 ? static_cast<std::uint64_t>(duration.count()) : 0;
    }
};

class Pulse {
  public:
    explicit Pulse(std::size_t step_count) : since_(step_count) {}

    /// Takes over what is in `beat` and leaves it ready for the next while.
    void add(Beat& beat) {
        {
            const std::lock_guard lock(mutex_);
            since_.add(beat);
        }
        beat.clear();
    }

    /// What was added since the last take, in the memory of a cleared Beat, which stays here.
    void take(Beat& into) {
        into.clear();
        const std::lock_guard lock(mutex_);
        into.busy = since_.busy; // Nothing may have been added since.
        into.opened = since_.opened;
        std::swap(into, since_);
        since_.busy = into.busy;
        since_.opened = into.opened;
    }

  private:
    std::mutex mutex_;
    Beat since_;
};

} // namespace redline::loadgen
