/// Why this exists: once a second the workers' pulses are added up to what the caller of a run is told of it.
///
/// Starts are counted from the schedule: a worker knows of a start only when it can send it, and a target
/// that stands still must not look like one that was asked for nothing. What no schedule knows beforehand
/// (the steps that follow, the flows of the closed model) the workers tell.
///
/// For the caller's thread.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pulse.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/run.hpp"
#include "redline/loadgen/schedule.hpp"

namespace redline::loadgen {

class Chronicle {
  public:
    /// The pulses are those of all workers, and outlive this. After `stop` nothing more falls due.
    Chronicle(const Plan& plan, const Schedule& schedule, std::vector<Pulse*> pulses, std::stop_token stop);

    /// How the run stands at `elapsed`, after all that the workers have told so far.
    const Progress& advance(base::Duration elapsed);

    /// The last word, once the workers have told everything: it agrees with the record.
    const Progress& close(base::Duration elapsed, const RunResult& record);

  private:
    void gather();
    void count_starts(base::Duration elapsed);
    void count_endings();
    void read_percentiles();
    std::string stage_at(base::Duration elapsed) const;

    const Plan& plan_;
    Schedule::Cursor starts_;
    std::optional<Start> next_;
    std::vector<Pulse*> pulses_;
    std::stop_token stop_;
    Beat taken_;  ///< from one worker
    Beat second_; ///< of all workers, since the last time
    Progress progress_;
};

} // namespace redline::loadgen
