#include "query_metrics.hpp"

namespace redline::leadpipe {

namespace {

using Labels = std::vector<prometheus::ClientMetric::Label>;

struct Sample {
    Labels labels;
    double value;
};

prometheus::MetricFamily gauge(std::string name, std::string help, double value) {
    prometheus::ClientMetric metric;
    metric.gauge.value = value;
    return {std::move(name), std::move(help), prometheus::MetricType::Gauge, {std::move(metric)}};
}

prometheus::MetricFamily counter(std::string name, std::string help, const std::vector<Sample>& samples) {
    prometheus::MetricFamily family{std::move(name), std::move(help), prometheus::MetricType::Counter, {}};
    for (const auto& sample : samples) {
        prometheus::ClientMetric metric;
        metric.label = sample.labels;
        metric.counter.value = sample.value;
        family.metric.push_back(std::move(metric));
    }
    return family;
}

double number(std::uint64_t count) { return static_cast<double>(count); }

} // namespace

std::vector<prometheus::MetricFamily> query_metrics(const CacheCounts& cache, const WriterCounts& writer,
                                                    const std::optional<Lag>& lag) {
    std::vector<prometheus::MetricFamily> families{
        counter("cache_reads_total", "Reads through the cache, by result.",
                {{{{"result", "hit"}}, number(cache.hits)},
                 {{{"result", "load"}}, number(cache.misses - cache.shared_waits)},
                 {{{"result", "shared"}}, number(cache.shared_waits)}}),
        counter("cache_loads_total", "Values loaded into the cache, by reads and by writes.",
                {{{{"outcome", "ok"}}, number(cache.loads)},
                 {{{"outcome", "failed"}}, number(cache.failed_loads)}}),
        counter("cache_evictions_total", "Values that went for want of room.",
                {{{}, number(cache.evictions)}}),
        gauge("cache_values", "Values held, stale ones among them.", static_cast<double>(cache.held)),
        counter("store_facts_total", "Facts applied to the store.", {{{}, number(writer.applied)}}),
        counter("store_batches_total", "Transactions they were applied in.", {{{}, number(writer.batches)}}),
        counter("store_failures_total", "Batches that were taken back.", {{{}, number(writer.failures)}})};
    if (!lag) return families;
    families.push_back(gauge("store_lag_events", "Facts the store has not applied, as far as was looked.",
                             static_cast<double>(lag->events)));
    families.push_back(
        gauge("store_lag_seconds", "Age of the oldest fact the store has not applied.", lag->behind_seconds));
    return families;
}

} // namespace redline::leadpipe
