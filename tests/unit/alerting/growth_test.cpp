#include "redline/alerting/growth.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>

#include "series_maker.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;
using namespace std::chrono_literals;

base::TimeSeries series_of(std::vector<base::Sample> samples) {
    return {{{"__name__", "c"}}, std::move(samples)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(growth)

BOOST_AUTO_TEST_CASE(windows_are_open_at_their_start_and_closed_at_their_end) {
    const auto counter = test::counter({}, 1s, {1, 2, 4, 8});
    const Growth growth({&counter});
    BOOST_TEST(growth.within(0s, 4s) == 15);
    BOOST_TEST(growth.within(1s, 3s) == 6);
    BOOST_TEST(growth.within(1s, 1s) == 0);
    BOOST_TEST(growth.within(1500ms, 2500ms) == 2);
    BOOST_TEST(growth.within(-5s, 1s) == 1);
    BOOST_TEST(growth.within(4s, 90s) == 0);
    BOOST_TEST(growth.within(0s, 2s) + growth.within(2s, 4s) == growth.within(0s, 4s));
}

BOOST_AUTO_TEST_CASE(the_first_sample_only_sets_where_it_stands) {
    const auto counter = series_of({{10s, 1000}, {20s, 1005}});
    BOOST_TEST(Growth({&counter}).within(0s, 10s) == 0);
    BOOST_TEST(Growth({&counter}).within(0s, 20s) == 5);
}

BOOST_AUTO_TEST_CASE(a_fall_is_a_reset_and_counts_from_zero) {
    const auto counter = series_of({{0s, 90}, {1s, 100}, {2s, 3}, {3s, 3}, {4s, 0}, {5s, 7}});
    const Growth growth({&counter});
    BOOST_TEST(growth.within(0s, 1s) == 10);
    BOOST_TEST(growth.within(1s, 2s) == 3);
    BOOST_TEST(growth.within(2s, 4s) == 0);
    BOOST_TEST(growth.within(0s, 5s) == 20);
}

BOOST_AUTO_TEST_CASE(samples_that_are_not_finite_are_passed_over) {
    const auto counter = series_of({{0s, 1}, {1s, std::nan("")}, {2s, INFINITY}, {3s, 5}});
    const Growth growth({&counter});
    BOOST_TEST(growth.within(0s, 2s) == 0);
    BOOST_TEST(growth.within(2s, 3s) == 4);
}

BOOST_AUTO_TEST_CASE(a_set_counts_together_and_less_what_is_subtracted) {
    const auto a = test::counter({}, 1s, {5, 5, 5});
    const auto b = test::counter({}, 1500ms, {10, 10});
    const auto fast = test::counter({}, 1s, {4, 5, 2});
    BOOST_TEST(Growth({&a, &b}).within(0s, 3s) == 35);
    BOOST_TEST(Growth({&a, &b}).within(1s, 2s) == 15);
    const Growth slow({&a}, {&fast});
    BOOST_TEST(slow.within(0s, 1s) == 1);
    BOOST_TEST(slow.within(1s, 3s) == 3);
}

BOOST_AUTO_TEST_CASE(it_knows_what_it_covers) {
    const Growth nothing;
    BOOST_TEST((nothing.first() == 0s && nothing.last() == 0s && nothing.spacing() == 0s));
    const auto counter = series_of({{2s, 0}, {3s, 0}, {4s, 0}, {60s, 0}});
    const Growth growth({&counter});
    BOOST_TEST((growth.first() == 2s && growth.last() == 60s && growth.spacing() == 1s));
}

BOOST_AUTO_TEST_SUITE_END()
