/// Why this exists: everything a run measured, as one value that can be merged, judged, stored and drawn.
/// Memory does not depend on the number of requests: histograms, counts by slice, packed histograms by step
/// and second, and a bounded number of samples.
///
/// Two latencies, always both. Response time counts from the moment a request was *due*, so a stall shows in
/// every request it delayed (Gil Tene, "coordinated omission"); service time counts from the moment it was
/// sent. Send lag is how late the generator itself sent a request although a connection was free: its own
/// fault, never the target's.
///
/// All times in nanoseconds. Values without locks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/histogram.hpp"
#include "redline/base/ids.hpp"
#include "redline/base/packed_histogram.hpp"
#include "redline/loadgen/outcome.hpp"

namespace redline::loadgen {

/// What one step did in one stage.
struct Cell {
    base::LatencyHistogram response_time; ///< every request that ended, whatever its outcome, but not_sent
    base::LatencyHistogram service_time;
    OutcomeCounts outcomes{};
    std::vector<std::uint64_t> failed_checks; ///< by the step's checks, in their order
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
};

/// How requests of one step ended alike within one slice. `status` is 0 where no answer came.
struct Ending {
    std::uint32_t step = 0;
    Outcome outcome = Outcome::ok;
    int status = 0;
    auto operator<=>(const Ending&) const = default;
};

/// A short stretch of the run, by the time requests *ended*. Slices follow each other without gaps.
struct Slice {
    struct Count {
        std::uint64_t requests = 0;
        double response_seconds = 0;              ///< sum, for `_sum` series
        std::vector<std::uint64_t> at_most_bound; ///< by RunResult::bounds: response time ≤ bound, exact
    };
    std::uint64_t due = 0;  ///< requests that fell due in this slice
    std::uint64_t sent = 0; ///< requests sent in this slice
    std::map<Ending, Count> endings;
};

/// What one step did in a window of the run, by the time its requests ended: within 1.6 %, for drawing.
struct StepWindow {
    std::uint32_t step = 0;
    base::PackedHistogram<5> response_time;
    base::PackedHistogram<5> service_time;
};

/// The steps that ended something, in their order.
using Window = std::vector<StepWindow>;

/// One request kept as an example, enough to find it in the target's log.
struct RequestSample {
    std::uint32_t step = 0;
    std::uint32_t stage = 0;
    Outcome outcome = Outcome::ok;
    int status = 0;
    base::TraceId trace_id;
    base::Duration due{0}; ///< since the run's start
    base::Duration response_time{0};
    base::Duration service_time{0};
    std::string detail; ///< the failed check, the socket's error or the answer's first bytes; at most 200
};

struct StepLabel {
    std::string flow;
    std::string name;
    std::string method;
    std::string route;               ///< the path as written in the scenario, templates unfilled
    std::vector<std::string> checks; ///< as written
};

struct StageLabel {
    std::string name;
    base::Duration duration{0};
    bool measured = true; ///< false for a warm-up: kept out of totals
};

/// What the generator says of itself.
struct Honesty {
    std::string transport; ///< what carried the requests: `epoll`, `io_uring`, `tls`, `http2`
    std::string note;      ///< why that one, where it is not the first choice; else empty
    std::string pacing;    ///< `precise`, `batched every 500us`, `as fast as answers come`
    /// Sent − due where a connection was free at the due time; where one had to be opened first, only the
    /// time until that began.
    base::LatencyHistogram send_lag;
    /// Sent − due where none was free or open: the target's doing.
    base::LatencyHistogram connection_wait;
    double busiest_thread_cpu = 0; ///< CPU time of the busiest worker over its wall time, 0 to 1
    base::Duration cpu_time{0};    ///< all workers
    std::uint64_t connections_opened = 0;
    unsigned threads = 0;
    unsigned connections = 0;
};

struct RunResult {
    base::WallTime started_at{}; ///< due times count from here
    base::Duration scheduled{0}; ///< the length of all stages together
    base::Duration took{0};      ///< start to last ending
    std::uint64_t due = 0;       ///< requests that fell due, all stages (follow-up steps included)
    std::uint64_t sent = 0;
    std::uint64_t promised_flows = 0; ///< flows the schedule held; when interrupted, those due by then
    std::uint64_t started_flows = 0;  ///< flows whose first request was sent
    bool interrupted = false;
    unsigned users = 0; ///< of the closed model; 0: the model was open

    std::vector<StageLabel> stages;
    std::vector<StepLabel> steps;
    std::vector<std::vector<Cell>> cells; ///< [stage][step]
    base::Duration slice_width{0};
    std::vector<base::Duration> bounds; ///< the response times Slice::Count::at_most_bound counts by
    std::vector<Slice> slices;
    base::Duration window_width{0};
    std::vector<Window> windows;        ///< follow each other without gaps, like slices
    std::vector<RequestSample> failed;  ///< a few of each (measured or not, step, outcome), the first to end
    std::vector<RequestSample> slowest; ///< the slowest measured ones, slowest first
    Honesty honesty;
};

} // namespace redline::loadgen
