/// Why this exists: the arithmetic of the SRE Workbook's multiwindow, multi-burn-rate alerts (Google, The
/// Site Reliability Workbook, ch. 5 "Alerting on SLOs", https://sre.google/workbook/alerting-on-slos/), as
/// pure functions of counts.
///
///     ratio     = bad / total                 over a window; without traffic there is none: no data, not 0
///     burn rate = ratio / (1 − objective)     1 spends the budget exactly over the SLO's window
///     breached  = burn rate over the threshold in the long window and in the short one
///
/// The long window says enough budget is gone to matter, the short one that it is still going. An outage of
/// error ratio e that begins in an otherwise clean long window is found after
/// (1 − objective) / e × long window × burn rate: 51.84 s for 100 % at 99.9 %, 1 h and 14.4×.
///
/// Values without locks.
#pragma once

#include <cstdint>
#include <optional>

#include "redline/alerting/growth.hpp"
#include "redline/base/duration.hpp"

namespace redline::alerting {

/// What happened in one window. Fractions come from counters that are not whole, never from extrapolation.
struct Counts {
    double bad = 0;
    double total = 0;
};

/// The two counters of an indicator.
struct Events {
    Growth bad;
    Growth total;
};

/// Counts in (to − window, to]; bad is held between 0 and total.
Counts counts_within(const Events& events, base::Duration to, base::Duration window);

/// bad / total, 0 to 1; nothing without traffic.
std::optional<double> ratio_of(const Counts& counts);

/// ratio / (1 − objective); objective in (0, 1).
double burn_rate_of(double ratio, double objective);

/// What a pair asks of its two windows.
struct BurnRateTest {
    double objective = 0;           ///< 0.999
    double burn_rate = 0;           ///< the threshold, 14.4
    std::uint64_t min_events = 100; ///< in the long window; below it chance is ruled out as well
};

/// Below min_events the long window must also be less likely than this by chance, were the service burning
/// just at the threshold: P(X ≥ bad | n, (1 − objective) × burn rate), exact.
constexpr double chance_max = 1e-3;

bool breached(const BurnRateTest& test, const Counts& long_window, const Counts& short_window);

} // namespace redline::alerting
