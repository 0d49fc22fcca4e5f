/// Why this exists: runs a plan against its target and brings back everything that was measured.
///
/// The model is open: requests are due when the schedule says, whatever the target does. A request due while
/// every connection is busy waits its turn, first come first served, and its response time counts from the
/// moment it was due. Each worker is one thread with one epoll, its own connections, its own part of the
/// schedule (flow i belongs to worker i mod threads) and its own record; nothing is shared on the request
/// path.
///
/// How a run ends: after the last stage what still waits is sent for at most `timeout + drain_extra` more;
/// what then still waits is `not_sent`, what is under way ends by its own timeout. A stop request ends it
/// sooner: no flow starts, what is under way may finish for `stop_grace`, and is then cut off as a timeout;
/// promised_flows then counts the flows whose due time had come.
///
/// A request is never sent twice on the quiet: once a byte of it was accepted by the socket, what happens is
/// its outcome. Connections are opened when first needed. A name that resolves to several addresses is tried
/// for the first that accepts a connection before the run starts.
///
/// Errors: a host that does not resolve, or an epoll that cannot be made; nothing was sent then. `run` blocks
/// its caller, which also calls `on_progress`; `traffic` is called from every worker.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/loadgen/live_figures.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/run_result.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::loadgen {

constexpr base::Duration drain_extra = std::chrono::seconds(5);
constexpr base::Duration stop_grace = std::chrono::seconds(1);

/// The run so far. Percentiles are within 1.6 %.
struct Progress {
    base::Duration elapsed{0};
    base::Duration scheduled{0};
    std::uint64_t due = 0;
    std::uint64_t sent = 0;
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;
    double rate_last_second = 0; ///< requests sent
    base::Duration p50{0};       ///< response time of what ended in the last second
    base::Duration p95{0};
    base::Duration p99{0};
    base::Duration send_lag_p99{0}; ///< in the last second
    std::string stage;              ///< the one that `elapsed` falls into, the last one during the drain
    unsigned connections_busy = 0;  ///< with a request under way
    std::uint64_t connections_opened = 0; ///< since the run's start
    std::vector<StepFigures> steps;       ///< since the run's start, by Plan::steps
    DurationCounts send_lag;              ///< since the run's start
    bool finished = false; ///< told once, last: all counts since the run's start are the record's totals
};

using OnProgress = std::function<void(const Progress&)>;

/// `on_progress` is called once a second and, unless the run failed, once when it is over. It may be empty.
base::Result<RunResult> run(const Plan& plan, const Traffic& traffic, const OnProgress& on_progress,
                            std::stop_token stop);

} // namespace redline::loadgen
