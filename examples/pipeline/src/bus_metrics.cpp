#include "bus_metrics.hpp"

namespace redline::leadpipe {

namespace {

using Labels = std::vector<prometheus::ClientMetric::Label>;

prometheus::MetricFamily gauge_family(std::string name, std::string help) {
    return {std::move(name), std::move(help), prometheus::MetricType::Gauge, {}};
}

void add(prometheus::MetricFamily& family, Labels labels, double value) {
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    family.metric.push_back(std::move(metric));
}

} // namespace

std::vector<prometheus::MetricFamily> bus_metrics(Bus& bus,
                                                  const std::map<std::string, ConsumerId>& consumers) {
    auto deliveries = gauge_family("bus_deliveries", "Events a consumer is owed, by state.");
    auto lag = gauge_family("bus_lag_seconds", "Age of the oldest event a consumer has not dealt with.");
    auto events = gauge_family("bus_events", "Events in the journal.");
    for (const auto& [name, id] : consumers) {
        const auto depth = bus.depth(id);
        if (!depth) continue;
        const auto count = [&, consumer = name](const char* state, std::size_t value) {
            add(deliveries, {{"consumer", consumer}, {"state", state}}, static_cast<double>(value));
        };
        count("waiting", depth->waiting);
        count("retrying", depth->retrying);
        count("in_flight", depth->in_flight);
        count("dead", depth->dead);
        add(lag, {{"consumer", name}}, std::chrono::duration<double>(depth->lag).count());
    }
    add(events, {}, static_cast<double>(bus.events_held()));
    return {std::move(deliveries), std::move(lag), std::move(events)};
}

} // namespace redline::leadpipe
