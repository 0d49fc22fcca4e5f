/// What a rule file would have said of the run in sample_record.hpp: an availability SLO whose fast pair
/// fired, a latency SLO that held, and a pair longer than the run.
#pragma once

#include <chrono>

#include "redline/alerting/rules_verdict.hpp"

namespace redline::test {

inline alerting::RulesVerdict sample_rules() {
    using namespace std::chrono_literals;
    using alerting::RuleState;
    const alerting::Responsibility page{"page", "team-intake", "runbooks/leads.md#availability",
                                        "intake-on-call"};
    const alerting::Responsibility ticket{"ticket", "team-intake", "runbooks/leads.md#availability",
                                          "intake-on-call"};
    alerting::RulesVerdict rules;
    rules.file = "scenarios/leads.rules.yaml";
    rules.time_scale = 300;
    rules.budgets = {{"lead-availability", "A posted lead is answered, not lost.", 0.999, 3900, 208, 53.3},
                     {"lead-latency", "A posted lead is answered within 300 ms.", 0.99, 3900, 31, 0.79}};
    rules.alerts = {
        {"lead-availability",
         "page 14.4x 1h/5m",
         1h,
         5min,
         12s,
         1s,
         14.4,
         148.2,
         RuleState::fired,
         {{14600ms, 21200ms}},
         "",
         page},
        {"lead-availability",
         "page 6x 6h/30m",
         6h,
         30min,
         72s,
         6s,
         6,
         0,
         RuleState::not_evaluated,
         {},
         "needs 6h (1m12s here); the series cover 30s",
         page},
        {"lead-availability",
         "ticket 1x 3d/6h",
         72h,
         6h,
         864s,
         72s,
         1,
         0,
         RuleState::not_evaluated,
         {},
         "needs 3d (14m24s here); the series cover 30s",
         ticket},
        {"lead-latency", "page 14.4x 1h/5m", 1h, 5min, 12s, 1s, 14.4, 3.1, RuleState::held, {}, "", page}};
    rules.baselines = {{"errors-unusual",
                        "error ratio",
                        "trailing",
                        RuleState::fired,
                        0.204,
                        0.0,
                        {{14400ms, 16s}},
                        "",
                        ticket},
                       {"latency-unusual",
                        "mean latency",
                        "previous",
                        RuleState::not_evaluated,
                        0,
                        0,
                        {},
                        "no previous run was given",
                        ticket}};
    return rules;
}

} // namespace redline::test
