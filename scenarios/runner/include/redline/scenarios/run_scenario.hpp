/// Why this exists: the one place where a scenario, the engine, the rules and the record meet. Everything it
/// does is another room's: the engine runs the plan, alerting judges the series, reports decides and keeps
/// the record.
#pragma once

#include <functional>
#include <stop_token>

#include "redline/loadgen/run.hpp"
#include "redline/reports/run_record.hpp"
#include "redline/scenarios/prepared_run.hpp"

namespace redline::scenarios {

/// Rule time over run time: 5 minutes of a rule are 1 second of a run.
constexpr double rule_time_scale = 300;

/// Runs to the end of the schedule, or until `stop` asks for an orderly end. A failing target is a verdict,
/// not an error, and where something was watched its last findings say what limited it; an Error means that
/// nothing was sent. Blocks; `on_progress` is called on this thread.
base::Result<reports::RunRecord>
run_scenario(const PreparedRun& run, const std::string& version,
             const std::function<void(const loadgen::Progress&)>& on_progress, std::stop_token stop);

} // namespace redline::scenarios
