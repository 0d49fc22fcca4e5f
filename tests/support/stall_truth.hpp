/// Why this exists: what a run's latencies must have been, worked out a second way: from the schedule's due
/// times and the server's own stamps of its answers. The law the product stands on is that the engine reports
/// the same.
///
/// A quantile may miss by 0.5 % (the histogram's 0.1 % is in it) and 0.2 ms, the way from the server's stamp
/// to the client's kernel.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/loadgen/run_result.hpp"
#include "redline/loadgen/schedule.hpp"

namespace redline::test {

/// Milliseconds from due to the server's stamp, sorted. `stamps` is by flow index.
inline std::vector<double> true_times(const loadgen::Plan& plan, const loadgen::RunResult& result,
                                      const std::vector<base::WallTime>& stamps) {
    std::vector<double> times;
    const loadgen::Schedule schedule(plan);
    auto starts = schedule.starts();
    while (const auto start = starts.next())
        times.push_back(base::in_milliseconds(stamps.at(start->index) - (result.started_at + start->due)));
    std::sort(times.begin(), times.end());
    return times;
}

/// One quantile both ways, in milliseconds.
struct ToldAndTrue {
    const char* name;
    double told;
    double truth;

    /// How much of what it may miss by it misses by: at most 1 keeps the law. An answer never sent makes the
    /// truth negative, and the miss large.
    double miss() const { return std::abs(told - truth) / (0.005 * std::max(truth, 0.0) + 0.2); }
};

/// p95, p99, p99.9 and the maximum of a run of one stage and one step.
inline std::vector<ToldAndTrue> compare_tails(const loadgen::RunResult& result,
                                              const std::vector<double>& truth) {
    const auto& told = result.cells.at(0).at(0).response_time;
    std::vector<ToldAndTrue> tails;
    for (const auto& [name, q] : {std::pair{"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}, {"max", 1.0}}) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(truth.size())));
        tails.push_back({name, static_cast<double>(told.quantile(q)) / 1e6, truth.at(rank - 1)});
    }
    return tails;
}

} // namespace redline::test
