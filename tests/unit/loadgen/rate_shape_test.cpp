#include "redline/loadgen/rate_shape.hpp"

#include <cmath>
#include <numbers>

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// 100/s, half as much more and less once a minute, for two minutes.
RateShape wave() { return RateShape(std::vector<RatePoint>{{0s, {100}}, {120s, {100}}}, Swing{{50}, 60s}); }

} // namespace

BOOST_AUTO_TEST_SUITE(rate_shape)

BOOST_AUTO_TEST_CASE(without_a_sine_a_shape_is_its_line) {
    const std::vector<RatePoint> points{{0s, {0}}, {10s, {10}}};
    const RateShape shape(points);
    const RateLine line(points);
    BOOST_TEST(shape.straight());
    for (const double at : {0.0, 3.0, 10.0}) {
        BOOST_TEST(shape.rate_at(at) == line.rate_at(at));
        BOOST_TEST(shape.integral_to(at) == line.integral_to(at));
        BOOST_TEST(shape.ceiling().rate_at(at) == line.rate_at(at));
    }
    BOOST_TEST(shape.time_of(8) == 4, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(shape.maximum() == 10);
}

BOOST_AUTO_TEST_CASE(a_sine_sets_out_upwards_and_comes_back_each_period) {
    const auto shape = wave();
    BOOST_TEST(!shape.straight());
    const auto tolerance = boost::test_tools::tolerance(1e-12);
    BOOST_TEST(shape.rate_at(0) == 100, tolerance);
    BOOST_TEST(shape.rate_at(15) == 150, tolerance);
    BOOST_TEST(shape.rate_at(45) == 50, tolerance);
    BOOST_TEST(shape.rate_at(75) == 150, tolerance);
    BOOST_TEST(shape.maximum() == 150);
}

BOOST_AUTO_TEST_CASE(whole_periods_add_nothing_and_half_a_period_the_area_of_half_a_sine) {
    const auto shape = wave();
    BOOST_TEST(shape.integral_to(60) == 6000, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(shape.total() == 12'000, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(shape.integral_to(30) == 3000 + 50 * 60 / std::numbers::pi,
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_time_of_an_integral_is_where_it_is_reached) {
    const auto shape = wave();
    for (double at = 0; at <= 120; at += 0.37)
        BOOST_TEST(std::abs(shape.time_of(shape.integral_to(at)) - at) < 1e-9);
}

BOOST_AUTO_TEST_CASE(where_the_rate_touches_nothing_the_integral_is_still_met) {
    const RateShape shape(std::vector<RatePoint>{{0s, {100}}, {100s, {100}}}, Swing{{100}, 10s});
    for (double integral = 0; integral < shape.total(); integral += 0.5)
        BOOST_TEST(std::abs(shape.integral_to(shape.time_of(integral)) - integral) < 1e-6);
}

BOOST_AUTO_TEST_CASE(the_share_of_the_ceiling_is_the_rate_over_it) {
    const auto shape = wave();
    for (double at = 0; at < 120; at += 7) {
        const auto most = shape.ceiling().rate_at(at);
        BOOST_TEST(shape.share_of(most, at) == shape.rate_at(at) / most, boost::test_tools::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_SUITE_END()
