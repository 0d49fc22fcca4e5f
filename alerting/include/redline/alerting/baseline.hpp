/// Why this exists: an SLO says what was promised; a baseline says what was normal, and finds the change that
/// is still inside the promise. It must hold its tongue on a healthy, noisy service, so a change counts only
/// if it is large enough to matter, still going on, and beyond chance.
///
/// What is compared is a quotient, amount over events: bad over all events (error ratio), or seconds over
/// answers (mean latency, from a histogram's `_sum` and `_count`). The mean was chosen over a p95 from
/// buckets because a run has only the buckets its SLOs name, and over the share slower than the bound because
/// latency can double far below the bound without moving that share.
///
/// Normal is the stretch of 50 min just before the last 25 min (trailing), or a whole earlier series. A
/// change is reported when the last 25 min and, as in the burn-rate pairs, the last 5 min are both worse by
/// at least 20 % and by the measure's floor, both sides hold min_events, and chance would show it less often
/// than once in 10,000 evaluations. A 30 s run at 300× makes 75 of them, so the union bound promises at most
/// 0.75 % of healthy runs falsely reported a rule, as far as a test's assumptions hold; README.md has what
/// was measured where they do not. Trailing forgets: a lasting change resolves once it fills the trailing
/// stretch; firings say when it came.
///
/// Chance. Error ratio: given b bad events on both sides, the side judged holds Binomial(b, its share of the
/// events) of them if nothing changed (the exact conditional test of two Poisson rates; Przyborowski &
/// Wilenski 1940). Latency: batch means (Law & Kelton, Simulation Modeling and Analysis, 9.5.3): the scatter
/// of the normal side's 5 min means gives the variance, correlation included, and Student's t the tail. In
/// long tails that variance comes out too small while one answer can lift a whole window, so the side judged
/// is taken without its worst batch: a change that matters shows in more than one.
///
/// Times here are run times already scaled. Pure; values without locks.
#pragma once

#include <optional>
#include <vector>

#include "redline/alerting/growth.hpp"
#include "redline/base/duration.hpp"

namespace redline::alerting {

enum class Measure { error_ratio, mean_latency };

/// A measure's two counters.
struct Quotient {
    Growth amount; ///< bad events, or seconds
    Growth events;
};

struct Portion {
    double amount = 0;
    double events = 0;
    double value() const { return events > 0 ? amount / events : 0; }
};

/// The last three windows and what each is for; rule time until scaled.
struct BaselineWindows {
    base::Duration latest{std::chrono::minutes{5}}; ///< shows that it is still going on; also one batch
    base::Duration now{std::chrono::minutes{25}};
    base::Duration trailing{std::chrono::minutes{50}}; ///< ends where `now` begins

    base::Duration needed() const { return now + trailing; }
};

BaselineWindows scaled(const BaselineWindows& windows, double time_scale);

struct BaselineTest {
    Measure measure = Measure::error_ratio;
    double floor = 0;      ///< the smallest increase worth a word, in the measure's own unit
    double min_events = 1; ///< on either side
};

constexpr double effect_min = 0.20;         ///< relative
constexpr double false_alarm_chance = 1e-4; ///< an evaluation

struct Comparison {
    double now = 0;
    double normal = 0;
    bool worse = false;
};

/// Nothing where either side is too thin to be judged.
std::optional<Comparison> compare(const BaselineTest& test, const std::vector<Portion>& now_batches,
                                  const std::vector<Portion>& normal_batches);

/// The windows that end at `at`; nothing while they do not fit or are too thin.
std::optional<Comparison> compare_trailing(const BaselineTest& test, const Quotient& quotient,
                                           const BaselineWindows& windows, base::Duration at);

/// One whole series against another, cut into batches of `batch`.
std::optional<Comparison> compare_whole(const BaselineTest& test, const Quotient& now,
                                        const Quotient& previous, base::Duration batch);

} // namespace redline::alerting
