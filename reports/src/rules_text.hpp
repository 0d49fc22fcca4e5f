/// Why this exists: what the rules said, for the terminal: budgets, burn-rate alerts, baselines.
#pragma once

#include <string>

#include "redline/alerting/rules_verdict.hpp"

namespace redline::reports {

/// Empty where the file judged nothing.
std::string rules_text(const alerting::RulesVerdict& rules, bool colour);

/// `14.6 s to 21.2 s, 25 s to the end`; empty without firings.
std::string firings_text(const std::vector<alerting::Firing>& firings);

/// How the rules' time relates to the run's: `5 min of these rules are 1 s of the run`; empty where they
/// agree.
std::string time_scale_text(double time_scale);

/// `20.4 %, normally 0 %`: as percentages for an error ratio and in milliseconds for a latency (which
/// arrives in seconds); empty where it was not evaluated.
std::string comparison_text(const alerting::BaselineVerdict& baseline);

} // namespace redline::reports
