/// Why this exists: a load generator can be the slow one, and then its figures say nothing about the target.
/// Each run is asked what it has to confess before anybody draws a conclusion from it.
///
/// | code             | when                                                                   | blame     |
/// |------------------|------------------------------------------------------------------------|-----------|
/// | generator_cpu    | a worker used more than 90 % of a core while the schedule lasted       | generator |
/// | send_lag         | more than 1 % of requests, and at least ten, were sent over 10 ms late | generator |
/// |                  | although a connection was free                                         |           |
/// | dropped          | so many, by the same measure, were that late and not sent, as          | generator |
/// |                  | `late: drop` asks; fewer are said and decide nothing                   | or nobody |
/// | descriptors      | a request found no socket on our side                                  | generator |
/// | ports            | a connection found no local port on our side                           | generator |
/// | load_not_offered | open model: under 99 % of flows were started, or under 99 % of what    | promise   |
/// |                  | fell due was sent while the schedule lasted                            |           |
/// | interrupted      | somebody stopped the run                                               | nobody    |
///
/// In the closed model nothing is promised: a slow target lowers the load, and that is what was asked for.
///
/// Waiting for a connection the target keeps busy is response time, never a confession of ours. 10 ms: three
/// times the slice a Linux scheduler gives a competing process (about 3 ms), so another busy process alone
/// does not reach it at the 99th percentile, and small beside the latencies thresholds speak of. 90 %: a
/// single server loaded to 0.9 makes its work wait nine service times on average (M/M/1); beyond, our own
/// queue is in the figures.
///
/// Pure.
#pragma once

#include <vector>

#include "redline/base/duration.hpp"
#include "redline/loadgen/finding.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::loadgen {

constexpr double generator_cpu_max = 0.9;
constexpr base::Duration send_lag_max = std::chrono::milliseconds(10);
constexpr double late_share_max = 0.01;
constexpr std::uint64_t late_requests_min = 10;
constexpr double offered_share_min = 0.99;

/// The run's own faults, the generator's first.
std::vector<Finding> confess(const RunResult& result);

} // namespace redline::loadgen
