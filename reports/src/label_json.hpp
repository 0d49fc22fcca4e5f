/// Why this exists: what was run, and where, is said in the same words by every record.
#pragma once

#include "redline/base/json.hpp"
#include "redline/reports/run_record.hpp"

namespace redline::reports {

inline base::Json scenario_json(const ScenarioLabel& scenario) {
    return {{"name", scenario.name},
            {"file", scenario.file},
            {"seed", scenario.seed},
            {"target", scenario.target}};
}

inline base::Json environment_json(const Environment& environment) {
    return {{"cores", environment.cores}, {"kernel", environment.kernel}, {"cpu", environment.cpu}};
}

} // namespace redline::reports
