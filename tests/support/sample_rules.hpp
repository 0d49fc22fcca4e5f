/// What a rule file would have said of the run in sample_record.hpp: an availability SLO whose fast pair
/// fired, a latency SLO that held, and a pair longer than the run.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "redline/alerting/rules_verdict.hpp"

namespace redline::test {

inline alerting::Responsibility responsibility(std::string severity) {
    return {std::move(severity), "team-intake", "runbooks/leads.md#availability", "intake-on-call"};
}

inline std::vector<alerting::AlertVerdict> sample_alerts() {
    using namespace std::chrono_literals;
    using enum alerting::RuleState;
    const auto page = responsibility("page");
    const auto ticket = responsibility("ticket");
    const std::string availability = "lead-availability";
    return {{availability,
             "page 14.4x 1h/5m",
             1h,
             5min,
             12s,
             1s,
             14.4,
             148.2,
             fired,
             {{14600ms, 21200ms}},
             "",
             page},
            {availability,
             "page 6x 6h/30m",
             6h,
             30min,
             72s,
             6s,
             6,
             0,
             not_evaluated,
             {},
             "needs 6h (1m12s here); the series cover 30s",
             page},
            {availability,
             "ticket 1x 3d/6h",
             72h,
             6h,
             864s,
             72s,
             1,
             0,
             not_evaluated,
             {},
             "needs 3d (14m24s here); the series cover 30s",
             ticket},
            {"lead-latency", "page 14.4x 1h/5m", 1h, 5min, 12s, 1s, 14.4, 3.1, held, {}, "", page}};
}

inline std::vector<alerting::BaselineVerdict> sample_baselines() {
    using namespace std::chrono_literals;
    using enum alerting::RuleState;
    const auto ticket = responsibility("ticket");
    return {{"errors-unusual", "error ratio", "trailing", fired, 0.204, 0.0, {{14400ms, 16s}}, "", ticket},
            {"latency-unusual",
             "mean latency",
             "previous",
             not_evaluated,
             0,
             0,
             {},
             "no previous run was given",
             ticket}};
}

inline alerting::RulesVerdict sample_rules() {
    alerting::RulesVerdict rules;
    rules.file = "scenarios/leads.rules.yaml";
    rules.time_scale = 300;
    rules.budgets = {{"lead-availability", "A posted lead is answered, not lost.", 0.999, 3900, 208, 53.3},
                     {"lead-latency", "A posted lead is answered within 300 ms.", 0.99, 3900, 31, 0.79}};
    rules.alerts = sample_alerts();
    rules.baselines = sample_baselines();
    return rules;
}

} // namespace redline::test
