#include "redline/alerting/baseline.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>

#include "example_rules.hpp"
#include "redline/alerting/evaluate.hpp"
#include "series_maker.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;
using namespace std::chrono_literals;
using test::Behaviour;

constexpr BaselineTest errors{Measure::error_ratio, 0.001, 100};
constexpr BaselineTest latency{Measure::mean_latency, 0.015, 100};

const RuleFile& lead_intake() {
    static const auto rules = read_rules(test::source_folder() / "scenarios" / "lead-intake.rules.yaml");
    BOOST_REQUIRE_MESSAGE(rules, test::reason(rules));
    return *rules;
}

test::SimulatedRun always(Behaviour behaviour, double rate = 200) {
    test::SimulatedRun run;
    run.rate_per_second = rate;
    run.behaviour = [behaviour](base::Duration) { return behaviour; };
    return run;
}

test::SimulatedRun from_20s(Behaviour before, Behaviour after) {
    test::SimulatedRun run;
    run.behaviour = [=](base::Duration at) { return at > 20s ? after : before; };
    return run;
}

std::vector<BaselineVerdict> judged(const std::vector<base::TimeSeries>& series,
                                    std::vector<base::TimeSeries> previous = {}) {
    return alerting::evaluate(lead_intake(), series, {300, std::move(previous), base::Duration{0}}).baselines;
}

/// The baselines of the shipped rules, in their order.
enum : std::size_t { errors_trailing, errors_previous, latency_trailing, latency_previous };

/// How many of `runs` seeded runs made any baseline speak, against a previous run of the same behaviour.
int runs_that_fired(const test::SimulatedRun& run, std::uint64_t seed, int runs) {
    int fired = 0;
    for (int i = 0; i < runs; ++i) {
        const auto index = static_cast<std::uint64_t>(2 * i);
        const auto verdicts = judged(test::simulate(run, seed, index), test::simulate(run, seed, index + 1));
        fired += std::any_of(verdicts.begin(), verdicts.end(), [](const BaselineVerdict& verdict) {
            BOOST_TEST((verdict.state != RuleState::not_evaluated), verdict.note);
            return verdict.state == RuleState::fired;
        });
    }
    return fired;
}

std::vector<Portion> repeated(Portion portion, std::size_t times) {
    return std::vector<Portion>(times, portion);
}

} // namespace

BOOST_AUTO_TEST_SUITE(baseline)

