#include "crowd.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

Plan plan_of(Users users) {
    auto plan = plain_plan(80, 0, 10s);
    plan.users = users;
    return plan;
}

/// Plays a crowd against a target that answers each flow after `answer`; all flow starts, in order.
std::vector<Start> played(const Plan& plan, base::Duration answer, std::uint32_t first = 0,
                          std::uint32_t every = 1) {
    const Schedule schedule(plan);
    Crowd crowd(plan, schedule, first, every);
    std::vector<Start> starts;
    while (!crowd.empty()) {
        const auto user = crowd.front().user;
        starts.push_back(crowd.take());
        crowd.ended(user, starts.back().due + answer);
    }
    return starts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(crowd)

BOOST_AUTO_TEST_CASE(a_user_starts_again_when_the_answer_and_the_think_time_are_over) {
    const auto starts = played(plan_of({.count = 1, .think_time = 1s}), 250ms);
    BOOST_REQUIRE_GE(starts.size(), 7);
    for (std::size_t i = 1; i < starts.size(); ++i)
        BOOST_CHECK(starts[i].due - starts[i - 1].due == 1250ms);
    BOOST_CHECK(starts.back().due < 10s);
    BOOST_CHECK(starts.back().due + 1250ms >= 10s);
}

BOOST_AUTO_TEST_CASE(an_iteration_has_its_length_unless_the_answer_takes_longer) {
    const auto quick = played(plan_of({.count = 1, .iteration = 2s}), 250ms);
    for (std::size_t i = 1; i < quick.size(); ++i) BOOST_CHECK(quick[i].due - quick[i - 1].due == 2s);
    const auto slow = played(plan_of({.count = 1, .iteration = 2s}), 3s);
    for (std::size_t i = 1; i < slow.size(); ++i) BOOST_CHECK(slow[i].due - slow[i - 1].due == 3s);
}

BOOST_AUTO_TEST_CASE(jitter_varies_within_its_share_and_keeps_the_mean) {
    auto plan = plan_of({.count = 1, .think_time = 10ms, .jitter = 0.5});
    const auto starts = played(plan, 0ms);
    BOOST_REQUIRE_GT(starts.size(), 900);
    for (std::size_t i = 1; i < starts.size(); ++i) {
        BOOST_CHECK(starts[i].due - starts[i - 1].due >= 5ms - 1ns);
        BOOST_CHECK(starts[i].due - starts[i - 1].due <= 15ms + 1ns);
    }
    const auto gaps = static_cast<std::int64_t>(starts.size() - 1);
    const auto mean = (starts.back().due - starts.front().due) / gaps;
    // An even spread over 10 ms has a deviation of 2.89 ms: of 1,000 gaps' mean, 0.09 ms; five of them.
    BOOST_CHECK(mean > 9540us && mean < 10460us);
}

BOOST_AUTO_TEST_CASE(users_who_think_do_not_begin_together_and_others_do) {
    const auto thinking = played(plan_of({.count = 100, .think_time = 20s}), 0ms);
    std::set<base::Duration> begins;
    for (const auto& start : thinking) begins.insert(start.due);
    BOOST_TEST(begins.size() > 40);
    const auto eager = played(plan_of({.count = 100, .iteration = 0s}), 20s);
    for (const auto& start : eager) BOOST_CHECK(start.due == 0s);
}

BOOST_AUTO_TEST_CASE(the_flows_of_all_workers_are_the_promised_number) {
    auto plan = plan_of({.count = 7});
    for (const std::uint64_t flows : {1U, 3U, 100U, 101U}) {
        plan.flows_max = flows;
        std::set<std::uint64_t> indices;
        for (std::uint32_t worker = 0; worker < 3; ++worker)
            for (const auto& start : played(plan, 1ms, worker, 3)) indices.insert(start.index);
        BOOST_TEST(indices.size() == flows);
    }
}

BOOST_AUTO_TEST_CASE(a_flow_belongs_to_the_stage_it_is_due_in) {
    auto plan = plan_of({.count = 1, .iteration = 1s});
    plan.stages = {{.name = "warm-up", .duration = 3s, .from = {}, .to = {}, .measured = false},
                   {.name = "hold", .duration = 3s, .from = {}, .to = {}}};
    for (const auto& start : played(plan, 0ms)) BOOST_TEST(start.stage == (start.due < 3s ? 0U : 1U));
}

BOOST_AUTO_TEST_SUITE_END()
