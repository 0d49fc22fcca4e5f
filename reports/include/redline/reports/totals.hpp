/// Why this exists: the terminal, the JSON and the page must show the same figure for the same question.
/// Every figure a report shows of a set of requests is computed here, once.
///
/// A Tally is what some steps did in some stages together. *Requests* are those that fell due; *sent* are
/// those that left the machine; *answered* those that got a whole HTTP answer; *failed* all that were not ok,
/// the never sent included. Rates are per second of the stages' own time, cut short where a run was.
///
/// Values without locks; every function here is pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/histogram.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

struct Tally {
    base::LatencyHistogram response_time; ///< nanoseconds since due
    base::LatencyHistogram service_time;  ///< nanoseconds since sent
    loadgen::OutcomeCounts outcomes{};
    base::Duration time{0}; ///< of the stages counted, as far as they were run

    std::uint64_t of(loadgen::Outcome outcome) const { return outcomes[static_cast<std::size_t>(outcome)]; }
    std::uint64_t requests() const;
    std::uint64_t sent() const;
    std::uint64_t ok() const { return of(loadgen::Outcome::ok); }
    std::uint64_t failed() const { return requests() - ok(); }
    std::uint64_t answered() const;

    /// Failed of requests, 0 to 1; nothing where there were no requests.
    std::optional<double> error_ratio() const;
    /// Ok of answered; nothing where nothing was answered.
    std::optional<double> check_ratio() const;
    /// Per second; nothing where no time passed.
    std::optional<double> offered_rate() const;  ///< requests
    std::optional<double> achieved_rate() const; ///< sent
};

/// Which cells of the run to count.
struct Selection {
    std::function<bool(std::size_t)> stage; ///< by index into RunResult::stages
    std::function<bool(std::size_t)> step;  ///< by index into RunResult::steps
};

Tally tally_of(const loadgen::RunResult& result, const Selection& selection);

/// The whole run: every step in every measured stage.
Tally totals_of(const loadgen::RunResult& result);

/// One step in every measured stage.
Tally totals_of_step(const loadgen::RunResult& result, std::size_t step);

/// One stage, measured or not, with every step.
Tally totals_of_stage(const loadgen::RunResult& result, std::size_t stage);

/// When stage `index` begins, since the run's start.
base::Duration start_of_stage(const loadgen::RunResult& result, std::size_t index);

} // namespace redline::reports
