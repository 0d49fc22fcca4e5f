#include "redline/alerting/evaluate.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

#include "example_rules.hpp"
#include "series_maker.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;
using namespace std::chrono_literals;

/// One SLO over `bad_total` and `all_total` with the alerts given as YAML.
RuleFile rules_with(const std::string& objective, const std::string& alerts, const std::string& more = "") {
    const auto rules = test::rules_from(
        "version: 1\nservice: s\nowner: o\nrunbook: runbooks/leads.md\n"
        "escalation: e\nslos:\n  - name: slo\n    objective: " +
        objective + "\n    indicator: { bad: bad_total, total: all_total }\n    alerts: " + alerts + "\n" +
        more);
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    return *rules;
}

/// `all_total` grows by `per_step` a step; `bad_total` by the part of it `ratio` says at the step's end.
std::vector<base::TimeSeries> steady(base::Duration spacing, base::Duration length, double per_step,
                                     const std::function<double(base::Duration)>& ratio) {
    std::vector<double> all, bad;
    for (auto at = spacing; at <= length; at += spacing) {
        all.push_back(per_step);
        bad.push_back(per_step * ratio(at));
    }
    return {test::counter({{"__name__", "all_total"}}, spacing, all),
            test::counter({{"__name__", "bad_total"}}, spacing, bad)};
}

RuleFile lead_intake() {
    const auto rules = read_rules(test::source_folder() / "scenarios" / "lead-intake.rules.yaml");
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    return *rules;
}

std::vector<base::TimeSeries> stretched(std::vector<base::TimeSeries> series, int k) {
    for (auto& one : series)
        for (auto& sample : one.samples) sample.at *= k;
    return series;
}

template <class Verdict>
void check_same_firings(const Verdict& verdict, const Verdict& again, int k) {
    BOOST_TEST((verdict.state == again.state));
    BOOST_REQUIRE(verdict.firings.size() == again.firings.size());
    for (std::size_t i = 0; i < verdict.firings.size(); ++i) {
        BOOST_TEST((verdict.firings[i].from * k == again.firings[i].from));
        const auto until = verdict.firings[i].until.value_or(base::Duration{0});
        BOOST_TEST((until * k == again.firings[i].until.value_or(base::Duration{0})));
    }
}

void check_equal_but_for_time(const RulesVerdict& verdict, const RulesVerdict& again, int k) {
    for (std::size_t i = 0; i < verdict.alerts.size(); ++i) {
        check_same_firings(verdict.alerts[i], again.alerts[i], k);
        BOOST_TEST(verdict.alerts[i].burn_rate_worst == again.alerts[i].burn_rate_worst);
    }
    for (std::size_t i = 0; i < verdict.baselines.size(); ++i) {
        check_same_firings(verdict.baselines[i], again.baselines[i], k);
        BOOST_TEST(verdict.baselines[i].now == again.baselines[i].now, boost::test_tools::tolerance(1e-9));
    }
}

EvaluateOptions at_scale(double time_scale) { return {time_scale, {}, base::Duration{0}}; }

} // namespace

BOOST_AUTO_TEST_SUITE(evaluate)

/// The Site Reliability Workbook, ch. 5: an outage is found after (1 − SLO) / error ratio × long window ×
/// burn rate, here by the first evaluation at or after that.
BOOST_AUTO_TEST_CASE(outages_are_found_when_the_workbook_says) {
    struct Case {
        std::string pair;
        base::Duration long_window, spacing;
        double burn_rate, error_ratio;
        double found_after_seconds;
    };
    const std::vector<Case> cases{
        {"{ severity: page, burn_rate: 14.4, long: 1h, short: 5m }", 1h, 1s, 14.4, 1, 51.84},
        {"{ severity: page, burn_rate: 14.4, long: 1h, short: 5m }", 1h, 1s, 14.4, 0.5, 103.68},
        {"{ severity: page, burn_rate: 14.4, long: 1h, short: 5m }", 1h, 1s, 14.4, 0.1, 518.4},
        {"{ severity: page, burn_rate: 6, long: 6h, short: 30m }", 6h, 1s, 6, 1, 129.6},
        {"{ severity: page, burn_rate: 6, long: 6h, short: 30m }", 6h, 1s, 6, 0.02, 6480.5},
        {"{ severity: ticket, burn_rate: 1, long: 3d, short: 6h }", 72h, 1min, 1, 1, 259.2},
        {"{ severity: ticket, burn_rate: 1, long: 3d, short: 6h }", 72h, 1min, 1, 0.002, 129'600.5},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.pair << " at " << c.error_ratio) {
            const auto formula = base::Duration{std::llround(0.001 / c.error_ratio * c.burn_rate *
                                                             static_cast<double>(c.long_window.count()))};
            BOOST_TEST(base::in_seconds(formula) <= c.found_after_seconds);
            BOOST_TEST(base::in_seconds(formula) >= c.found_after_seconds - 0.5);
            const auto began = c.long_window + 10min;
            const auto series = steady(c.spacing, began + formula + 20min, 100,
                                       [&](base::Duration at) { return at > began ? c.error_ratio : 0.0; });
            const auto verdict = alerting::evaluate(rules_with("99.9%", "[" + c.pair + "]"), series, {});
            BOOST_REQUIRE(verdict.alerts.size() == 1U);
            BOOST_REQUIRE((verdict.alerts[0].state == RuleState::fired));
            const auto found = verdict.alerts[0].firings[0].from - began;
            BOOST_TEST((found >= formula && found <= formula + c.spacing),
                       "found after " << base::to_text(found) << ", formula " << base::to_text(formula));
        }
    }
}

