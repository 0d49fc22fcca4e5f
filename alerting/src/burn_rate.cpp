#include "redline/alerting/burn_rate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "redline/alerting/significance.hpp"

namespace redline::alerting {

namespace {

bool too_fast(const BurnRateTest& test, const Counts& counts) {
    const auto ratio = ratio_of(counts);
    return ratio && burn_rate_of(*ratio, test.objective) > test.burn_rate;
}

bool beyond_chance(const BurnRateTest& test, const Counts& counts) {
    if (counts.total >= static_cast<double>(test.min_events)) return true;
    const auto n = static_cast<std::uint64_t>(std::llround(counts.total));
    const auto bad = static_cast<std::uint64_t>(std::llround(counts.bad));
    const double at_threshold = std::min((1 - test.objective) * test.burn_rate, 1.0);
    return binomial_upper_tail(bad, n, at_threshold) < chance_max;
}

} // namespace

Counts counts_within(const Events& events, base::Duration to, base::Duration window) {
    const double total = std::max(events.total.within(to - window, to), 0.0);
    return {std::clamp(events.bad.within(to - window, to), 0.0, total), total};
}

std::optional<double> ratio_of(const Counts& counts) {
    if (!(counts.total > 0)) return std::nullopt;
    return counts.bad / counts.total;
}

double burn_rate_of(double ratio, double objective) {
    assert(objective > 0 && objective < 1);
    return ratio / (1 - objective);
}

bool breached(const BurnRateTest& test, const Counts& long_window, const Counts& short_window) {
    return too_fast(test, long_window) && too_fast(test, short_window) && beyond_chance(test, long_window);
}

} // namespace redline::alerting
