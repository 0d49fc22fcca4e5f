/// Why this exists: a run and a probe are the same run, of which different things are made: one is told as it
/// is, the other is an answer in a search. Both need what was seen of the target meanwhile.
#pragma once

#include <vector>

#include "redline/scenarios/run_scenario.hpp"
#include "redline/scenarios/watch.hpp"

namespace redline::scenarios {

struct ObservedRun {
    reports::RunRecord record;
    std::vector<Look>
        looks; ///< none where nothing was to be watched; else one before, one a second, one after
};

base::Result<ObservedRun> observe_run(const PreparedRun& run, const std::string& version,
                                      const std::function<void(const loadgen::Progress&)>& on_progress,
                                      std::stop_token stop);

} // namespace redline::scenarios
