#include "alerts_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"
#include "responsibility_reader.hpp"

namespace redline::alerting {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::string_view, 2> severities{"page", "ticket"};

struct Pair {
    std::string_view severity;
    double burn_rate;
    base::Duration long_window;
    base::Duration short_window;
};

/// The recommended parameters for a 99.9 % SLO (The Site Reliability Workbook, ch. 5, table 5-8).
constexpr std::array<Pair, 3> workbook{{{"page", 14.4, hours{1}, minutes{5}},
                                        {"page", 6, hours{6}, minutes{30}},
                                        {"ticket", 1, hours{72}, hours{6}}}};

Responsibility with_severity(Responsibility responsibility, std::string_view severity) {
    responsibility.severity = severity;
    return responsibility;
}

std::string severity_of(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto choice = yaml::read_choice(node, severities, diagnostics);
    return choice ? std::string(severities[*choice]) : std::string();
}

/// A ratio cannot exceed 1, so a threshold there never fires.
void check_it_can_fire(double burn_rate, double objective, const yaml::Node& at,
                       yaml::Diagnostics& diagnostics) {
    const double needed = burn_rate * (1 - objective);
    if (objective <= 0 || needed < 1) return;
    yaml::report(diagnostics, at,
                 fmt::format("this alert can never fire: {:g} times {:.6g}% is {:.6g}% bad events", burn_rate,
                             100 * (1 - objective), 100 * needed),
                 "list pairs with a smaller `burn_rate`, or raise the objective");
}

std::vector<BurnRateAlert> workbook_alerts(const yaml::Node& at, const AlertContext& context,
                                           yaml::Diagnostics& diagnostics) {
    std::vector<BurnRateAlert> alerts;
    for (const auto& pair : workbook)
        alerts.push_back({pair.burn_rate, pair.long_window, pair.short_window,
                          with_severity(context.responsibility, pair.severity)});
    check_it_can_fire(workbook.front().burn_rate, context.objective, at, diagnostics);
    return alerts;
}

base::Duration read_window(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto window = yaml::read_as(node, diagnostics, base::parse_duration);
    if (window && *window == base::Duration{0})
        yaml::report(diagnostics, *node, "a window of no time holds nothing");
    return window.value_or(base::Duration{0});
}

void check_windows(const BurnRateAlert& alert, base::Duration slo_window, const yaml::Node& long_node,
                   const yaml::Node& short_node, yaml::Diagnostics& diagnostics) {
    const base::Duration none{0};
    if (alert.long_window == none || alert.short_window == none) return;
    if (alert.short_window >= alert.long_window)
        yaml::report(diagnostics, short_node,
                     fmt::format("the short window must be shorter than the long one, {}",
                                 base::to_text(alert.long_window)),
                     "the workbook takes a twelfth of it");
    if (slo_window != none && alert.long_window > slo_window)
        yaml::report(
            diagnostics, long_node,
            fmt::format("the long window is longer than the SLO's own, {}", base::to_text(slo_window)));
}

BurnRateAlert read_alert(const yaml::Node& node, const AlertContext& context,
                         yaml::Diagnostics& diagnostics) {
    yaml::MappingReader reader(node, "an alert", diagnostics);
    BurnRateAlert alert;
    alert.responsibility =
        with_severity(context.responsibility, severity_of(reader.required("severity"), diagnostics));
    const auto* burn_rate = reader.required("burn_rate");
    const auto* long_window = reader.required("long");
    const auto* short_window = reader.required("short");
    alert.burn_rate = yaml::read_number(burn_rate, diagnostics).value_or(1);
    alert.long_window = read_window(long_window, diagnostics);
    alert.short_window = read_window(short_window, diagnostics);
    if (alert.burn_rate <= 0) yaml::report(diagnostics, *burn_rate, "a burn rate is above 0");
    if (burn_rate) check_it_can_fire(alert.burn_rate, context.objective, *burn_rate, diagnostics);
    if (long_window && short_window)
        check_windows(alert, context.window, *long_window, *short_window, diagnostics);
    refuse_later_keys(reader, node, {"for", "keep_firing_for"});
    reader.finish();
    return alert;
}

void read_compared(const yaml::Node& node, BaselineRule& rule, yaml::Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 2> known{"trailing", "previous"};
    constexpr std::array<std::string_view, 2> later{"daily", "weekly"};
    if (node.kind == yaml::Kind::scalar && std::find(later.begin(), later.end(), node.text) != later.end()) {
        auto diagnostic = not_yet(node.place, node.text);
        diagnostic.hint = base::suggestion(node.text, known);
        diagnostics.push_back(std::move(diagnostic));
        return;
    }
    const auto choice = yaml::read_choice(&node, known, diagnostics);
    if (!choice) return;
    bool& compared = *choice == 0 ? rule.trailing : rule.previous;
    if (compared) yaml::report(diagnostics, node, fmt::format("`{}` is given twice", node.text));
    compared = true;
}

} // namespace

std::vector<BurnRateAlert> read_alerts(const yaml::Node* node, const AlertContext& context,
                                       yaml::Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 1> named{"workbook"};
    std::vector<BurnRateAlert> alerts;
    if (node == nullptr) return alerts;
    if (node->kind == yaml::Kind::scalar) {
        if (yaml::read_choice(node, named, diagnostics))
            alerts = workbook_alerts(*node, context, diagnostics);
        return alerts;
    }
    const auto items = yaml::read_items(node, diagnostics);
    for (const auto& item : items) alerts.push_back(read_alert(item, context, diagnostics));
    if (node->kind == yaml::Kind::sequence && items.empty())
        yaml::report(diagnostics, *node, "an empty list alerts nobody", "write `workbook`, or list a pair");
    return alerts;
}

std::optional<BaselineRule> read_baseline(const yaml::Node* node, const Responsibility& responsibility,
                                          yaml::Diagnostics& diagnostics) {
    if (node == nullptr) return std::nullopt;
    yaml::MappingReader reader(*node, "a baseline", diagnostics);
    BaselineRule rule;
    const auto* compare = reader.required("compare");
    const auto compared = yaml::read_items(compare, diagnostics);
    for (const auto& item : compared) read_compared(item, rule, diagnostics);
    if (compare && compare->kind == yaml::Kind::sequence && compared.empty())
        yaml::report(diagnostics, *compare, "an empty list compares nothing", "known: trailing, previous");
    const auto* severity = reader.optional("severity");
    rule.responsibility =
        with_severity(responsibility, severity ? severity_of(severity, diagnostics) : "ticket");
    refuse_later_keys(reader, *node, {"unexpected", "calendar", "sensitivity", "min_effect", "direction"});
    reader.finish();
    return rule;
}

} // namespace redline::alerting
