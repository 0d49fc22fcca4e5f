#include "redline/reports/verdict.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"
#include "redline/reports/totals.hpp"

#include "failures.hpp"

namespace redline::reports {

namespace {

using loadgen::Blame;
using loadgen::Finding;
using Findings = std::vector<Finding>;

void add_thresholds(Findings& findings, const std::vector<ThresholdVerdict>& verdicts) {
    for (const auto& verdict : verdicts) {
        if (!verdict.judged)
            findings.push_back({"threshold_undecided",
                                fmt::format("threshold {}: {}", verdict.text, verdict.note), Blame::promise});
        else if (!verdict.held)
            findings.push_back({"threshold",
                                fmt::format("threshold {} did not hold: {}", verdict.text, verdict.observed),
                                Blame::target});
    }
}

Blame blame_of(const alerting::Responsibility& responsibility) {
    return responsibility.severity == "page" ? Blame::target : Blame::nobody;
}

std::string moment_text(const std::vector<alerting::Firing>& firings) {
    return firings.empty() ? "" : fmt::format(" at {}", seconds_text(firings.front().from));
}

void add_rules(Findings& findings, const alerting::RulesVerdict& rules) {
    for (const auto& alert : rules.alerts)
        if (alert.state == alerting::RuleState::fired)
            findings.push_back(
                {"slo",
                 fmt::format("SLO {} broke{}: {}, burning at {}x", alert.slo, moment_text(alert.firings),
                             alert.name, number_text(alert.burn_rate_worst, 1)),
                 blame_of(alert.responsibility)});
    for (const auto& baseline : rules.baselines)
        if (baseline.state == alerting::RuleState::fired)
            findings.push_back(
                {"baseline",
                 fmt::format("baseline {}: {} left what was normal ({}){}", baseline.name, baseline.measure,
                             baseline.against, moment_text(baseline.firings)),
                 blame_of(baseline.responsibility)});
}

/// Whether an alert of this SLO was in the given state.
bool any_alert(const alerting::RulesVerdict& rules, const std::string& slo, alerting::RuleState state) {
    return std::any_of(rules.alerts.begin(), rules.alerts.end(),
                       [&](const auto& alert) { return alert.slo == slo && alert.state == state; });
}

/// A budget decides only where no alert of its SLO could: in a run too short for every pair. Where one was
/// evaluated and held, a budget burnt faster than it lasts is worth saying, no more.
void add_budgets(Findings& findings, const alerting::RulesVerdict& rules) {
    for (const auto& budget : rules.budgets) {
        if (!(budget.burnt > 1) || any_alert(rules, budget.slo, alerting::RuleState::fired)) continue;
        const bool judged = any_alert(rules, budget.slo, alerting::RuleState::held);
        findings.push_back({"slo",
                            fmt::format("SLO {} {}: {} bad of {} burn its budget at {}x{}", budget.slo,
                                        judged ? "was at risk" : "broke", number_text(budget.bad, 0),
                                        number_text(budget.total, 0), number_text(budget.burnt, 1),
                                        judged ? "" : ", and the run was too short for any of its alerts"),
                            judged ? Blame::nobody : Blame::target});
    }
}

/// Without this an empty run would pass for want of anything that failed.
void add_emptiness(Findings& findings, const loadgen::RunResult& result) {
    if (totals_of(result).requests() == 0)
        findings.push_back({"no_requests", "no request fell due in the measured stages", Blame::promise});
}

void add_interruption(Findings& findings, const loadgen::RunResult& result) {
    const bool said = std::any_of(findings.begin(), findings.end(),
                                  [](const Finding& finding) { return finding.code == "interrupted"; });
    if (!result.interrupted || said) return;
    findings.push_back(
        {"interrupted",
         fmt::format("stopped after {} of {}", seconds_text(result.took), seconds_text(result.scheduled)),
         Blame::nobody});
}

/// The order in which causes decide; the place of a finding in the list.
int rank(const Finding& finding) {
    if (finding.code == "interrupted") return 0;
    switch (finding.blame) {
    case Blame::generator: return 1;
    case Blame::target: return 2;
    case Blame::promise: return 3;
    case Blame::nobody: return 4;
    }
    return 4;
}

bool blames(const Findings& findings, Blame blame) {
    return std::any_of(findings.begin(), findings.end(),
                       [blame](const Finding& finding) { return finding.blame == blame; });
}

std::string counted(std::size_t count, std::string_view singular) {
    return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

/// What held, so that a pass with nothing promised does not sound like one with ten thresholds.
std::string pass_reason(const RunRecord& record) {
    std::size_t budgets = 0;
    for (const auto& rules : record.rules) budgets += rules.budgets.size();
    const auto requests = base::with_thousands(totals_of(record.result).requests());
    std::string held;
    if (!record.thresholds.empty()) held = counted(record.thresholds.size(), "threshold");
    if (budgets > 0) held += (held.empty() ? "" : " and ") + counted(budgets, "SLO");
    if (held.empty()) return fmt::format("all {} requests were ok; no threshold or rule was set", requests);
    return fmt::format("{} held over {} requests", held, requests);
}

std::string_view word_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::pass: return "passed";
    case Verdict::fail: return "failed";
    case Verdict::undecided: return "undecided";
    case Verdict::interrupted: return "interrupted";
    }
    return "";
}

} // namespace

std::vector<Finding> findings_of(const std::vector<Threshold>& thresholds,
                                 const std::vector<alerting::RulesVerdict>& rules,
                                 const loadgen::RunResult& result, const std::vector<Finding>& confessed) {
    Findings findings = confessed;
    add_interruption(findings, result);
    for (const auto& file : rules) { // before thresholds: a promise to users outranks a number in a scenario
        add_rules(findings, file);
        add_budgets(findings, file);
    }
    add_thresholds(findings, judge_thresholds(thresholds, result));
    for (auto& failure : failures_nothing_allows(thresholds, rules, result))
        findings.push_back(std::move(failure));
    add_emptiness(findings, result);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    return findings;
}

Verdict decide(bool interrupted, const std::vector<Finding>& findings) {
    if (interrupted) return Verdict::interrupted;
    if (blames(findings, Blame::generator)) return Verdict::undecided;
    if (blames(findings, Blame::target)) return Verdict::fail;
    if (blames(findings, Blame::promise)) return Verdict::undecided;
    return Verdict::pass;
}

int exit_status(Verdict verdict) {
    switch (verdict) {
    case Verdict::pass: return 0;
    case Verdict::fail: return 1;
    case Verdict::undecided: return 3;
    case Verdict::interrupted: return 130;
    }
    return 3;
}

void conclude(RunRecord& record, const std::vector<Threshold>& thresholds,
              const std::vector<Finding>& confessed) {
    record.thresholds = judge_thresholds(thresholds, record.result);
    record.findings = findings_of(thresholds, record.rules, record.result, confessed);
    record.verdict = decide(record.result.interrupted, record.findings);
}

std::string headline(const RunRecord& record) {
    const auto word = word_of(record.verdict);
    if (record.verdict == Verdict::pass) return fmt::format("{}: {}", word, pass_reason(record));
    if (record.findings.empty()) return std::string(word);
    const auto others = static_cast<std::size_t>(
        std::count_if(record.findings.begin() + 1, record.findings.end(),
                      [](const Finding& finding) { return finding.blame != Blame::nobody; }));
    const auto more = others == 0 ? "" : fmt::format(" (and {} more)", others);
    return fmt::format("{}: {}{}", word, record.findings.front().message, more);
}

} // namespace redline::reports
