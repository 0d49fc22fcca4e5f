#include "redline/scenarios/metrics_page.hpp"

#include <utility>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "redline/base/duration.hpp"

namespace redline::scenarios {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

constexpr double nanoseconds_in_a_second = 1e9;

ClientMetric counted(std::uint64_t value, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = static_cast<double>(value);
    return metric;
}

ClientMetric gauged(double value, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    return metric;
}

ClientMetric measured(const loadgen::DurationCounts& durations, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    auto& histogram = metric.histogram;
    for (std::size_t i = 0; i < loadgen::live_bounds.size(); ++i) {
        histogram.sample_count += durations.counts[i];
        histogram.bucket.push_back({histogram.sample_count, base::in_seconds(loadgen::live_bounds[i])});
    }
    histogram.sample_count += durations.counts.back();
    histogram.sample_sum = static_cast<double>(durations.nanoseconds) / nanoseconds_in_a_second;
    return metric;
}

MetricFamily counter(std::string name, std::string help, std::vector<ClientMetric> metrics) {
    return {std::move(name), std::move(help), MetricType::Counter, std::move(metrics)};
}

MetricFamily gauge(std::string name, std::string help, std::vector<ClientMetric> metrics) {
    return {std::move(name), std::move(help), MetricType::Gauge, std::move(metrics)};
}

MetricFamily histogram(std::string name, std::string help, std::vector<ClientMetric> metrics) {
    return {std::move(name), std::move(help), MetricType::Histogram, std::move(metrics)};
}

Labels labels_of(const loadgen::StepLabel& step) { return {{"flow", step.flow}, {"step", step.name}}; }

/// One entry a step; all of them also before the run has said anything.
template <class Entry>
std::vector<ClientMetric> by_step(const WatchedRun& run, const loadgen::Progress& now, Entry entry) {
    std::vector<ClientMetric> metrics;
    for (std::size_t step = 0; step < run.steps.size(); ++step)
        metrics.push_back(entry(step < now.steps.size() ? now.steps[step] : loadgen::StepFigures{},
                                labels_of(run.steps[step])));
    return metrics;
}

std::vector<ClientMetric> outcomes(const WatchedRun& run, const loadgen::Progress& now) {
    std::vector<ClientMetric> metrics;
    for (std::size_t outcome = 0; outcome < loadgen::outcome_count; ++outcome) {
        auto one = by_step(run, now, [outcome](const loadgen::StepFigures& figures, Labels labels) {
            labels.push_back({"outcome", std::string(loadgen::outcome_names[outcome])});
            return counted(figures.outcomes[outcome], std::move(labels));
        });
        metrics.insert(metrics.end(), one.begin(), one.end());
    }
    return metrics;
}

std::vector<ClientMetric> stages(const WatchedRun& run, const loadgen::Progress& now) {
    std::vector<ClientMetric> metrics;
    for (const auto& stage : run.stages)
        metrics.push_back(gauged(stage == now.stage ? 1 : 0, {{"stage", stage}}));
    return metrics;
}

void add_requests(std::vector<MetricFamily>& page, const WatchedRun& run, const loadgen::Progress& now) {
    page.push_back(counter("redline_requests_due_total", "Requests that fell due.", {counted(now.due)}));
    page.push_back(counter("redline_requests_sent_total", "Requests sent.", {counted(now.sent)}));
    page.push_back(
        counter("redline_requests_total", "Requests that ended, by how they did.", outcomes(run, now)));
    page.push_back(histogram("redline_response_time_seconds", "From when a request was due to when it ended.",
                             by_step(run, now, [](const loadgen::StepFigures& figures, Labels labels) {
                                 return measured(figures.response_time, std::move(labels));
                             })));
    page.push_back(histogram("redline_service_time_seconds", "From when a request was sent to when it ended.",
                             by_step(run, now, [](const loadgen::StepFigures& figures, Labels labels) {
                                 return measured(figures.service_time, std::move(labels));
                             })));
}

void add_generator(std::vector<MetricFamily>& page, const WatchedRun& run, const loadgen::Progress& now) {
    page.push_back(histogram("redline_send_lag_seconds",
                             "How late requests were sent although a connection was free.",
                             {measured(now.send_lag)}));
    page.push_back(gauge("redline_achieved_rate", "Requests sent a second, over the last second.",
                         {gauged(now.rate_last_second)}));
    page.push_back(gauge("redline_connections_busy", "Connections with a request under way.",
                         {gauged(now.connections_busy)}));
    page.push_back(
        gauge("redline_connections_max", "Connections there may be at once.", {gauged(run.connections_max)}));
    page.push_back(counter("redline_connections_opened_total", "Connections opened.",
                           {counted(now.connections_opened)}));
}

void add_run(std::vector<MetricFamily>& page, const WatchedRun& run, const loadgen::Progress& now) {
    page.push_back(gauge("redline_stage", "1 for the stage the run is in.", stages(run, now)));
    page.push_back(gauge("redline_run_elapsed_seconds", "Since the first stage began.",
                         {gauged(base::in_seconds(now.elapsed))}));
    page.push_back(gauge("redline_run_scheduled_seconds", "All stages together.",
                         {gauged(base::in_seconds(now.scheduled))}));
    page.push_back(gauge("redline_run_finished", "1 when the counts are those of the record.",
                         {gauged(now.finished ? 1 : 0)}));
    page.push_back(gauge("redline_run_info", "What runs.",
                         {gauged(1, {{"scenario", run.scenario}, {"version", run.version}})}));
}

} // namespace

WatchedRun watched(std::string scenario, std::string version, const loadgen::Plan& plan) {
    WatchedRun run{std::move(scenario), std::move(version), plan.steps, {}, plan.connections};
    for (const auto& stage : plan.stages) run.stages.push_back(stage.name);
    return run;
}

std::string metrics_page(const WatchedRun& run, const loadgen::Progress& now) {
    std::vector<MetricFamily> page;
    add_requests(page, run, now);
    add_generator(page, run, now);
    add_run(page, run, now);
    return prometheus::TextSerializer().Serialize(page);
}

} // namespace redline::scenarios
