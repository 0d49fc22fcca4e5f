/// Why this exists: a rule file is written once, in the names a service's /metrics has, and must mean the
/// same over a load run. This turns what the generator saw into those series: what the *caller* got, timeouts
/// and refusals included, which the service itself cannot count.
///
/// Names: `http_server_request_duration_seconds` as OpenTelemetry's semantic conventions have it in
/// Prometheus spelling, and the same samples as `http_client_request_duration_seconds`. Times count from the
/// run's start; counters begin with 0 at 0 and have one sample at each slice's end, so that every window is
/// covered from the first request on.
#pragma once

#include <vector>

#include "redline/base/time_series.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::scenarios {

/// `_count`, `_sum` and `_bucket` (one `le` for each RunResult::bounds, and `+Inf`) by http_request_method,
/// http_route, http_response_status_code (empty where no answer came) and error_type (empty below 500; the
/// status from 500 on; the outcome's name where no answer came). A function of its argument.
std::vector<base::TimeSeries> series_of(const loadgen::RunResult& result);

} // namespace redline::scenarios
