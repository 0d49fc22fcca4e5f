/// Why this exists: the page's tables of what was measured: cards with the key figures, percentiles, steps
/// and stages, errors with samples, thresholds, the generator's own account, the environment. All are HTML
/// panels, empty where there is nothing to show.
#pragma once

#include <string>

#include "redline/reports/run_record.hpp"

namespace redline::reports {

std::string cards_html(const RunRecord& record);
std::string percentiles_html(const RunRecord& record);
std::string breakdown_html(const loadgen::RunResult& result);
std::string errors_html(const loadgen::RunResult& result);
std::string slowest_html(const loadgen::RunResult& result);
std::string thresholds_html(const std::vector<ThresholdVerdict>& verdicts);
std::string honesty_html(const RunRecord& record);
std::string environment_html(const RunRecord& record);

} // namespace redline::reports