/// At most 2 % of healthy runs may be reported, whatever their noise. Constants were chosen on seed 7001.
BOOST_AUTO_TEST_CASE(healthy_runs_are_left_alone) {
    struct Case {
        std::string name;
        test::SimulatedRun run;
    };
    const std::vector<Case> cases{
        {"20 ms, short tail", always({0.001, 0.020, 0.7})},
        {"100 ms, middling tail", always({0.001, 0.100, 1.0})},
        {"50 ms, long tail", always({0.001, 0.050, 1.5})},
        {"50 ms, thin traffic", always({0.001, 0.050, 1.2}, 40)},
        {"one error in a hundred", always({0.01, 0.020, 0.7})},
    };
    for (const auto& c : cases) {
        constexpr std::uint64_t seed = 1;
        const int fired = runs_that_fired(c.run, seed, 200);
        BOOST_TEST(fired <= 4, c.name << ": " << fired << " of 200, seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(a_step_in_errors_is_found_in_every_run) {
    for (std::uint64_t index = 0; index < 50; ++index) {
        const auto series = test::simulate(from_20s({0.001, 0.02, 0.7}, {0.05, 0.02, 0.7}), 2, index);
        const auto verdicts = judged(series);
        const auto& verdict = verdicts[errors_trailing];
        BOOST_TEST_CONTEXT("seed 2, run " << index) {
            BOOST_REQUIRE((verdict.state == RuleState::fired));
            BOOST_TEST((verdict.firings[0].from > 20s && verdict.firings[0].from <= 23s));
            BOOST_TEST(verdict.now - verdict.normal > 0.03);
            BOOST_TEST((verdicts[latency_trailing].state == RuleState::held));
        }
    }
}

BOOST_AUTO_TEST_CASE(doubled_latency_is_found_in_every_run) {
    for (std::uint64_t index = 0; index < 50; ++index) {
        const auto series = test::simulate(from_20s({0.001, 0.02, 0.7}, {0.001, 0.04, 0.7}), 3, index);
        const auto verdicts = judged(series);
        const auto& verdict = verdicts[latency_trailing];
        BOOST_TEST_CONTEXT("seed 3, run " << index) {
            BOOST_REQUIRE((verdict.state == RuleState::fired));
            BOOST_TEST((verdict.firings[0].from > 20s && verdict.firings[0].from <= 26s));
            BOOST_TEST(verdict.now > 1.6 * verdict.normal);
            BOOST_TEST((verdicts[errors_trailing].state == RuleState::held));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_worse_run_than_the_previous_is_found) {
    for (std::uint64_t index = 0; index < 50; ++index) {
        const auto before = test::simulate(always({0.001, 0.02, 0.7}), 4, index);
        const auto after = judged(test::simulate(always({0.05, 0.04, 0.7}), 5, index), before);
        BOOST_TEST_CONTEXT("run " << index) {
            BOOST_TEST((after[errors_previous].state == RuleState::fired));
            BOOST_TEST((after[latency_previous].state == RuleState::fired));
            BOOST_TEST(after[errors_previous].now == 0.05, boost::test_tools::tolerance(0.3));
            BOOST_TEST(after[latency_previous].normal == 0.0256, boost::test_tools::tolerance(0.1));
            BOOST_REQUIRE(after[errors_previous].firings.size() == 1U);
        }
        const auto better = judged(before, test::simulate(always({0.05, 0.04, 0.7}), 5, index));
        BOOST_TEST((better[errors_previous].state == RuleState::held));
        BOOST_TEST((better[latency_previous].state == RuleState::held));
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_compared_says_why) {
    test::SimulatedRun brief;
    brief.length = 10s;
    const auto verdicts = judged(test::simulate(brief, 6, 0));
    BOOST_TEST(verdicts[errors_trailing].name == "lead-availability");
    BOOST_TEST(verdicts[errors_trailing].measure == "error ratio");
    BOOST_TEST(verdicts[errors_trailing].note == "needs 1h15m (15s at 300x); the series cover 10s");
    BOOST_TEST(verdicts[errors_previous].note == "no previous run was given");
    BOOST_TEST(verdicts[latency_trailing].measure == "mean latency");
    BOOST_TEST(verdicts[latency_trailing].responsibility.severity == "ticket");

    const auto quiet = judged(test::simulate(always({}, 2), 6, 0), test::simulate(always({}, 2), 6, 1));
    BOOST_TEST(quiet[errors_trailing].note ==
               "never 100 events in both the last 25m (5s at 300x) and the 50m (10s at 300x) before");
    BOOST_TEST(quiet[errors_previous].note == "fewer than 100 events in this run or the previous one");

    const auto other = judged(test::simulate({}, 6, 0), {test::counter({{"__name__", "x"}}, 1s, {1})});
    BOOST_TEST(other[errors_previous].note ==
               "in the previous run, no series matches "
               "http_server_request_duration_seconds_count{http_route=\"/v1/leads\"}");
}

/// 12 of 13 errors on a third of the traffic: P = 13 × (1/3)¹² × (2/3) + (1/3)¹³ = 0.0000169; 9 of 13:
/// 0.0088.
BOOST_AUTO_TEST_CASE(errors_are_tested_exactly) {
    const auto normal = [](double bad) { return std::vector<Portion>{{bad, 2000}}; };
    BOOST_TEST(compare(errors, {{12, 1000}}, normal(1))->worse);
    BOOST_TEST(!compare(errors, {{9, 1000}}, normal(4))->worse);
    BOOST_TEST(!compare(errors, {{8, 1000}}, normal(0))->worse); // (1/3)⁸ = 0.00015
    BOOST_TEST(compare(errors, {{9, 1000}}, normal(0))->worse);  // (1/3)⁹ = 0.00005
}

BOOST_AUTO_TEST_CASE(a_change_must_be_large_enough_to_matter) {
    // Beyond all chance, but 19 % and then 21 % more.
    BOOST_TEST(!compare(errors, {{119'000, 1e6}}, {{100'000, 1e6}})->worse);
    BOOST_TEST(compare(errors, {{121'000, 1e6}}, {{100'000, 1e6}})->worse);
    // Thrice as many, but 0.09 % more where the floor is 0.1 %; then 0.11 %.
    BOOST_TEST(!compare(errors, {{1350, 1e6}}, {{450, 1e6}})->worse);
    BOOST_TEST(compare(errors, {{1650, 1e6}}, {{550, 1e6}})->worse);
    // 14 ms more where the floor is 15 ms; then 16 ms.
    BOOST_TEST(!compare(latency, repeated({2.4, 100}, 5), repeated({1.0, 100}, 10))->worse);
    BOOST_TEST(compare(latency, repeated({2.6, 100}, 5), repeated({1.0, 100}, 10))->worse);
}

BOOST_AUTO_TEST_CASE(one_batch_alone_is_no_change_in_latency) {
    auto now = repeated({2.0, 100}, 5);
    const auto normal = repeated({2.0, 100}, 10);
    now[2].amount = 60; // half a minute in one answer
    BOOST_TEST(!compare(latency, now, normal)->worse);
    now[3].amount = 60;
    BOOST_TEST(compare(latency, now, normal)->worse);
}

BOOST_AUTO_TEST_CASE(scattered_batches_raise_the_bar) {
    std::vector<Portion> calm, wild;
    for (int i = 0; i < 10; ++i) {
        calm.push_back({10.0 + (i % 2 == 0 ? 0.2 : -0.2), 100});
        wild.push_back({10.0 + (i % 2 == 0 ? 6.0 : -6.0), 100});
    }
    const auto now = repeated({13, 100}, 5);
    BOOST_TEST(compare(latency, now, calm)->worse);
    BOOST_TEST(!compare(latency, now, wild)->worse);
}

/// Ten calm seconds, four bad ones, then the last second as given: what is over is not reported.
BOOST_AUTO_TEST_CASE(a_change_must_be_still_going_on) {
    const auto at_15s = [](double bad_in_last_second, base::Duration at) {
        std::vector<double> bad(10, 0.0), all(15, 200.0);
        bad.insert(bad.end(), {20, 20, 20, 20, bad_in_last_second});
        const auto bad_total = test::counter({}, 1s, bad);
        const auto all_total = test::counter({}, 1s, all);
        return compare_trailing(errors, {Growth({&bad_total}), Growth({&all_total})},
                                scaled(BaselineWindows{}, 300), at);
    };
    BOOST_TEST(at_15s(20, 15s)->worse);
    BOOST_TEST(!at_15s(0, 15s)->worse);
    BOOST_TEST(!at_15s(20, 14s)); // the trailing stretch would begin before the run
}

BOOST_AUTO_TEST_CASE(too_few_events_are_not_judged) {
    BOOST_TEST(!compare(errors, {{50, 99}}, {{0, 2000}}));
    BOOST_TEST(!compare(errors, {{50, 1000}}, {{0, 99}}));
    BOOST_TEST(compare(errors, {{50, 100}}, {{0, 100}}).has_value());
    BOOST_TEST(
        !compare(latency, repeated({9, 100}, 5), repeated({1, 100}, 4))->worse); // no scatter to speak of
}

BOOST_AUTO_TEST_CASE(windows_scale_together) {
    const auto windows = scaled(BaselineWindows{}, 300);
    BOOST_TEST(
        (windows.latest == 1s && windows.now == 5s && windows.trailing == 10s && windows.needed() == 15s));
}

BOOST_AUTO_TEST_SUITE_END()
