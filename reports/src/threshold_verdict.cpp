#include <algorithm>

#include <fmt/format.h>

#include "redline/reports/figures.hpp"
#include "redline/reports/threshold.hpp"
#include "redline/reports/totals.hpp"

namespace redline::reports {

namespace {

Selection selection_of(const Threshold& threshold, const loadgen::RunResult& result) {
    return {
        [&](std::size_t stage) {
            const auto& label = result.stages[stage];
            return threshold.stage ? label.name == threshold.stage->text : label.measured;
        },
        [&](std::size_t step) { return !threshold.step || result.steps[step].name == threshold.step->text; }};
}

/// Nanoseconds; nothing where nothing was recorded.
std::optional<double> figure_of(const base::LatencyHistogram& histogram, Figure figure) {
    if (histogram.count() == 0) return std::nullopt;
    switch (figure) {
    case Figure::p50: return static_cast<double>(histogram.quantile(0.5));
    case Figure::p90: return static_cast<double>(histogram.quantile(0.9));
    case Figure::p95: return static_cast<double>(histogram.quantile(0.95));
    case Figure::p99: return static_cast<double>(histogram.quantile(0.99));
    case Figure::p999: return static_cast<double>(histogram.quantile(0.999));
    case Figure::max: return static_cast<double>(histogram.max());
    case Figure::mean: return histogram.mean();
    }
    return std::nullopt;
}

/// How many times the service time the response time is, by one figure of each.
std::optional<double> divergence(const Tally& tally, Figure figure) {
    const auto response = figure_of(tally.response_time, figure);
    const auto service = figure_of(tally.service_time, figure);
    if (!response || !service || *service <= 0) return std::nullopt;
    return *response / *service;
}

/// In the limit's own unit: nanoseconds, a ratio or events per second.
std::optional<double> observed_by(const Threshold& threshold, const loadgen::RunResult& result) {
    if (threshold.measure == Measure::send_lag) return figure_of(result.honesty.send_lag, threshold.figure);
    const auto tally = tally_of(result, selection_of(threshold, result));
    switch (threshold.measure) {
    case Measure::response_time: return figure_of(tally.response_time, threshold.figure);
    case Measure::service_time: return figure_of(tally.service_time, threshold.figure);
    case Measure::divergence: return divergence(tally, threshold.figure);
    case Measure::errors: return tally.error_ratio();
    case Measure::checks: return tally.check_ratio();
    default: return tally.achieved_rate();
    }
}

double number(base::Duration limit) { return static_cast<double>(limit.count()); }
double number(base::Share limit) { return limit.ratio; }
double number(base::Rate limit) { return limit.per_second; }
double number(base::Factor limit) { return limit.times; }

bool compare(double observed, Comparison comparison, double limit) {
    switch (comparison) {
    case Comparison::less: return observed < limit;
    case Comparison::at_most: return observed <= limit;
    case Comparison::more: return observed > limit;
    case Comparison::at_least: return observed >= limit;
    }
    return false;
}

std::string observed_text(Measure measure, double value) {
    if (measure == Measure::rate) return rate_text(value);
    if (measure == Measure::divergence) return number_text(value, 2) + "x";
    if (measure == Measure::errors || measure == Measure::checks) return share_text(value);
    return time_text(static_cast<std::uint64_t>(value));
}

/// What there was nothing of.
std::string missing_text(const Threshold& threshold) {
    if (threshold.measure == Measure::send_lag) return "no request was sent while a connection was free";
    if (threshold.measure == Measure::rate) return "the run ended before this stage began";
    const bool sent = threshold.measure == Measure::divergence || threshold.measure == Measure::service_time;
    std::string text = threshold.measure == Measure::checks ? "no answer"
                       : sent                               ? "no request sent"
                                                            : "no request";
    if (threshold.step) text += fmt::format(" of `{}`", threshold.step->text);
    if (threshold.stage) return text + fmt::format(" during `{}`", threshold.stage->text);
    return text + " in the measured stages";
}

ThresholdVerdict judge(const Threshold& threshold, const loadgen::RunResult& result) {
    ThresholdVerdict verdict{threshold.text, false, false, {}, {}};
    const auto observed = observed_by(threshold, result);
    if (!observed) {
        verdict.note = missing_text(threshold);
        return verdict;
    }
    const auto limit = std::visit([](auto value) { return number(value); }, threshold.limit);
    verdict.judged = true;
    verdict.held = compare(*observed, threshold.comparison, limit);
    verdict.observed = observed_text(threshold.measure, *observed);
    return verdict;
}

} // namespace

std::vector<ThresholdVerdict> judge_thresholds(const std::vector<Threshold>& thresholds,
                                               const loadgen::RunResult& result) {
    std::vector<ThresholdVerdict> verdicts;
    verdicts.reserve(thresholds.size());
    std::transform(thresholds.begin(), thresholds.end(), std::back_inserter(verdicts),
                   [&](const Threshold& threshold) { return judge(threshold, result); });
    return verdicts;
}

} // namespace redline::reports