/// A full outage of ten minutes is over for the 5 min window when at most 1.44 % of it is left inside: after
/// 295.68 s.
BOOST_AUTO_TEST_CASE(the_short_window_resolves_it) {
    const auto series =
        steady(1s, 3h, 100, [](base::Duration at) { return at > 90min && at <= 100min ? 1.0 : 0.0; });
    const auto verdict = alerting::evaluate(rules_with("99.9%", "workbook"), series, {});
    const auto& alert = verdict.alerts[0];
    BOOST_REQUIRE(alert.firings.size() == 1U);
    BOOST_TEST((alert.firings[0].from == 90min + 52s));
    BOOST_REQUIRE(alert.firings[0].until);
    BOOST_TEST((*alert.firings[0].until == 100min + 296s));
    BOOST_TEST(alert.burn_rate_worst == 600.0 / 3600 / 0.001, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_verdict_explains_itself) {
    const auto series = steady(200ms, 30s, 40, [](base::Duration) { return 0.2; });
    const auto verdict = alerting::evaluate(rules_with("99.9%", "workbook"), series, at_scale(300));
    BOOST_REQUIRE(verdict.alerts.size() == 3U);
    const auto& fast = verdict.alerts[0];
    BOOST_TEST(fast.name == "page 14.4x 1h/5m");
    BOOST_TEST((fast.long_window == 1h && fast.short_window == 5min));
    BOOST_TEST((fast.long_window_scaled == 12s && fast.short_window_scaled == 1s));
    BOOST_TEST(fast.burn_rate_worst == 200, boost::test_tools::tolerance(1e-9));
    BOOST_REQUIRE((fast.state == RuleState::fired));
    BOOST_TEST((fast.firings[0].from == 12s && !fast.firings[0].until));
    BOOST_TEST(fast.responsibility.owner == "o");
    BOOST_TEST((verdict.alerts[1].state == RuleState::not_evaluated));
    BOOST_TEST(verdict.alerts[1].note == "needs 6h (1m12s at 300x); the series cover 30s");
    BOOST_TEST(verdict.alerts[2].name == "ticket 1x 3d/6h");
    BOOST_TEST(verdict.alerts[2].note == "needs 3d (14m24s at 300x); the series cover 30s");
    BOOST_REQUIRE(verdict.budgets.size() == 1U);
    BOOST_TEST(verdict.budgets[0].total == 6000);
    BOOST_TEST(verdict.budgets[0].bad == 1200);
    BOOST_TEST(verdict.budgets[0].burnt == 200, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_window_finer_than_the_samples_is_not_guessed) {
    const auto series = steady(1min, 2h, 40, [](base::Duration) { return 0.2; });
    const auto verdict = alerting::evaluate(rules_with("99.9%", "workbook"), series, at_scale(20));
    BOOST_TEST(verdict.alerts[0].note ==
               "its shortest window is 5m (15s at 20x); the series have a sample every 1m");
}

BOOST_AUTO_TEST_CASE(series_that_lack_what_a_rule_needs_are_named) {
    const auto note_of = [](const RuleFile& rules, const std::vector<base::TimeSeries>& series) {
        return alerting::evaluate(rules, series, {}).alerts.at(0).note;
    };
    const auto ratio = rules_with("99.9%", "workbook");
    BOOST_TEST(note_of(ratio, {}) == "no series matches all_total");
    BOOST_TEST(note_of(ratio, {test::counter({{"__name__", "all_total"}}, 1s, {1})}) ==
               "no series is named bad_total");
    const auto rules = test::rules_from(
        "version: 1\nservice: s\nowner: o\nrunbook: runbooks/leads.md\nescalation: e\nslos:\n  - name: slo\n"
        "    objective: 99%\n    indicator: { slower_than: 300ms, of: t }\n    alerts: workbook\n");
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    const auto count = test::counter({{"__name__", "t_count"}}, 1s, {1});
    const auto other = test::counter({{"__name__", "t_count"}, {"x", "y"}}, 1s, {1});
    const auto bucket = [](const std::string& le) {
        return test::counter({{"__name__", "t_bucket"}, {"le", le}}, 1s, {1});
    };
    BOOST_TEST(note_of(*rules, {count}) == "t has no bucket that ends at 300ms; there are no buckets");
    BOOST_TEST(note_of(*rules, {count, bucket("0.5"), bucket("1e-1"), bucket("+Inf")}) ==
               "t has no bucket that ends at 300ms; its buckets end at 100ms, 500ms");
    BOOST_TEST(note_of(*rules, {count, other, bucket("0.300")}) ==
               "1 of 2 series of t have a bucket that ends at 300ms");
    BOOST_TEST(note_of(*rules, {count, bucket("3e-1")}) == "needs 1h; the series cover 1s");
}

BOOST_AUTO_TEST_CASE(slow_answers_burn_the_latency_budget) {
    test::SimulatedRun slow;
    slow.behaviour = [](base::Duration) { return test::Behaviour{0, 0.5, 0.01}; };
    const auto verdict = alerting::evaluate(lead_intake(), test::simulate(slow, 1, 0), at_scale(300));
    BOOST_TEST((verdict.alerts[0].state == RuleState::held));
    BOOST_TEST(verdict.alerts[3].slo == "lead-latency");
    BOOST_TEST((verdict.alerts[3].state == RuleState::fired));
    BOOST_TEST(verdict.budgets[1].bad == verdict.budgets[1].total);
    BOOST_TEST(verdict.budgets[1].burnt == 100, boost::test_tools::tolerance(1e-9));
}

/// The drill the quickstart's fault makes, and the health it must not disturb.
BOOST_AUTO_TEST_CASE(a_fifth_of_errors_pages_and_a_thousandth_does_not) {
    test::SimulatedRun broken;
    broken.behaviour = [](base::Duration) { return test::Behaviour{0.2, 0.02, 0.7}; };
    const auto fired = alerting::evaluate(lead_intake(), test::simulate(broken, 1, 0), at_scale(300));
    BOOST_TEST((fired.alerts[0].state == RuleState::fired));
    BOOST_TEST(fired.alerts[0].responsibility.runbook == "runbooks/leads.md#leads-are-not-answered");
    const auto held = alerting::evaluate(lead_intake(), test::simulate({}, 1, 0), at_scale(300));
    BOOST_TEST((held.alerts[0].state == RuleState::held));
    BOOST_TEST((held.alerts[3].state == RuleState::held));
}

BOOST_AUTO_TEST_CASE(no_traffic_is_no_data) {
    std::vector<double> all(600, 0.0), bad(600, 0.0);
    all[0] = bad[0] = 100; // all that ever happened, and it failed
    const std::vector<base::TimeSeries> series{test::counter({{"__name__", "all_total"}}, 1min, all),
                                               test::counter({{"__name__", "bad_total"}}, 1min, bad)};
    const auto verdict = alerting::evaluate(rules_with("99.9%", "workbook"), series, {});
    BOOST_TEST(
        (verdict.alerts[0].state == RuleState::held)); // the short window is empty once the long one fits
    BOOST_TEST(verdict.alerts[0].burn_rate_worst == 1000, boost::test_tools::tolerance(1e-9));
}

/// Stretching the series by k and shrinking the scale by k changes nothing but the times.
BOOST_AUTO_TEST_CASE(scale_is_only_a_unit_of_time) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        test::SimulatedRun run;
        run.behaviour = [&](base::Duration at) {
            return test::Behaviour{at > 18s ? 0.01 * static_cast<double>(seed) : 0.001, 0.02, 0.7};
        };
        const auto series = test::simulate(run, seed, 0);
        const auto verdict = alerting::evaluate(lead_intake(), series, at_scale(300));
        for (const int k : {2, 7, 300}) {
            const auto again = alerting::evaluate(lead_intake(), stretched(series, k), at_scale(300.0 / k));
            BOOST_TEST_CONTEXT("seed " << seed << ", k " << k) check_equal_but_for_time(verdict, again, k);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_step_asks_less_often) {
    const auto series = steady(1s, 2h, 100, [](base::Duration at) { return at > 90min ? 1.0 : 0.0; });
    const auto verdict =
        alerting::evaluate(rules_with("99.9%", "workbook"), series, {1, {}, base::Duration{1min}});
    BOOST_REQUIRE(!verdict.alerts[0].firings.empty());
    BOOST_TEST((verdict.alerts[0].firings[0].from == 91min));
}

BOOST_AUTO_TEST_SUITE_END()
