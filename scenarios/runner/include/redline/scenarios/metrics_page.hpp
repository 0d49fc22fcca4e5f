/// Why this exists: a run that goes on is watched with what watches everything else: Prometheus and a
/// dashboard. This is the page they scrape (`--metrics`), in the text format 0.0.4.
///
///   redline_requests_total{flow,step,outcome}          ended, by outcome; all outcomes, from the start at 0
///   redline_response_time_seconds{flow,step}           since the request was due: what a user would have
///   waited redline_service_time_seconds{flow,step}            since it was sent redline_send_lag_seconds how
///   late the generator itself sent redline_requests_due_total, …_sent_total           promised and kept
///   redline_achieved_rate                              requests sent a second, over the last second
///   redline_connections_busy, …_max, …_opened_total
///   redline_stage{stage}                               1 for the stage the run is in, 0 for the others
///   redline_run_elapsed_seconds, …_scheduled_seconds, …_finished
///   redline_run_info{scenario,version}
///
/// The labels are the scenario's own names, so there are no more series than it has steps and stages. Counts
/// are as of the last second, warm-up included; once redline_run_finished is 1 they are the totals of the
/// record.
///
/// Pure.
#pragma once

#include <string>
#include <vector>

#include "redline/loadgen/run.hpp"

namespace redline::scenarios {

/// What does not change while a run goes on.
struct WatchedRun {
    std::string scenario;
    std::string version; ///< of redline
    std::vector<loadgen::StepLabel> steps;
    std::vector<std::string> stages;
    unsigned connections_max = 0;
};

WatchedRun watched(std::string scenario, std::string version, const loadgen::Plan& plan);

/// `now.steps` is as long as `run.steps`, or empty before the first word of the run.
std::string metrics_page(const WatchedRun& run, const loadgen::Progress& now);

} // namespace redline::scenarios
