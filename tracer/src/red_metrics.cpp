#include "redline/tracer/red_metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include "redline/tracer/duration_family.hpp"
#include "redline/tracer/label_limit.hpp"
#include "redline/tracer/label_text.hpp"
#include "redline/tracer/semantic_conventions.hpp"

namespace redline::tracer {

namespace {

constexpr std::string_view other_route = "_other";
constexpr std::array<std::string_view, 4> request_labels{"http_request_method", "http_route",
                                                         "http_response_status_code", "error_type"};
constexpr std::array<std::string_view, 2> operation_labels{"operation", "error_type"};

prometheus::ClientMetric::Histogram cumulative(const DurationSeries& series,
                                               const std::vector<base::Duration>& bounds) {
    prometheus::ClientMetric::Histogram histogram;
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
        histogram.sample_count += series.counts[i];
        const auto bound = i < bounds.size() ? base::in_seconds(bounds[i]) : HUGE_VAL;
        histogram.bucket.push_back({histogram.sample_count, bound});
    }
    histogram.sample_sum = base::in_seconds(series.sum);
    return histogram;
}

prometheus::MetricFamily to_prometheus(const DurationFamily& family, std::string name, std::string help,
                                       LabelValues label_names) {
    prometheus::MetricFamily out{std::move(name), std::move(help), prometheus::MetricType::Histogram, {}};
    for (const auto& series : family.merged()) {
        prometheus::ClientMetric metric;
        for (std::size_t i = 0; i < label_names.size(); ++i)
            metric.label.push_back({std::string(label_names[i]), series.labels[i]});
        metric.histogram = cumulative(series, family.bounds());
        out.metric.push_back(std::move(metric));
    }
    return out;
}

std::vector<base::Duration> bounds_or_default(std::span<const double> seconds) {
    const auto wanted = duration_bounds(seconds);
    return wanted.empty() ? duration_bounds(default_bounds_seconds()) : wanted;
}

} // namespace

std::vector<base::Duration> duration_bounds(std::span<const double> seconds) {
    constexpr double seconds_max = 292.0 * 365 * 86400;
    std::vector<base::Duration> bounds;
    for (const double bound : seconds)
        if (bound > 0 && bound < seconds_max) bounds.emplace_back(std::llround(bound * 1e9));
    std::erase(bounds, base::Duration(0));
    std::ranges::sort(bounds);
    // std::ranges::unique answers with a subrange, which clang 14 cannot compile against libstdc++ 12.
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    return bounds;
}

struct RedMetrics::Families final : prometheus::Collectable {
    Families(std::vector<base::Duration> bounds, std::size_t label_values_max)
        : requests(bounds), operations(std::move(bounds)), routes_admitted(label_values_max),
          operations_admitted(label_values_max), errors_admitted(label_values_max) {}

    /// A family nothing was counted in yet is left out: a heading without a series says nothing.
    std::vector<prometheus::MetricFamily> Collect() const override {
        std::vector<prometheus::MetricFamily> families{
            to_prometheus(requests, "http_server_request_duration_seconds",
                          "Duration of HTTP server requests.", request_labels),
            to_prometheus(operations, "operation_duration_seconds",
                          "Duration of the operations of the service.", operation_labels)};
        std::erase_if(families, [](const auto& family) { return family.metric.empty(); });
        return families;
    }

    DurationFamily requests;
    DurationFamily operations;
    LabelLimit routes_admitted;
    LabelLimit operations_admitted;
    LabelLimit errors_admitted;
};

RedMetrics::RedMetrics(std::span<const double> bounds_seconds, std::size_t label_values_max)
    : families_(std::make_shared<Families>(bounds_or_default(bounds_seconds), label_values_max)) {}

void RedMetrics::record_request(const RequestEnd& request, base::Duration duration) {
    std::string route_buffer, error_buffer;
    const auto status = status_label(request.status);
    const auto error = error_label(request.status, label_text(request.error, error_buffer));
    std::array<std::string_view, 4> labels{method_label(request.method),
                                           label_text(request.route, route_buffer), status, error};
    if (families_->requests.record_known(labels, duration)) return;
    labels[1] = families_->routes_admitted.admit(labels[1], other_route);
    if (error != status) labels[3] = families_->errors_admitted.admit(error, other_value);
    families_->requests.record(labels, duration);
}

void RedMetrics::record_operation(std::string_view operation, std::string_view error,
                                  base::Duration duration) {
    std::string operation_buffer, error_buffer;
    std::array<std::string_view, 2> labels{label_text(operation, operation_buffer),
                                           label_text(error, error_buffer)};
    if (families_->operations.record_known(labels, duration)) return;
    labels[0] = families_->operations_admitted.admit(labels[0], other_route);
    labels[1] = families_->errors_admitted.admit(labels[1], other_value);
    families_->operations.record(labels, duration);
}

std::shared_ptr<prometheus::Collectable> RedMetrics::collectable() const { return families_; }

} // namespace redline::tracer
