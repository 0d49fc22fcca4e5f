#include "redline/reports/figures.hpp"

#include <chrono>
#include <limits>

#include <boost/test/unit_test.hpp>

using namespace redline::reports;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(times_have_four_significant_digits_in_milliseconds) {
    BOOST_TEST(time_text(0) == "0.000 ms");
    BOOST_TEST(time_text(412'345) == "0.412 ms");
    BOOST_TEST(time_text(9'999'499) == "9.999 ms");
    BOOST_TEST(time_text(9'999'500) == "10.00 ms");
    BOOST_TEST(time_text(99'995'000) == "100.0 ms");
    BOOST_TEST(time_text(312'440'000) == "312.4 ms");
    BOOST_TEST(time_text(1'250'400'000) == "1,250 ms");
    BOOST_TEST(time_text(UINT64_MAX) == "18,446,744,073,710 ms");
}

BOOST_AUTO_TEST_CASE(shares_are_never_rounded_to_none_or_all) {
    BOOST_TEST(share_text(0) == "0 %");
    BOOST_TEST(share_text(1) == "100 %");
    BOOST_TEST(share_text(0.1234) == "12.34 %");
    BOOST_TEST(share_text(0.5) == "50 %");
    BOOST_TEST(share_text(0.00001) == "0.001 %");
    BOOST_TEST(share_text(0.999999) == "99.9999 %");
    BOOST_TEST(share_text(1e-12) == "1e-10 %");
}

BOOST_AUTO_TEST_CASE(rates_and_numbers) {
    BOOST_TEST(rate_text(0) == "0/s");
    BOOST_TEST(rate_text(198.44) == "198.4/s");
    BOOST_TEST(rate_text(999.96) == "1,000/s");
    BOOST_TEST(rate_text(12345.6) == "12,346/s");
    BOOST_TEST(number_text(-1234.5, 1) == "-1,234.5");
    BOOST_TEST(number_text(std::numeric_limits<double>::infinity(), 1) == "inf");
}

BOOST_AUTO_TEST_CASE(moments_of_a_run) {
    BOOST_TEST(seconds_text(0s) == "0 s");
    BOOST_TEST(seconds_text(4240ms) == "4.2 s");
    BOOST_TEST(seconds_text(30s) == "30 s");
    BOOST_TEST(seconds_text(90500ms) == "1 m 30.5 s");
    BOOST_TEST(seconds_text(125min) == "2 h 5 m");
}

BOOST_AUTO_TEST_SUITE_END()
