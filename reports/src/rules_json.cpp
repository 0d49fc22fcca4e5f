#include "rules_json.hpp"

#include "record_words.hpp"
#include "result_json.hpp"

namespace redline::reports {

namespace {

using base::Json;

Json responsibility_json(const alerting::Responsibility& responsibility) {
    return {{"severity", responsibility.severity},
            {"owner", responsibility.owner},
            {"runbook", responsibility.runbook},
            {"escalation", responsibility.escalation}};
}

alerting::Responsibility read_responsibility(const Cursor& at) {
    return {at.text("severity"), at.text("owner"), at.text("runbook"), at.text("escalation")};
}

Json state_json(alerting::RuleState state) { return rule_state_words[static_cast<std::size_t>(state)]; }

Json firing_json(const alerting::Firing& firing) {
    return {{"from_ns", firing.from.count()},
            {"until_ns", firing.until ? Json(firing.until->count()) : Json(nullptr)}};
}

alerting::Firing read_firing(const Cursor& at) {
    alerting::Firing firing{at.duration("from_ns"), {}};
    if (!at.is_null("until_ns")) firing.until = at.duration("until_ns");
    return firing;
}

Json budget_json(const alerting::BudgetVerdict& budget) {
    return {{"slo", budget.slo},
            {"description", budget.description},
            {"objective", number_json(budget.objective)},
            {"total", number_json(budget.total)},
            {"bad", number_json(budget.bad)},
            {"burnt", number_json(budget.burnt)}};
}

alerting::BudgetVerdict read_budget(const Cursor& at) {
    return {at.text("slo"),     at.text("description"), at.number("objective"),
            at.number("total"), at.number("bad"),       at.number("burnt")};
}

Json alert_json(const alerting::AlertVerdict& alert) {
    return {{"slo", alert.slo},
            {"name", alert.name},
            {"long_window_ns", alert.long_window.count()},
            {"short_window_ns", alert.short_window.count()},
            {"long_window_scaled_ns", alert.long_window_scaled.count()},
            {"short_window_scaled_ns", alert.short_window_scaled.count()},
            {"burn_rate", number_json(alert.burn_rate)},
            {"burn_rate_worst", number_json(alert.burn_rate_worst)},
            {"state", state_json(alert.state)},
            {"firings", array_json(alert.firings, firing_json)},
            {"note", alert.note},
            {"responsibility", responsibility_json(alert.responsibility)}};
}

alerting::AlertVerdict read_alert(const Cursor& at) {
    alerting::AlertVerdict alert;
    alert.slo = at.text("slo");
    alert.name = at.text("name");
    alert.long_window = at.duration("long_window_ns");
    alert.short_window = at.duration("short_window_ns");
    alert.long_window_scaled = at.duration("long_window_scaled_ns");
    alert.short_window_scaled = at.duration("short_window_scaled_ns");
    alert.burn_rate = at.number("burn_rate");
    alert.burn_rate_worst = at.number("burn_rate_worst");
    alert.state = static_cast<alerting::RuleState>(at.choice("state", rule_state_words));
    alert.firings = at.list("firings", read_firing);
    alert.note = at.text("note");
    alert.responsibility = read_responsibility(at.at("responsibility"));
    return alert;
}

Json baseline_json(const alerting::BaselineVerdict& baseline) {
    return {{"name", baseline.name},
            {"measure", baseline.measure},
            {"against", baseline.against},
            {"state", state_json(baseline.state)},
            {"now", number_json(baseline.now)},
            {"normal", number_json(baseline.normal)},
            {"firings", array_json(baseline.firings, firing_json)},
            {"note", baseline.note},
            {"responsibility", responsibility_json(baseline.responsibility)}};
}

alerting::BaselineVerdict read_baseline(const Cursor& at) {
    return {at.text("name"),
            at.text("measure"),
            at.text("against"),
            static_cast<alerting::RuleState>(at.choice("state", rule_state_words)),
            at.number("now"),
            at.number("normal"),
            at.list("firings", read_firing),
            at.text("note"),
            read_responsibility(at.at("responsibility"))};
}

} // namespace

Json rules_json(const alerting::RulesVerdict& rules) {
    return {{"file", rules.file},
            {"time_scale", number_json(rules.time_scale)},
            {"budgets", array_json(rules.budgets, budget_json)},
            {"alerts", array_json(rules.alerts, alert_json)},
            {"baselines", array_json(rules.baselines, baseline_json)}};
}

alerting::RulesVerdict read_rules_verdict(const Cursor& at) {
    return {at.text("file"), at.number("time_scale"), at.list("budgets", read_budget),
            at.list("alerts", read_alert), at.list("baselines", read_baseline)};
}

} // namespace redline::reports
