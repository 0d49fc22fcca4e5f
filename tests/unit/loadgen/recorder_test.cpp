#include "redline/loadgen/recorder.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

Plan plan() {
    Plan made;
    made.stages = {{.name = "warm", .duration = 1s, .from = {1}, .to = {1}, .measured = false},
                   {.name = "hold", .duration = 1s, .from = {1}, .to = {1}}};
    made.steps = {
        {.flow = "f", .name = "a", .method = "GET", .route = "/a", .checks = {"one", "two", "three"}}};
    made.bounds = {10ms, 100ms};
    return made;
}

Ended ended_at(base::Duration due, base::Duration at) {
    return {.stage = 1, .status = 200, .due = due, .sent = due, .at = at};
}

std::string why() { return "why"; }

} // namespace

BOOST_AUTO_TEST_SUITE(recorder)

BOOST_AUTO_TEST_CASE(response_time_counts_from_due_and_service_time_from_sent) {
    Recorder recorder(plan());
    auto ended = ended_at(100ms, 350ms);
    ended.sent = 300ms;
    recorder.ended(ended, why);
    const auto result = recorder.take();
    BOOST_TEST(result.cells[1][0].response_time.max() == 250'000'000);
    BOOST_TEST(result.cells[1][0].service_time.max() == 50'000'000);
    BOOST_CHECK(result.took == 350ms);
}

BOOST_AUTO_TEST_CASE(what_never_left_has_no_service_time_and_what_never_could_has_neither) {
    Recorder recorder(plan());
    auto ended = ended_at(0ms, 5ms);
    ended.sent.reset();
    ended.outcome = Outcome::refused;
    recorder.ended(ended, why);
    ended.outcome = Outcome::not_sent;
    recorder.ended(ended, why);
    const auto result = recorder.take();
    BOOST_TEST(result.cells[1][0].response_time.count() == 1);
    BOOST_TEST(result.cells[1][0].service_time.count() == 0);
    BOOST_TEST(result.windows.at(0).at(0).response_time.unpacked().count() == 1);
}

BOOST_AUTO_TEST_CASE(each_moment_is_in_its_own_slice) {
    Recorder recorder(plan());
    recorder.fell_due(199ms);
    recorder.sent(200ms);
    recorder.ended(ended_at(199ms, 601ms), why);
    const auto slices = recorder.take().slices;
    BOOST_REQUIRE_EQUAL(slices.size(), 4);
    BOOST_TEST(slices[0].due == 1);
    BOOST_TEST(slices[1].sent == 1);
    BOOST_TEST(slices[2].endings.empty());
    BOOST_TEST(slices[3].endings.at({.step = 0, .outcome = Outcome::ok, .status = 200}).requests == 1);
}

BOOST_AUTO_TEST_CASE(bounds_are_counted_to_the_nanosecond) {
    Recorder recorder(plan());
    recorder.ended(ended_at(0ms, 10ms), why);
    recorder.ended(ended_at(0ms, 10ms + 1ns), why);
    recorder.ended(ended_at(0ms, 150ms), why);
    const auto result = recorder.take();
    const auto& count = result.slices[0].endings.begin()->second;
    BOOST_CHECK((count.at_most_bound == std::vector<std::uint64_t>{1, 2}));
    BOOST_TEST(count.response_seconds == 0.170000001, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(failed_checks_are_counted_by_check) {
    Recorder recorder(plan());
    auto ended = ended_at(0ms, 1ms);
    ended.failed_checks = 0b101;
    recorder.ended(ended, why);
    ended.failed_checks = 0b100;
    recorder.ended(ended, why);
    BOOST_CHECK((recorder.take().cells[1][0].failed_checks == std::vector<std::uint64_t>{1, 0, 2}));
}

BOOST_AUTO_TEST_CASE(the_first_three_of_each_kind_of_failure_are_kept) {
    Recorder recorder(plan());
    for (int i = 0; i < 10; ++i) {
        auto ended = ended_at(i * 1ms, 100ms + i * 1ms);
        ended.outcome = i % 2 == 0 ? Outcome::reset : Outcome::timeout;
        recorder.ended(ended, why);
    }
    const auto failed = recorder.take().failed;
    BOOST_REQUIRE_EQUAL(failed.size(), 6);
    BOOST_CHECK(failed[5].due == 5ms);
    BOOST_TEST(failed[0].detail == "why");
}

BOOST_AUTO_TEST_CASE(failures_of_a_warm_up_leave_room_for_those_that_count) {
    Recorder recorder(plan());
    auto ended = ended_at(0ms, 1ms);
    ended.outcome = Outcome::error_status;
    for (const std::uint32_t stage : {0U, 0U, 0U, 0U, 1U, 1U}) {
        ended.stage = stage;
        recorder.ended(ended, why);
    }
    const auto result = recorder.take();
    BOOST_TEST(std::count_if(result.failed.begin(), result.failed.end(),
                             [](const RequestSample& sample) { return sample.stage == 0; }) == 3);
    BOOST_TEST(std::count_if(result.failed.begin(), result.failed.end(),
                             [](const RequestSample& sample) { return sample.stage == 1; }) == 2);
}

BOOST_AUTO_TEST_CASE(the_twenty_slowest_measured_ones_are_kept_slowest_first) {
    Recorder recorder(plan());
    for (int i = 0; i < 100; ++i) recorder.ended(ended_at(0ms, ((i * 37) % 100) * 1ms), why);
    auto warm = ended_at(0ms, 10s);
    warm.stage = 0;
    recorder.ended(warm, why);
    const auto slowest = recorder.take().slowest;
    BOOST_REQUIRE_EQUAL(slowest.size(), 20);
    for (int i = 0; i < 20; ++i)
        BOOST_CHECK(slowest[static_cast<std::size_t>(i)].response_time == (99 - i) * 1ms);
}

BOOST_AUTO_TEST_CASE(what_the_network_says_is_shown_without_tricks) {
    BOOST_TEST(shown("a\tb\x1b[31m\xff\x7f.") == "a b [31m  .");
    BOOST_TEST(shown(std::string(500, 'x')).size() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
