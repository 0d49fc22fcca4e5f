#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/store_values.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(store_values)

BOOST_AUTO_TEST_CASE(a_day_ends_at_midnight_in_utc) {
    const base::WallTime midnight = std::chrono::sys_days(2026y / 5 / 2);
    BOOST_TEST(day_text(day_of(midnight - 1ns)) == "2026-05-01");
    BOOST_TEST(day_text(day_of(midnight)) == "2026-05-02");
}

BOOST_AUTO_TEST_CASE(a_day_reads_back) {
    for (auto day = Day(2023y / 12 / 1); day < Day(2028y / 4 / 1); day += std::chrono::days(1))
        BOOST_TEST((parse_day(day_text(day)) == day), day_text(day));
}

BOOST_AUTO_TEST_CASE(what_is_no_day_is_none) {
    for (const auto* text :
         {"", "2026-5-1", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-01 ",
          "+026-01-01", "2026/01/01", "20260101", "2026-01-0x"})
        BOOST_TEST(!parse_day(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
