/// Why this exists: each worker writes down what it did in a record of its own, shared with nobody, and the
/// records are merged after the workers are joined.
///
/// A request is told in three moments: it fell due, it was sent, it ended. Slices are filled by the time each
/// moment happened; a request belongs to the stage its flow started in, follow-up steps included, so what a
/// warm-up started never counts as measured. A request that never left has a response time but no service
/// time; one that was given up before it could be sent (`not_sent`) has neither.
///
/// Times since the run's start. A Recorder belongs to one thread. After warm-up a request costs no allocation
/// but for the few samples kept.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/run_result.hpp"
#include "redline/loadgen/window_recorder.hpp"

namespace redline::loadgen {

/// Failures that are alike: a warm-up's must not crowd out those that count.
struct FailureKind {
    bool measured = true;
    std::uint32_t step = 0;
    Outcome outcome = Outcome::ok;
    auto operator<=>(const FailureKind&) const = default;
};

constexpr std::size_t failed_samples_per_kind = 3; ///< the first to end
constexpr std::size_t slowest_samples = 20;
constexpr std::size_t detail_bytes_max = 200;

/// Text from the network as a sample may show it: printable ASCII, everything else a space, at most 200
/// bytes.
std::string shown(std::string_view text);

/// A run of an hour has slices as wide as the plan wants; a longer one has wider ones, in whole multiples, so
/// that its record does not grow with its length.
constexpr std::int64_t slices_max = 18'000;
constexpr base::Duration window_width_min = std::chrono::seconds(1);
base::Duration slice_width_for(base::Duration wanted, base::Duration length);

/// How one request ended.
struct Ended {
    std::uint32_t step = 0;
    std::uint32_t stage = 0;
    Outcome outcome = Outcome::ok;
    int status = 0;
    base::TraceId trace_id = {};
    base::Duration due{0};
    std::optional<base::Duration> sent = {}; ///< nothing: it never left
    base::Duration at{0};
    std::uint32_t failed_checks = 0; ///< bit i: check i of the step
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
};

class Recorder {
  public:
    explicit Recorder(const Plan& plan);

    void fell_due(base::Duration at);
    void sent(base::Duration at);
    void lagged(base::Duration lag);    ///< the generator's own delay of one request
    void waited(base::Duration waited); ///< the delay of one request for want of an open, free connection
    void interrupted() { result_.interrupted = true; }
    void flow_promised() { ++result_.promised_flows; }
    void flow_started() { ++result_.started_flows; }
    /// `detail` is asked only for a request that is kept as a sample: a function without arguments that gives
    /// a std::string.
    template <class Detail>
    void ended(const Ended& request, Detail detail) {
        count(request);
        if (wanted_as_failed(request)) result_.failed.push_back(sample_of(request, detail()));
        if (wanted_as_slow(request)) keep_slow(sample_of(request, detail()));
    }

    Honesty& honesty() { return result_.honesty; }

    /// What was recorded: totals, cells, slices, samples, honesty. Started-at, labels and promise are the
    /// run's.
    RunResult take();

  private:
    Slice& slice_at(base::Duration at);
    void count(const Ended& request);
    void count_in_slice(const Ended& request, base::Duration response_time);
    bool wanted_as_failed(const Ended& request);
    bool wanted_as_slow(const Ended& request) const;
    RequestSample sample_of(const Ended& request, std::string detail) const;
    void keep_slow(RequestSample sample);

    RunResult result_;
    WindowRecorder windows_;
    std::map<FailureKind, std::size_t> failed_kept_;
};

/// Adds one worker's record to another's.
void merge(RunResult& into, const RunResult& from);

} // namespace redline::loadgen
