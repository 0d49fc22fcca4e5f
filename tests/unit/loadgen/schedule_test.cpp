#include "redline/loadgen/schedule.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

Plan plan_of(std::vector<Stage> stages) {
    Plan plan;
    plan.stages = std::move(stages);
    plan.flows = {{"only", 1, {0}}};
    plan.steps.resize(1);
    plan.seed = 7;
    return plan;
}

Stage stage(base::Duration duration, double from, double to, Arrivals arrivals = Arrivals::regular) {
    return {.name = "s", .duration = duration, .from = {from}, .to = {to}, .arrivals = arrivals};
}

std::vector<Start> all(Schedule::Cursor cursor) {
    std::vector<Start> starts;
    while (auto start = cursor.next()) starts.push_back(*start);
    return starts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(a_constant_rate_is_a_start_every_gap_from_zero) {
    const Schedule schedule(plan_of({stage(20s, 1000, 1000)}));
    const auto starts = all(schedule.starts());
    BOOST_REQUIRE_EQUAL(schedule.size(), 20'000);
    BOOST_REQUIRE_EQUAL(starts.size(), 20'000);
    for (std::size_t i = 0; i < starts.size(); ++i) BOOST_REQUIRE(starts[i].due == i * 1ms);
}

BOOST_AUTO_TEST_CASE(a_ramp_spaces_starts_by_its_integral) {
    // From 0 to 10/s in 10 s the integral is t²/2: start k is due at √(2k) seconds.
    const auto starts = all(Schedule(plan_of({stage(10s, 0, 10)})).starts());
    BOOST_REQUIRE_EQUAL(starts.size(), 50);
    for (std::size_t k = 0; k < starts.size(); ++k)
        BOOST_TEST(base::in_seconds(starts[k].due) == std::sqrt(2.0 * static_cast<double>(k)),
                   boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_ramp_down_to_nothing_ends_in_time) {
    const Schedule schedule(plan_of({stage(10s, 10, 0)}));
    const auto starts = all(schedule.starts());
    BOOST_REQUIRE_EQUAL(starts.size(), 50);
    // The mirror of a ramp up: what is left of the integral at t is (10 − t)²/2.
    BOOST_TEST(base::in_seconds(starts.back().due) == 10 - std::sqrt(2.0),
               boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(fractions_carry_over_from_stage_to_stage) {
    // Ten stages of 0.4 starts each: four starts in all, the first at once, then every 2.5 s.
    const std::vector<Stage> stages(10, stage(1s, 0.4, 0.4));
    const auto starts = all(Schedule(plan_of(stages)).starts());
    BOOST_REQUIRE_EQUAL(starts.size(), 4);
    for (std::size_t k = 0; k < starts.size(); ++k)
        BOOST_TEST(base::in_seconds(starts[k].due) == 2.5 * static_cast<double>(k),
                   boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(stages_follow_each_other_and_silence_is_kept) {
    const auto starts =
        all(Schedule(plan_of({stage(1s, 10, 10), stage(1s, 0, 0), stage(1s, 5, 5)})).starts());
    BOOST_REQUIRE_EQUAL(starts.size(), 15);
    BOOST_CHECK(starts[9].stage == 0 && starts[9].due == 900ms);
    BOOST_CHECK(starts[10].stage == 2 && starts[10].due == 2s);
}

BOOST_AUTO_TEST_CASE(nothing_promised_is_nothing_started) {
    BOOST_TEST(Schedule(plan_of({})).size() == 0);
    BOOST_TEST(all(Schedule(plan_of({stage(0s, 100, 100), stage(5s, 0, 0)})).starts()).empty());
}

BOOST_AUTO_TEST_CASE(poisson_gaps_have_the_mean_and_the_spread_of_an_exponential) {
    const Schedule schedule(plan_of({stage(100s, 1000, 1000, Arrivals::poisson)}));
    const auto starts = all(schedule.starts());
    BOOST_REQUIRE_EQUAL(schedule.size(), starts.size());
    const auto count = static_cast<double>(starts.size());
    BOOST_TEST(std::abs(count - 100'000) < 6 * std::sqrt(100'000.0)); // six standard deviations
    double squares = 0;
    for (std::size_t i = 1; i < starts.size(); ++i)
        squares += std::pow(base::in_milliseconds(starts[i].due - starts[i - 1].due), 2);
    BOOST_TEST(squares / count == 2.0, boost::test_tools::tolerance(0.05)); // E[x²] = 2 for mean 1 ms
}

BOOST_AUTO_TEST_CASE(poisson_follows_a_ramp) {
    // Three quarters of a ramp from nothing start in its second half.
    const auto starts = all(Schedule(plan_of({stage(10s, 0, 8000, Arrivals::poisson)})).starts());
    const auto late = std::count_if(starts.begin(), starts.end(), [](const Start& s) { return s.due > 5s; });
    BOOST_TEST(static_cast<double>(late) / static_cast<double>(starts.size()) == 0.75,
               boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(a_stage_may_jump_and_swing) {
    auto jump = stage(4s, 10, 30);
    jump.between = {{2s, {10}}, {2s, {30}}};
    const auto starts = all(Schedule(plan_of({jump})).starts());
    BOOST_REQUIRE_EQUAL(starts.size(), 80);
    BOOST_CHECK(starts[19].due == 1900ms && starts[20].due == 2s && starts[23].due == 2100ms);

    auto swing = stage(60s, 100, 100);
    swing.swing = Swing{{100}, 60s};
    const auto waves = all(Schedule(plan_of({swing})).starts());
    BOOST_REQUIRE_EQUAL(waves.size(), 6000);
    // The half of the period above the mean holds 3000 starts and the area of half a sine, 6000/π.
    const auto early = std::count_if(waves.begin(), waves.end(), [](const Start& s) { return s.due < 30s; });
    BOOST_TEST(std::abs(static_cast<double>(early) - 4909.9) < 1);
}

BOOST_AUTO_TEST_CASE(so_many_flows_end_the_schedule_when_the_next_would_be_due) {
    for (const auto arrivals : {Arrivals::regular, Arrivals::poisson}) {
        auto plan = plan_of({stage(10s, 100, 100, arrivals), stage(10s, 100, 100)});
        const auto whole = all(Schedule(plan).starts());
        plan.flows_max = 200;
        const Schedule schedule(plan);
        BOOST_TEST(schedule.size() == 200);
        BOOST_TEST(all(schedule.starts()).size() == 200);
        BOOST_CHECK(schedule.length() == whole[200].due);
        plan.flows_max = 1'000'000;
        BOOST_CHECK(Schedule(plan).length() == 20s);
    }
}

BOOST_AUTO_TEST_CASE(users_decide_for_themselves_when_they_have_run_so_many_flows) {
    auto plan = plan_of({stage(10s, 100, 100)});
    plan.flows_max = 200;
    plan.users = Users{.count = 5};
    BOOST_CHECK(Schedule(plan).length() == 10s);
}

BOOST_AUTO_TEST_CASE(flows_are_drawn_by_weight) {
    auto plan = plan_of({stage(10s, 1000, 1000)});
    plan.flows = {{"nine", 9, {0}}, {"never", 0, {0}}, {"one", 1, {0}}};
    std::array<int, 3> seen{};
    for (const auto& start : all(Schedule(plan).starts())) ++seen[start.flow];
    BOOST_TEST(seen[1] == 0);
    BOOST_TEST(std::abs(seen[2] - 1000) < 6 * 30); // standard deviation √(10,000 × 0.1 × 0.9) = 30
    BOOST_TEST(seen[0] + seen[2] == 10'000);
}

BOOST_AUTO_TEST_CASE(another_seed_is_another_schedule) {
    auto plan = plan_of({stage(1s, 100, 100, Arrivals::poisson)});
    const auto first = all(Schedule(plan).starts());
    BOOST_CHECK(first == all(Schedule(plan).starts()));
    plan.seed = 8;
    BOOST_CHECK(first != all(Schedule(plan).starts()));
}

BOOST_AUTO_TEST_CASE(flows_in_turn_follow_each_other_whatever_their_weights) {
    auto plan = plan_of({stage(1s, 100, 100)});
    plan.flows = {{"a", 9, {0}}, {"b", 1, {0}}, {"c", 0, {0}}};
    plan.flows_in_turn = true;
    const Schedule schedule(plan);
    auto starts = schedule.starts();
    for (std::uint32_t i = 0; const auto start = starts.next(); ++i) BOOST_TEST(start->flow == i % 3);
}

BOOST_AUTO_TEST_SUITE_END()
