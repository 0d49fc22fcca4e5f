/// What the gateway says about itself: its workers as JSON, its numbers as metrics.
///
///     gateway_in_flight{worker}  gateway_worker_healthy{worker}  gateway_worker_latency_seconds{worker}
///     gateway_requests_total{worker}  gateway_failures_total{worker}
///     gateway_connections{worker,state="in_use"|"idle"|"leaked"}  gateway_pool_waits_total{worker}
///     gateway_pool_wait_seconds_total{worker}  gateway_pool_exhausted_total{worker}
///     gateway_turned_away_total{step="key"|"rate"|"bot"|"room"}  gateway_admitted_in_flight{class}
#pragma once

#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "redline/leadpipe/client_gate.hpp"
#include "redline/leadpipe/worker_set.hpp"

namespace redline::leadpipe {

std::string workers_json(const std::vector<WorkerNumbers>& workers);

std::vector<prometheus::MetricFamily> gateway_metrics(const std::vector<WorkerNumbers>& workers,
                                                      const ClientGate& gate);

} // namespace redline::leadpipe
