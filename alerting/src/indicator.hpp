/// Why this exists: an indicator names series; rules need their counts. Here one becomes the other, or the
/// sentence that says why it cannot.
///
/// Pure; values without locks.
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "redline/alerting/baseline.hpp"
#include "redline/alerting/burn_rate.hpp"
#include "redline/alerting/rule_file.hpp"
#include "redline/base/time_series.hpp"

namespace redline::alerting {

/// A value, or why a rule cannot be evaluated.
template <class T>
using OrNote = tl::expected<T, std::string>;

/// Bad and total events of an indicator.
OrNote<Events> events_of(const Indicator& indicator, const std::vector<base::TimeSeries>& series);

/// What a baseline compares: the error ratio of a RatioIndicator, the mean latency of a LatencyIndicator.
OrNote<Quotient> quotient_of(const Indicator& indicator, const std::vector<base::TimeSeries>& series);

Measure measure_of(const Indicator& indicator);

} // namespace redline::alerting
