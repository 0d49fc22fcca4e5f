#include "page_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/reports/figures.hpp"

#include "markup.hpp"
#include "rules_text.hpp"

namespace redline::reports {

namespace {

using alerting::RuleState;
using Rows = std::vector<std::vector<HtmlCell>>;

HtmlCell state_cell(RuleState state) {
    const char* css_class = state == RuleState::held ? "held" : state == RuleState::fired ? "fired" : "quiet";
    return {alerting::to_text(state), css_class};
}

/// The bar is as long as the larger of the budget and what was burnt; the upright mark is the whole budget.
std::string budget_bar(double burnt) {
    const auto whole = std::max(burnt, 1.0);
    return fmt::format(
        "<div class=\"budget{}\"><i style=\"width:{:.1f}%\"></i><b style=\"left:{:.1f}%\"></b></div>",
        burnt > 1 ? " over" : "", 100 * std::min(burnt / whole, 1.0), 99.6 / whole);
}

std::string budgets(const alerting::RulesVerdict& rules) {
    Rows rows;
    for (const auto& budget : rules.budgets)
        rows.push_back(
            {{isolated(budget.slo, 60) + "<small>" + isolated(budget.description) + "</small>", "name"},
             figure_cell(share_text(budget.objective)),
             figure_cell(number_text(budget.bad, 0)),
             figure_cell(number_text(budget.total, 0)),
             figure_cell(fmt::format("<span class=\"{}\">{}x</span>", budget.burnt > 1 ? "broken" : "held",
                                     number_text(budget.burnt, 2))),
             {budget_bar(budget.burnt), {}}});
    if (rows.empty()) return {};
    return panel(
        "Error budgets",
        "How fast this run burnt what the objective allows, as if it went on like this: 1x uses the budget "
        "up exactly. The upright mark is the whole budget. Rules: " +
            isolated(rules.file),
        html_table({"SLO", ">objective", ">bad", ">events", ">burnt", ""}, rows));
}

std::string responsibility_html(const alerting::Responsibility& who) {
    return fmt::format("{} to {}<small>via {}, {}</small>", escaped(who.severity, 12),
                       isolated(who.owner, 40), isolated(who.escalation, 40), isolated(who.runbook, 80));
}

template <class Rule>
std::string when_html(const Rule& rule) {
    return rule.state == RuleState::not_evaluated ? isolated(rule.note) : firings_text(rule.firings);
}

std::string alerts(const alerting::RulesVerdict& rules) {
    Rows rows;
    for (const auto& alert : rules.alerts) {
        const bool judged = alert.state != RuleState::not_evaluated;
        rows.push_back({state_cell(alert.state),
                        {isolated(alert.slo, 60) + "<small>" + isolated(alert.name, 60) + "</small>", "name"},
                        figure_cell(number_text(alert.burn_rate, 1) + "x"),
                        figure_cell(judged ? number_text(alert.burn_rate_worst, 1) + "x" : "-"),
                        {when_html(alert), {}},
                        {responsibility_html(alert.responsibility), {}}});
    }
    if (rows.empty()) return {};
    return panel("Alerts", time_scale_text(rules.time_scale),
                 html_table({"", "SLO and alert", ">limit", ">worst", "when", "whom it concerns"}, rows));
}

std::string baselines(const alerting::RulesVerdict& rules) {
    Rows rows;
    for (const auto& baseline : rules.baselines)
        rows.push_back({state_cell(baseline.state),
                        {isolated(baseline.name, 60) + "<small>" + isolated(baseline.measure, 40) +
                             " against " + isolated(baseline.against, 40) + "</small>",
                         "name"},
                        {comparison_text(baseline), {}},
                        {when_html(baseline), {}},
                        {responsibility_html(baseline.responsibility), {}}});
    if (rows.empty()) return {};
    return panel("Baselines", "", html_table({"", "baseline", "observed", "when", "whom it concerns"}, rows));
}

} // namespace

std::string rules_html(const alerting::RulesVerdict& rules) {
    return budgets(rules) + alerts(rules) + baselines(rules);
}

} // namespace redline::reports
