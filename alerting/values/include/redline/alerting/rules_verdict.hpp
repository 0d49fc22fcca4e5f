/// Why this exists: what a rule file had to say about a stretch of time, as a value reports can print and
/// gate on without knowing how rules are evaluated.
///
/// Times are series time, from the origin the series share (a run's start); windows are rule time unless
/// scaled. Ratios are 0 to 1. Values without locks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"

namespace redline::alerting {

enum class RuleState {
    held,          ///< evaluated throughout, never fired
    fired,         ///< fired at least once
    not_evaluated, ///< could not be: see `note`
};

constexpr const char* to_text(RuleState state) {
    switch (state) {
    case RuleState::held: return "held";
    case RuleState::fired: return "fired";
    case RuleState::not_evaluated: return "not evaluated";
    }
    return "";
}

/// Who hears of it and what to do; every rule names all four.
struct Responsibility {
    std::string severity; ///< page or ticket
    std::string owner;
    std::string runbook; ///< path with its anchor
    std::string escalation;
};

/// One stretch in which a rule fired.
struct Firing {
    base::Duration from{0};
    std::optional<base::Duration> until; ///< absent while still firing at the end
};

/// One burn-rate pair of one SLO.
struct AlertVerdict {
    std::string slo;
    std::string name; ///< for example "page 14.4x 1h/5m"
    base::Duration long_window{0};
    base::Duration short_window{0};
    base::Duration long_window_scaled{0}; ///< as judged
    base::Duration short_window_scaled{0};
    double burn_rate = 0;       ///< the threshold
    double burn_rate_worst = 0; ///< the highest seen in the long window while judged
    RuleState state = RuleState::not_evaluated;
    std::vector<Firing> firings;
    std::string note; ///< why it was not evaluated
    Responsibility responsibility;
};

/// The budget of one SLO over the stretch judged, as if it were the whole window.
struct BudgetVerdict {
    std::string slo;
    std::string description;
    double objective = 0; ///< 0.999
    double total = 0;     ///< events
    double bad = 0;
    double burnt = 0; ///< bad ratio over the allowed ratio: 1 is the whole budget at this pace
};

/// One comparison with what was normal before.
struct BaselineVerdict {
    std::string name;    ///< the SLO's
    std::string measure; ///< `error ratio`, or `mean latency` in seconds
    std::string against; ///< trailing or previous
    RuleState state = RuleState::not_evaluated;
    double now = 0; ///< at the worst moment, or over the whole run against a previous one
    double normal = 0;
    std::vector<Firing> firings;
    std::string note;
    Responsibility responsibility;
};

struct RulesVerdict {
    std::string file;
    double time_scale = 1; ///< rule time over run time: 300 where 5 min is 1 s
    std::vector<BudgetVerdict> budgets;
    std::vector<AlertVerdict> alerts;
    std::vector<BaselineVerdict> baselines;
};

} // namespace redline::alerting
