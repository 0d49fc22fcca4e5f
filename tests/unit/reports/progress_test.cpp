#include "redline/reports/progress.hpp"

#include <chrono>
#include <regex>
#include <string_view>

#include <boost/test/unit_test.hpp>

using namespace redline::reports;
using namespace std::chrono_literals;

namespace {

ProgressFigures figures() {
    return {12s, 30s, "hold", 2'400, 12, 198.44, 12'140us, 30'200us, 155'300us, 61us, {0, 50, 100, 150, 200}};
}

/// A letter beyond Latin may take two columns; what we draw ourselves takes one.
std::size_t columns_at_most(std::string_view line) {
    std::size_t columns = 0;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) columns += byte >= 0xE3 && byte < 0xEF ? 2 : 1;
    }
    return columns;
}

} // namespace

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(the_line_for_a_terminal) {
    BOOST_TEST(progress_line(figures(), 120, false) == "hold ━━━━╌╌╌╌╌╌╌╌ 12 s ▁▃▅▆█ 198.4/s p50 12.14 p95 "
                                                       "30.20 p99 155.3 lag 0.061 ms 12 failed 18 s left");
}

BOOST_AUTO_TEST_CASE(with_less_room_what_matters_less_is_left_out) {
    auto now = figures();
    now.rates = {10, 20, 30, 40, 50, 60, 70, 80};
    BOOST_TEST(progress_line(now, 96, false) ==
               "hold 12 s ▂▃▄▅▅▆▇█ 198.4/s p50 12.14 p95 30.20 p99 155.3 lag 0.061 ms 12 failed 18 s left");
    BOOST_TEST(progress_line(now, 79, false) ==
               "▂▃▄▅▅▆▇█ 198.4/s p50 12.14 p95 30.20 p99 155.3 lag 0.061 ms 12 failed 18 s left");
    BOOST_TEST(progress_line(now, 76, false) ==
               "▅▅▆▇█ 198.4/s p50 12.14 p95 30.20 p99 155.3 lag 0.061 ms 12 failed 18 s left");
    BOOST_TEST(progress_line(now, 70, false) ==
               "198.4/s p50 12.14 p95 30.20 p99 155.3 lag 0.061 ms 12 failed 18 s left");
    BOOST_TEST(progress_line(now, 44, false) == "▆▇█ 198.4/s p99 155.3 ms 12 failed 18 s left");
    BOOST_TEST(progress_line(now, 10, false) == "198.4/s");
    BOOST_TEST(progress_line(now, 5, false) == "198.…");
    BOOST_TEST(progress_line(now, 0, false) == "");
}

BOOST_AUTO_TEST_CASE(colour_changes_nothing_else) {
    const auto plain = progress_line(figures(), 100, false);
    const auto coloured = progress_line(figures(), 100, true);
    BOOST_TEST(coloured.find("\x1b[31m12 failed\x1b[0m") != std::string::npos);
    BOOST_TEST(std::regex_replace(coloured, std::regex("\x1b\\[[0-9]*m"), "") == plain);
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
    BOOST_TEST(progress_line(now, 120, false).ends_with("12 failed awaiting answers"));
    BOOST_TEST(progress_line(now, 120, false).find("━━━━━━━━━━━━") != std::string::npos);
    BOOST_TEST(progress_line(ProgressFigures{}, 100, false).ends_with("awaiting answers"));
}

BOOST_AUTO_TEST_CASE(the_line_is_never_wider_than_the_terminal) {
    auto large = figures();
    large.elapsed = large.scheduled = 30h;
    large.elapsed -= 1s;
    large.rate = 123'456;
    large.failed = 1'234'567;
    large.p50 = large.p95 = large.p99 = 12'345ms;
    large.rates.assign(500, 1);
    for (const auto* stage :
         {"hold", "a stage with a very long name \x1b[2J", "山手線の朝のラッシュアワー", ""})
        for (auto now : {figures(), large, ProgressFigures{}})
            for (std::size_t columns = 0; columns < 200; ++columns) {
                now.stage = stage;
                const auto line = progress_line(now, columns, false);
                BOOST_TEST(columns_at_most(line) <= columns, columns << ": " << line);
                BOOST_TEST(line.find_first_of("\x1b\n") == std::string::npos);
            }
}

BOOST_AUTO_TEST_CASE(a_curve_is_scaled_by_its_largest_value) {
    BOOST_TEST(sparkline({}) == "");
    BOOST_TEST(sparkline({0, 0}) == "▁▁");
    BOOST_TEST(sparkline({1, 4, 8}) == "▂▅█");
}

BOOST_AUTO_TEST_SUITE_END()
