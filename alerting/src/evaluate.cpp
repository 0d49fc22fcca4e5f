#include "redline/alerting/evaluate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "indicator.hpp"
#include "redline/alerting/alert_state.hpp"
#include "redline/alerting/baseline.hpp"
#include "redline/alerting/burn_rate.hpp"

namespace redline::alerting {

namespace {

base::Duration scaled_down(base::Duration rule_time, double time_scale) {
    return base::Duration{std::llround(static_cast<double>(rule_time.count()) / time_scale)};
}

/// `1h (12s at 300x)`, or the rule's own time where nothing is scaled.
std::string scaled_text(base::Duration rule_time, double time_scale) {
    if (time_scale == 1) return base::to_text(rule_time);
    return fmt::format("{} ({} at {:g}x)", base::to_text(rule_time),
                       base::to_text(scaled_down(rule_time, time_scale)), time_scale);
}

/// Calls visit(at) for every moment of evaluation from `from` on.
void each_moment(const Growth& growth, base::Duration step, base::Duration from,
                 const std::function<void(base::Duration)>& visit) {
    if (step > base::Duration{0}) {
        for (auto at = growth.first(); at <= growth.last(); at += step)
            if (at >= from) visit(at);
        return;
    }
    for (const auto& sample : growth.samples())
        if (sample.at >= from) visit(sample.at);
}

RuleState settled(const AlertTrack& track) {
    return track.firings.empty() ? RuleState::held : RuleState::fired;
}

AlertVerdict described(const Slo& slo, const BurnRateAlert& alert, double time_scale) {
    AlertVerdict verdict;
    verdict.slo = slo.name;
    verdict.name = fmt::format("{} {:g}x {}/{}", alert.responsibility.severity, alert.burn_rate,
                               base::to_text(alert.long_window), base::to_text(alert.short_window));
    verdict.long_window = alert.long_window;
    verdict.short_window = alert.short_window;
    verdict.long_window_scaled = scaled_down(alert.long_window, time_scale);
    verdict.short_window_scaled = scaled_down(alert.short_window, time_scale);
    verdict.burn_rate = alert.burn_rate;
    verdict.responsibility = alert.responsibility;
    return verdict;
}

struct Needed {
    base::Duration longest;  ///< rule time that must fit into the series
    base::Duration shortest; ///< rule time that must hold at least a sample
};

/// Why windows cannot be judged over `growth`, in figures; empty where they can.
std::string why_not(const Growth& growth, const Needed& needed, double time_scale) {
    const auto covered = growth.last() - growth.first();
    if (scaled_down(needed.longest, time_scale) > covered)
        return fmt::format("needs {}; the series cover {}", scaled_text(needed.longest, time_scale),
                           base::to_text(covered));
    if (scaled_down(needed.shortest, time_scale) < growth.spacing())
        return fmt::format("its shortest window is {}; the series have a sample every {}",
                           scaled_text(needed.shortest, time_scale), base::to_text(growth.spacing()));
    return {};
}

void judge(AlertVerdict& verdict, const BurnRateTest& test, const Events& events, base::Duration step) {
    AlertTrack track;
    each_moment(events.total, step, events.total.first() + verdict.long_window_scaled,
                [&](base::Duration at) {
                    const auto long_window = counts_within(events, at, verdict.long_window_scaled);
                    const auto short_window = counts_within(events, at, verdict.short_window_scaled);
                    const double burning = burn_rate_of(ratio_of(long_window).value_or(0), test.objective);
                    verdict.burn_rate_worst = std::max(verdict.burn_rate_worst, burning);
                    observe(track, at, breached(test, long_window, short_window));
                });
    verdict.state = settled(track);
    verdict.firings = std::move(track.firings);
}

AlertVerdict alert_verdict(const Slo& slo, const BurnRateAlert& alert, const OrNote<Events>& events,
                           const EvaluateOptions& options) {
    auto verdict = described(slo, alert, options.time_scale);
    verdict.note = events
                       ? why_not(events->total, {alert.long_window, alert.short_window}, options.time_scale)
                       : events.error();
    if (verdict.note.empty())
        judge(verdict, {slo.objective, alert.burn_rate, slo.min_events}, *events, options.step);
    return verdict;
}

BudgetVerdict budget_verdict(const Slo& slo, const OrNote<Events>& events) {
    BudgetVerdict verdict{slo.name, slo.description, slo.objective, 0, 0, 0};
    if (!events) return verdict;
    const auto covered = events->total.last() - events->total.first();
    const auto counts = counts_within(*events, events->total.last(), covered);
    verdict.total = counts.total;
    verdict.bad = counts.bad;
    verdict.burnt = burn_rate_of(ratio_of(counts).value_or(0), slo.objective);
    return verdict;
}

/// The floors, stated in README.md: the budget's own pace, or a twentieth of the promised latency.
BaselineTest baseline_test(const Slo& slo) {
    const auto* latency = std::get_if<LatencyIndicator>(&slo.indicator);
    const double floor = latency ? base::in_seconds(latency->slower_than) / 20 : 1 - slo.objective;
    return {measure_of(slo.indicator), floor, static_cast<double>(slo.min_events)};
}

BaselineVerdict described_baseline(const Slo& slo, std::string against) {
    BaselineVerdict verdict;
    verdict.name = slo.name;
    verdict.measure = measure_of(slo.indicator) == Measure::error_ratio ? "error ratio" : "mean latency";
    verdict.against = std::move(against);
    verdict.responsibility = slo.baseline->responsibility;
    return verdict;
}

void judge_trailing(BaselineVerdict& verdict, const Slo& slo, const Quotient& quotient,
                    const EvaluateOptions& options) {
    const auto windows = scaled(BaselineWindows{}, options.time_scale);
    AlertTrack track;
    std::optional<Comparison> worst;
    each_moment(
        quotient.events, options.step, quotient.events.first() + windows.needed(), [&](base::Duration at) {
            const auto comparison = compare_trailing(baseline_test(slo), quotient, windows, at);
            observe(track, at, comparison && comparison->worse);
            if (!comparison) return;
            const auto rank = [](const Comparison& c) { return std::pair(c.worse, c.now - c.normal); };
            if (!worst || rank(*comparison) > rank(*worst)) worst = comparison;
        });
    if (!worst) {
        verdict.note = fmt::format("never {} events in both the last {} and the {} before", slo.min_events,
                                   scaled_text(BaselineWindows{}.now, options.time_scale),
                                   scaled_text(BaselineWindows{}.trailing, options.time_scale));
        return;
    }
    verdict.state = settled(track);
    verdict.now = worst->now;
    verdict.normal = worst->normal;
    verdict.firings = std::move(track.firings);
}

BaselineVerdict trailing_verdict(const Slo& slo, const OrNote<Quotient>& quotient,
                                 const EvaluateOptions& options) {
    auto verdict = described_baseline(slo, "trailing");
    const BaselineWindows windows;
    verdict.note = quotient
                       ? why_not(quotient->events, {windows.needed(), windows.latest}, options.time_scale)
                       : quotient.error();
    if (verdict.note.empty()) judge_trailing(verdict, slo, *quotient, options);
    return verdict;
}

void judge_previous(BaselineVerdict& verdict, const Slo& slo, const Quotient& quotient,
                    const Quotient& previous, double time_scale) {
    const auto batch = scaled(BaselineWindows{}, time_scale).latest;
    const auto comparison = compare_whole(baseline_test(slo), quotient, previous, batch);
    if (!comparison) {
        verdict.note = fmt::format("fewer than {} events in this run or the previous one", slo.min_events);
        return;
    }
    verdict.state = comparison->worse ? RuleState::fired : RuleState::held;
    verdict.now = comparison->now;
    verdict.normal = comparison->normal;
    if (comparison->worse) verdict.firings.push_back({quotient.events.first(), std::nullopt});
}

BaselineVerdict previous_verdict(const Slo& slo, const OrNote<Quotient>& quotient,
                                 const EvaluateOptions& options) {
    auto verdict = described_baseline(slo, "previous");
    if (options.previous.empty()) {
        verdict.note = "no previous run was given";
        return verdict;
    }
    const auto previous = quotient_of(slo.indicator, options.previous);
    if (!quotient)
        verdict.note = quotient.error();
    else if (!previous)
        verdict.note = "in the previous run, " + previous.error();
    else
        judge_previous(verdict, slo, *quotient, *previous, options.time_scale);
    return verdict;
}

} // namespace

RulesVerdict evaluate(const RuleFile& rules, const std::vector<base::TimeSeries>& series,
                      const EvaluateOptions& options) {
    assert(options.time_scale > 0);
    RulesVerdict verdict{rules.name, options.time_scale, {}, {}, {}};
    for (const auto& slo : rules.slos) {
        const auto events = events_of(slo.indicator, series);
        verdict.budgets.push_back(budget_verdict(slo, events));
        for (const auto& alert : slo.alerts)
            verdict.alerts.push_back(alert_verdict(slo, alert, events, options));
        if (!slo.baseline) continue;
        const auto quotient = quotient_of(slo.indicator, series);
        if (slo.baseline->trailing) verdict.baselines.push_back(trailing_verdict(slo, quotient, options));
        if (slo.baseline->previous) verdict.baselines.push_back(previous_verdict(slo, quotient, options));
    }
    return verdict;
}

} // namespace redline::alerting
