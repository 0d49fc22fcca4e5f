/// Why this exists: what the rules said, for the page: budgets as bars, alerts and baselines with their
/// firings and whom they concern.
#pragma once

#include <string>

#include "redline/alerting/rules_verdict.hpp"

namespace redline::reports {

/// Panels; empty where the file judged nothing.
std::string rules_html(const alerting::RulesVerdict& rules);

} // namespace redline::reports
