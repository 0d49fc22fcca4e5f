#include "redline/loadgen/rate_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// Ten a second, a jump to thirty, down to nothing, silence, and up again.
RateLine hills() {
    return RateLine(
        std::vector<RatePoint>{{0s, {10}}, {2s, {10}}, {2s, {30}}, {5s, {0}}, {8s, {0}}, {10s, {20}}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(rate_line)

BOOST_AUTO_TEST_CASE(the_rate_changes_evenly_between_points_and_jumps_where_two_meet) {
    const auto line = hills();
    BOOST_TEST(line.rate_at(0) == 10);
    BOOST_TEST(line.rate_at(1.999) == 10);
    BOOST_TEST(line.rate_at(2) == 30);
    BOOST_TEST(line.rate_at(3.5) == 15);
    BOOST_TEST(line.rate_at(6) == 0);
    BOOST_TEST(line.rate_at(9) == 10);
    BOOST_TEST(line.maximum() == 30);
    BOOST_TEST(line.seconds() == 10);
}

BOOST_AUTO_TEST_CASE(the_integral_is_the_area_below) {
    const auto line = hills();
    BOOST_TEST(line.integral_to(0) == 0);
    BOOST_TEST(line.integral_to(1) == 10);
    BOOST_TEST(line.integral_to(2) == 20);
    BOOST_TEST(line.integral_to(5) == 65); // a triangle of 30 by 3
    BOOST_TEST(line.integral_to(7) == 65);
    BOOST_TEST(line.total() == 85);
}

BOOST_AUTO_TEST_CASE(the_time_of_an_integral_is_where_it_is_reached) {
    const auto line = hills();
    BOOST_TEST(line.time_of(0) == 0);
    BOOST_TEST(line.time_of(10) == 1);
    // What is left of the triangle at t is 5·(5 − t)².
    BOOST_TEST(line.time_of(60) == 4, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(line.time_of(80) == 8 + std::sqrt(3.0), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(an_integral_reached_before_a_silence_waits_until_the_rate_is_back) {
    BOOST_TEST(hills().time_of(65) == 8);
    BOOST_TEST(hills().time_of(65 - rounding_noise / 2) == 8);
    BOOST_TEST(hills().time_of(64.9) < 5);
}

BOOST_AUTO_TEST_CASE(beyond_the_ends_are_the_ends) {
    const auto line = hills();
    BOOST_TEST(line.rate_at(-1) == 10);
    BOOST_TEST(line.rate_at(99) == 20);
    BOOST_TEST(line.integral_to(-1) == 0);
    BOOST_TEST(line.integral_to(99) == 85);
    BOOST_TEST(line.time_of(-1) == 0);
    BOOST_TEST(line.time_of(99) == 10);
}

BOOST_AUTO_TEST_CASE(a_walk_gives_the_answers_a_search_gives) {
    const auto line = hills();
    for (const double step : {0.1, 7.0, 64.9}) {
        auto walk = line.walk();
        for (double integral = 0; integral < line.total(); integral += step) {
            const auto found = walk.time_of(integral);
            BOOST_TEST(found == line.time_of(integral));
            BOOST_TEST(walk.rate_at(found) == line.rate_at(found), boost::test_tools::tolerance(1e-9));
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_stretch_of_time_nothing_happens) {
    for (const auto& points : {std::vector<RatePoint>{}, std::vector<RatePoint>{{0s, {5}}, {0s, {7}}}}) {
        const RateLine line(points);
        BOOST_TEST(line.total() == 0);
        BOOST_TEST(line.seconds() == 0);
        BOOST_TEST(line.time_of(0) == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
