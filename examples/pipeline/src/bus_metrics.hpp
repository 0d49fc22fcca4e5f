/// What the bus holds, as Prometheus gauges, read when somebody scrapes:
///     bus_deliveries{consumer,state="waiting"|"retrying"|"in_flight"|"dead"}, bus_lag_seconds{consumer},
///     bus_events
/// A consumer that cannot be read is left out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "redline/leadpipe/bus.hpp"

namespace redline::leadpipe {

std::vector<prometheus::MetricFamily> bus_metrics(Bus& bus,
                                                  const std::map<std::string, ConsumerId>& consumers);

} // namespace redline::leadpipe
