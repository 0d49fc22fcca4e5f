/// Why this exists: everything that can be wrong with what the user gave is found before the first request is
/// sent: the scenario, its rule files, the record to compare with, the right to load the target, what is
/// to be watched. What comes out can only be run.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "redline/alerting/rule_file.hpp"
#include "redline/base/error.hpp"
#include "redline/base/time_series.hpp"
#include "redline/language/load_line.hpp"
#include "redline/language/scenario.hpp"
#include "redline/scenarios/watch.hpp"

namespace redline::scenarios {

/// What a command line asks for.
struct RunRequest {
    std::variant<std::filesystem::path, language::LoadLine> scenario; ///< a file, or a load in a line
    std::map<std::string, std::string> set; ///< overrides, `target=http://…`
    std::optional<std::uint64_t> seed;
    std::optional<unsigned> threads; ///< 0: one for each core
    std::vector<std::string> allow_hosts;
    std::optional<std::filesystem::path> baseline; ///< an earlier run's record
    std::optional<loadgen::Pacing> pacing = {};
    WatchRequest watch = {};
};

struct PreparedRun {
    std::shared_ptr<const language::Scenario> scenario;
    std::vector<alerting::RuleFile> rules;
    std::vector<base::TimeSeries> previous; ///< of the baseline record; empty without one
    Watch watch = {};
};

/// Reads every file the request names. Diagnostics of all of them together; nothing is sent.
base::Result<PreparedRun> prepare(const RunRequest& request);

} // namespace redline::scenarios
