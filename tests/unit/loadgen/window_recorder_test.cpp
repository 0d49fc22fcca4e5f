#include "redline/loadgen/window_recorder.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(window_recorder)

BOOST_AUTO_TEST_CASE(requests_count_for_the_window_they_ended_in) {
    WindowRecorder recorder(1s);
    recorder.record(0, 999ms, 10ms, 9ms);
    recorder.record(2, 1s, 20ms, std::nullopt);
    recorder.record(2, 3s + 1ms, 30ms, 30ms);
    const auto windows = recorder.take();
    BOOST_REQUIRE_EQUAL(windows.size(), 4);
    BOOST_REQUIRE_EQUAL(windows[0].size(), 1);
    BOOST_TEST(windows[0][0].response_time.unpacked().max() == 10'000'000U);
    BOOST_TEST(windows[0][0].service_time.unpacked().max() == 9'000'000U);
    BOOST_TEST(windows[1][0].step == 2);
    BOOST_TEST(windows[1][0].service_time.empty());
    BOOST_TEST(windows[2].empty());
    BOOST_TEST(windows[3][0].response_time.unpacked().count() == 1U);
}

BOOST_AUTO_TEST_CASE(a_straggler_finds_its_window) {
    WindowRecorder recorder(1s);
    recorder.record(1, 2500ms, 1ms, 1ms);
    recorder.record(0, 1500ms, 2ms, 2ms); // no window of its second was ever open
    recorder.record(1, 5500ms, 3ms, 3ms);
    recorder.record(1, 2600ms, 4ms, 4ms);
    recorder.record(0, 2700ms, 5ms, std::nullopt);
    const auto windows = recorder.take();
    BOOST_REQUIRE_EQUAL(windows.size(), 6);
    BOOST_TEST(windows[1][0].response_time.unpacked().max() == 2'000'000U);
    BOOST_REQUIRE_EQUAL(windows[2].size(), 2);
    BOOST_TEST(windows[2][0].step == 0);
    BOOST_TEST(windows[2][1].response_time.unpacked().count() == 2U);
}

BOOST_AUTO_TEST_CASE(nothing_recorded_is_no_window) { BOOST_TEST(WindowRecorder(1s).take().empty()); }

BOOST_AUTO_TEST_SUITE_END()
