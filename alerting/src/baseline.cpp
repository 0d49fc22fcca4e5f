#include "redline/alerting/baseline.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "redline/alerting/significance.hpp"

namespace redline::alerting {

namespace {

constexpr std::size_t batches_min = 5; // fewer do not tell a scatter
constexpr int batches_max = 10'000;

Portion portion_of(const Quotient& quotient, base::Duration from, base::Duration to) {
    return {quotient.amount.within(from, to), quotient.events.within(from, to)};
}

/// (from, to] cut into batches; a shorter rest at the front is left out.
std::vector<Portion> batches_of(const Quotient& quotient, base::Duration from, base::Duration to,
                                base::Duration batch) {
    std::vector<Portion> batches;
    batch = std::max({batch, (to - from) / batches_max, base::Duration{1}});
    for (auto end = to; end - batch >= from; end -= batch)
        batches.push_back(portion_of(quotient, end - batch, end));
    return batches;
}

Portion sum_of(const std::vector<Portion>& batches) {
    return std::accumulate(batches.begin(), batches.end(), Portion{}, [](Portion sum, const Portion& one) {
        return Portion{sum.amount + one.amount, sum.events + one.events};
    });
}

/// A mean without its worst batch: in a long tail one answer can lift a whole window, and a change that
/// matters shows in more than one batch. Errors are counted whole; their test is exact.
Portion judged_portion(Measure measure, const std::vector<Portion>& batches) {
    auto sum = sum_of(batches);
    if (measure == Measure::error_ratio || batches.empty()) return sum;
    const auto worst =
        std::max_element(batches.begin(), batches.end(),
                         [](const Portion& a, const Portion& b) { return a.value() < b.value(); });
    return {sum.amount - worst->amount, sum.events - worst->events};
}

bool large_enough(const BaselineTest& test, const Portion& now, const Portion& normal) {
    const double increase = now.value() - normal.value();
    return now.events > 0 && increase >= effect_min * normal.value() && increase >= test.floor;
}

double chance_of_ratio(const Portion& now, const Portion& normal) {
    const auto bad_now = static_cast<std::uint64_t>(std::llround(std::max(now.amount, 0.0)));
    const auto bad_normal = static_cast<std::uint64_t>(std::llround(std::max(normal.amount, 0.0)));
    return binomial_upper_tail(bad_now, bad_now + bad_normal, now.events / (now.events + normal.events));
}

double chance_of_mean(const Portion& now, const Portion& normal, const std::vector<Portion>& batches) {
    double squares = 0;
    std::size_t used = 0;
    for (const auto& batch : batches) {
        if (!(batch.events > 0)) continue;
        const double off = batch.value() - normal.value();
        squares += batch.events * off * off;
        ++used;
    }
    if (used < batches_min) return 1;
    const double variance = squares / static_cast<double>(used - 1); // of one event, as the batches show it
    const double error = std::sqrt(variance * (1 / now.events + 1 / normal.events));
    if (!(error > 0)) return 0;
    return student_t_upper_tail((now.value() - normal.value()) / error, static_cast<unsigned>(used - 1));
}

} // namespace

BaselineWindows scaled(const BaselineWindows& windows, double time_scale) {
    const auto shrunk = [time_scale](base::Duration window) {
        return base::Duration{std::llround(static_cast<double>(window.count()) / time_scale)};
    };
    return {shrunk(windows.latest), shrunk(windows.now), shrunk(windows.trailing)};
}

std::optional<Comparison> compare(const BaselineTest& test, const std::vector<Portion>& now_batches,
                                  const std::vector<Portion>& normal_batches) {
    const auto now = sum_of(now_batches);
    const auto normal = sum_of(normal_batches);
    if (std::min(now.events, normal.events) < std::max(test.min_events, 1.0)) return std::nullopt;
    const auto judged = judged_portion(test.measure, now_batches);
    Comparison comparison{now.value(), normal.value(), large_enough(test, judged, normal)};
    if (!comparison.worse) return comparison;
    const double chance = test.measure == Measure::error_ratio
                              ? chance_of_ratio(judged, normal)
                              : chance_of_mean(judged, normal, normal_batches);
    comparison.worse = chance < false_alarm_chance;
    return comparison;
}

std::optional<Comparison> compare_trailing(const BaselineTest& test, const Quotient& quotient,
                                           const BaselineWindows& windows, base::Duration at) {
    if (at - windows.needed() < quotient.events.first()) return std::nullopt;
    const auto began = at - windows.now;
    const auto normal = batches_of(quotient, began - windows.trailing, began, windows.latest);
    auto comparison = compare(test, batches_of(quotient, began, at, windows.latest), normal);
    if (comparison && comparison->worse)
        comparison->worse = large_enough(test, portion_of(quotient, at - windows.latest, at), sum_of(normal));
    return comparison;
}

std::optional<Comparison> compare_whole(const BaselineTest& test, const Quotient& now,
                                        const Quotient& previous, base::Duration batch) {
    return compare(test, batches_of(now, now.events.first(), now.events.last(), batch),
                   batches_of(previous, previous.events.first(), previous.events.last(), batch));
}

} // namespace redline::alerting
