#include "gateway_pages.hpp"

#include <array>

#include "redline/base/json.hpp"

namespace redline::leadpipe {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

struct Labelled {
    std::vector<prometheus::ClientMetric::Label> labels;
    double value;
};

MetricFamily family(MetricType type, const char* name, const char* text,
                    const std::vector<Labelled>& series) {
    MetricFamily made{name, text, type, {}};
    for (const auto& one : series) {
        auto& metric = made.metric.emplace_back();
        metric.label = one.labels;
        (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = one.value;
    }
    return made;
}

template <class Number>
MetricFamily by_worker(MetricType type, const char* name, const char* text,
                       const std::vector<WorkerNumbers>& workers, Number number) {
    std::vector<Labelled> series;
    for (const auto& worker : workers)
        series.push_back({{{"worker", std::to_string(series.size())}}, static_cast<double>(number(worker))});
    return family(type, name, text, series);
}

MetricFamily connections(const std::vector<WorkerNumbers>& workers) {
    std::vector<Labelled> series;
    for (std::size_t index = 0; index < workers.size(); ++index) {
        const auto& use = workers[index].connections;
        const auto add = [&](const char* state, std::size_t count) {
            series.push_back(
                {{{"worker", std::to_string(index)}, {"state", state}}, static_cast<double>(count)});
        };
        add("in_use", use.in_use);
        add("idle", use.idle);
        add("leaked", use.leaked);
    }
    return family(MetricType::Gauge, "gateway_connections", "Connections to each worker, by what they do.",
                  series);
}

std::vector<Labelled> turned_away(const ClientGate& gate) {
    std::vector<Labelled> series;
    for (std::size_t step = 0; step < gate_step_names.size(); ++step)
        series.push_back({{{"step", std::string(gate_step_names[step])}},
                          static_cast<double>(gate.turned_away(static_cast<GateStep>(step)))});
    return series;
}

std::vector<Labelled> admitted(const ClientGate& gate) {
    std::vector<Labelled> series;
    for (const auto client : {ClientClass::priority, ClientClass::standard, ClientClass::bulk})
        series.push_back(
            {{{"class", std::string(to_text(client))}}, static_cast<double>(gate.in_flight(client))});
    return series;
}

base::Json to_json(const WorkerNumbers& worker, std::size_t index) {
    const auto& use = worker.connections;
    return {{"worker", index},
            {"address", worker.address},
            {"healthy", worker.load.healthy},
            {"weight", worker.load.weight},
            {"in_flight", worker.load.in_flight},
            {"latency_ms", worker.load.latency_seconds * 1e3},
            {"sent", worker.sent},
            {"failed", worker.failed},
            {"connections",
             {{"in_use", use.in_use},
              {"idle", use.idle},
              {"leaked", use.leaked},
              {"opened", use.opened},
              {"repeated", use.repeated},
              {"waits", use.waits},
              {"wait_ms", base::in_milliseconds(use.wait_sum)},
              {"exhausted", use.exhausted}}}};
}

} // namespace

std::string workers_json(const std::vector<WorkerNumbers>& workers) {
    auto list = base::Json::array();
    for (const auto& worker : workers) list.push_back(to_json(worker, list.size()));
    return base::to_text(base::Json{{"workers", std::move(list)}});
}

std::vector<MetricFamily> gateway_metrics(const std::vector<WorkerNumbers>& workers, const ClientGate& gate) {
    using Numbers = const WorkerNumbers&;
    constexpr auto gauge = MetricType::Gauge, counter = MetricType::Counter;
    return {
        by_worker(gauge, "gateway_in_flight", "Requests each worker has not answered yet.", workers,
                  [](Numbers worker) { return worker.load.in_flight; }),
        by_worker(gauge, "gateway_worker_healthy", "1 for workers that are given work, 0 for others.",
                  workers, [](Numbers worker) { return worker.load.healthy ? 1 : 0; }),
        by_worker(gauge, "gateway_worker_latency_seconds", "Moving average over ten seconds.", workers,
                  [](Numbers worker) { return worker.load.latency_seconds; }),
        by_worker(counter, "gateway_requests_total", "Requests sent to each worker.", workers,
                  [](Numbers worker) { return worker.sent; }),
        by_worker(counter, "gateway_failures_total", "Requests without an answer below 500.", workers,
                  [](Numbers worker) { return worker.failed; }),
        connections(workers),
        by_worker(counter, "gateway_pool_waits_total", "Requests that found every connection in use.",
                  workers, [](Numbers worker) { return worker.connections.waits; }),
        by_worker(counter, "gateway_pool_wait_seconds_total", "How long they waited.", workers,
                  [](Numbers worker) { return base::in_seconds(worker.connections.wait_sum); }),
        by_worker(counter, "gateway_pool_exhausted_total", "Of them, those that got none.", workers,
                  [](Numbers worker) { return worker.connections.exhausted; }),
        family(counter, "gateway_turned_away_total", "Requests no worker saw, by what stopped them.",
               turned_away(gate)),
        family(gauge, "gateway_admitted_in_flight", "Requests in flight, by class.", admitted(gate)),
    };
}

} // namespace redline::leadpipe
