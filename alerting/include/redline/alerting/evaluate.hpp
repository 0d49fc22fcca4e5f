/// Why this exists: one pure function from rules and series to a verdict, the same for thirty seconds of a
/// load test and a month of production. The time scale maps rule time to series time: at 300, five minutes
/// are one second.
///
/// A pair of windows is evaluated at every moment from when its long window first fits into the series until
/// they end. A pair whose long window never fits is "not evaluated", with the figures, rather than guessed
/// from a part of it. A baseline likewise.
///
/// Nothing here fails: rules were read into a type that cannot be wrong, and series that lack what a rule
/// needs make it "not evaluated" with the reason. Pure; safe from any thread.
#pragma once

#include <vector>

#include "redline/alerting/rule_file.hpp"
#include "redline/alerting/rules_verdict.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/time_series.hpp"

namespace redline::alerting {

struct EvaluateOptions {
    double time_scale = 1;                  ///< rule time over series time, above 0
    std::vector<base::TimeSeries> previous; ///< an earlier run's series, may be empty
    base::Duration step{0};                 ///< between evaluations; 0 is at every sample
};

/// Judges `series`: cumulative counters that share one origin, histograms in seconds with `le` bounds.
RulesVerdict evaluate(const RuleFile& rules, const std::vector<base::TimeSeries>& series,
                      const EvaluateOptions& options);

} // namespace redline::alerting
