/// What the reading side measures of itself, as Prometheus families.
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <vector>

#include <prometheus/metric_family.h>

#include "redline/leadpipe/cache.hpp"
#include "redline/leadpipe/writer.hpp"

namespace redline::leadpipe {

/// Without a lag where it could not be looked at.
std::vector<prometheus::MetricFamily> query_metrics(const CacheCounts& cache, const WriterCounts& writer,
                                                    const std::optional<Lag>& lag);

} // namespace redline::leadpipe
