#include "rules_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "redline/reports/figures.hpp"

#include "shown.hpp"
#include "text_table.hpp"

namespace redline::reports {

namespace {

using alerting::RuleState;

TextCell state_cell(RuleState state) {
    const Ink ink = state == RuleState::held ? Ink::good : state == RuleState::fired ? Ink::bad : Ink::dim;
    return {alerting::to_text(state), ink};
}

/// Ten blocks are the whole budget; more than a whole one is told by the number beside it.
std::string budget_bar(double burnt) {
    constexpr int blocks = 10;
    const auto full = std::clamp(static_cast<int>(std::ceil(std::min(burnt, 1.0) * blocks)), 0, blocks);
    std::string bar;
    for (int i = 0; i < blocks; ++i) bar += i < full ? "█" : "░";
    return bar;
}

std::string budgets(const alerting::RulesVerdict& rules, bool colour) {
    TextTable table{"llrll", {}};
    for (const auto& budget : rules.budgets)
        table.rows.push_back(
            {{shown(budget.slo, 28)},
             {budget_bar(budget.burnt), budget.burnt > 1 ? Ink::bad : Ink::good},
             {fmt::format("{}x", number_text(budget.burnt, 2)), Ink::strong},
             {fmt::format("of the {} objective's budget:", share_text(budget.objective))},
             {fmt::format("{} bad of {}", number_text(budget.bad, 0), number_text(budget.total, 0))}});
    return table.text(colour);
}

std::string alert_outcome(const alerting::AlertVerdict& alert) {
    if (alert.state == RuleState::not_evaluated) return {};
    const auto worst = fmt::format("up to {}x", number_text(alert.burn_rate_worst, 1));
    return alert.firings.empty() ? worst : worst + ", " + firings_text(alert.firings);
}

std::string baseline_outcome(const alerting::BaselineVerdict& baseline) {
    const auto compared = comparison_text(baseline);
    return baseline.firings.empty() ? compared : compared + ", " + firings_text(baseline.firings);
}

/// The line below a rule: whom it concerns where it fired, why where it was not evaluated.
template <class Rule>
void add_remark(TextTable& table, const Rule& rule) {
    const auto& who = rule.responsibility;
    const auto whom = fmt::format("{} to {} via {}, {}", shown(who.severity, 12), shown(who.owner, 24),
                                  shown(who.escalation, 24), shown(who.runbook, 40));
    if (rule.state == RuleState::fired) table.rows.push_back({{}, {whom, Ink::dim, true}});
    if (rule.state == RuleState::not_evaluated)
        table.rows.push_back({{}, {shown(rule.note, 80), Ink::dim, true}});
}

std::string alerts(const alerting::RulesVerdict& rules, bool colour) {
    TextTable table{"llll", {}};
    for (const auto& alert : rules.alerts) {
        table.rows.push_back({state_cell(alert.state),
                              {shown(alert.slo, 28)},
                              {shown(alert.name, 24)},
                              {alert_outcome(alert)}});
        add_remark(table, alert);
    }
    return table.text(colour);
}

std::string baselines(const alerting::RulesVerdict& rules, bool colour) {
    TextTable table{"llll", {}};
    for (const auto& baseline : rules.baselines) {
        table.rows.push_back(
            {state_cell(baseline.state),
             {shown(baseline.name, 28)},
             {fmt::format("{}, {}", shown(baseline.measure, 20), shown(baseline.against, 12))},
             {baseline_outcome(baseline)}});
        add_remark(table, baseline);
    }
    return table.text(colour);
}

} // namespace

std::string firings_text(const std::vector<alerting::Firing>& firings) {
    std::string text;
    for (const auto& firing : firings)
        text += fmt::format("{}{} to {}", text.empty() ? "" : ", ", seconds_text(firing.from),
                            firing.until ? seconds_text(*firing.until) : "the end");
    return text;
}

std::string time_scale_text(double time_scale) {
    if (time_scale == 1) return {};
    return fmt::format("5 min of these rules are {} s of the run", number_text(300 / time_scale, 0));
}

std::string comparison_text(const alerting::BaselineVerdict& baseline) {
    if (baseline.state == RuleState::not_evaluated) return {};
    const bool is_share = baseline.measure.find("error") != std::string::npos;
    const auto text = [is_share](double value) {
        if (is_share) return share_text(value);
        return time_text(static_cast<std::uint64_t>(std::clamp(value * 1e9, 0.0, 9e18)));
    };
    return fmt::format("{}, normally {}", text(baseline.now), text(baseline.normal));
}

std::string rules_text(const alerting::RulesVerdict& rules, bool colour) {
    std::string text;
    const auto add = [&](std::string_view name, const std::string& body) {
        if (!body.empty())
            text += fmt::format("\n{}\n{}", inked(std::string(name), Ink::strong, colour), body);
    };
    const auto scale = time_scale_text(rules.time_scale);
    add("Error budgets (" + shown(rules.file, 60) + ")", budgets(rules, colour));
    add(scale.empty() ? "Alerts" : "Alerts (" + scale + ")", alerts(rules, colour));
    add("Baselines", baselines(rules, colour));
    return text;
}

} // namespace redline::reports
