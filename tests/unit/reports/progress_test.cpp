#include "redline/reports/progress.hpp"

#include <chrono>

#include <boost/test/unit_test.hpp>

using namespace redline::reports;
using namespace std::chrono_literals;

namespace {

ProgressFigures figures() {
    return {12s, 30s, "hold", 2'400, 12, 198.44, 12'140us, 30'200us, 155'300us, 61us, {0, 50, 100, 150, 200}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(the_line_for_a_terminal) {
    const auto now = figures();
    BOOST_TEST(progress_line(now, false) ==
               "hold ━━━━╌╌╌╌╌╌╌╌ 12 s ▁▃▅▆█ 198.4/s p50 12.14 p95 30.20 p99 155.3 ms, 12 failed, 18 s left");
}

BOOST_AUTO_TEST_CASE(the_sentence_for_a_log) {
    const auto now = figures();
    BOOST_TEST(progress_sentence(now) ==
               "12 s of 30 s, hold: 198.4/s, p50 12.14 ms, p95 30.20 ms, p99 155.3 ms, 12 failed of 2,400 "
               "(0.5 %), send lag p99 0.061 ms, 18 s left");
}

BOOST_AUTO_TEST_CASE(after_the_last_stage_it_waits_for_answers) {
    auto now = figures();
    now.elapsed = 31s;
    BOOST_TEST(progress_line(now, false).ends_with("12 failed, awaiting answers"));
    BOOST_TEST(progress_line(now, false).find("━━━━━━━━━━━━") != std::string::npos);
    BOOST_TEST(progress_line(ProgressFigures{}, false).ends_with("awaiting answers"));
}

BOOST_AUTO_TEST_CASE(the_line_stays_within_100_columns) {
    auto now = figures();
    now.stage = "a stage with a very long name \x1b[2J";
    now.elapsed = now.scheduled = 30h;
    now.elapsed -= 1s;
    now.rate = 123'456;
    now.failed = 1'234'567;
    now.p50 = now.p95 = now.p99 = 12'345ms;
    now.rates.assign(500, 1);
    const auto line = progress_line(now, false);
    const auto columns = std::count_if(line.begin(), line.end(),
                                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    BOOST_TEST(columns <= 100, line);
    BOOST_TEST(line.find('\x1b') == std::string::npos);
    BOOST_TEST(line.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_curve_is_scaled_by_its_largest_value) {
    BOOST_TEST(sparkline({}) == "");
    BOOST_TEST(sparkline({0, 0}) == "▁▁");
    BOOST_TEST(sparkline({1, 4, 8}) == "▂▅█");
}

BOOST_AUTO_TEST_SUITE_END()
