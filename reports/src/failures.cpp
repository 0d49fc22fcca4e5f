#include "failures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/totals.hpp"

namespace redline::reports {

namespace {

using loadgen::Blame;
using loadgen::Finding;
using loadgen::Outcome;

/// Whether the threshold says how many requests of this cell may fail.
bool allows(const Threshold& threshold, const loadgen::RunResult& result, std::size_t stage,
            std::size_t step) {
    if (threshold.measure != Measure::errors && threshold.measure != Measure::checks) return false;
    const bool step_meant = !threshold.step || threshold.step->text == result.steps[step].name;
    const bool stage_meant = !threshold.stage || threshold.stage->text == result.stages[stage].name;
    return step_meant && stage_meant;
}

bool is_allowed(const std::vector<Threshold>& thresholds, const loadgen::RunResult& result, std::size_t stage,
                std::size_t step) {
    return std::any_of(thresholds.begin(), thresholds.end(),
                       [&](const Threshold& threshold) { return allows(threshold, result, stage, step); });
}

/// Measured stages whose failures in this step nothing allows.
Selection unallowed(const std::vector<Threshold>& thresholds, const loadgen::RunResult& result,
                    std::size_t step) {
    return {[&thresholds, &result, step](std::size_t stage) {
                return result.stages[stage].measured && !is_allowed(thresholds, result, stage, step);
            },
            [step](std::size_t index) { return index == step; }};
}

void add_failed_checks(std::vector<Finding>& findings, const loadgen::RunResult& result, std::size_t step,
                       const Tally& tally) {
    const auto& label = result.steps[step];
    for (std::size_t check = 0; check < tally.failed_checks.size(); ++check) {
        if (tally.failed_checks[check] == 0) continue;
        findings.push_back({"check",
                            fmt::format("check {} of {} failed in {} of {} answers",
                                        check < label.checks.size() ? label.checks[check] : "", label.name,
                                        base::with_thousands(tally.failed_checks[check]),
                                        base::with_thousands(tally.answered())),
                            Blame::target});
    }
}

/// Failures no written check explains: `error_status 1,200, timeout 3`.
std::string outcomes_text(const loadgen::OutcomeCounts& outcomes) {
    std::string text;
    for (std::size_t i = 1; i < outcomes.size(); ++i) {
        if (outcomes[i] == 0) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", loadgen::outcome_names[i],
                            base::with_thousands(outcomes[i]));
    }
    return text;
}

bool has_budget(const std::vector<alerting::RulesVerdict>& rules) {
    return std::any_of(rules.begin(), rules.end(), [](const auto& file) { return !file.budgets.empty(); });
}

} // namespace

std::vector<Finding> failures_nothing_allows(const std::vector<Threshold>& thresholds,
                                             const std::vector<alerting::RulesVerdict>& rules,
                                             const loadgen::RunResult& result) {
    std::vector<Finding> findings;
    loadgen::OutcomeCounts others{};
    for (std::size_t step = 0; step < result.steps.size(); ++step) {
        const auto tally = tally_of(result, unallowed(thresholds, result, step));
        add_failed_checks(findings, result, step, tally);
        for (std::size_t i = 1; i < others.size(); ++i)
            if (!loadgen::own_fault(static_cast<Outcome>(i))) others[i] += tally.outcomes[i];
    }
    others[static_cast<std::size_t>(Outcome::check_failed)] = 0;
    const auto text = outcomes_text(others);
    if (!text.empty() && !has_budget(rules))
        findings.push_back({"errors",
                            fmt::format("requests failed ({}), and no threshold on errors or SLO says how "
                                        "many may",
                                        text),
                            Blame::target});
    return findings;
}

} // namespace redline::reports
