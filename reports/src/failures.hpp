/// Why this exists: a run whose author wrote no threshold still must not pass while requests fail. These are
/// the failures of measured stages that neither a threshold nor an SLO says anything about.
#pragma once

#include <vector>

#include "redline/alerting/rules_verdict.hpp"
#include "redline/loadgen/finding.hpp"
#include "redline/reports/threshold.hpp"

namespace redline::reports {

/// A finding `check` for each check of each step that failed unallowed, and one `errors` for everything else.
std::vector<loadgen::Finding> failures_nothing_allows(const std::vector<Threshold>& thresholds,
                                                      const std::vector<alerting::RulesVerdict>& rules,
                                                      const loadgen::RunResult& result);

} // namespace redline::reports
