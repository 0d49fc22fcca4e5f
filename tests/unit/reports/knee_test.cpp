#include "redline/reports/knee.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

using namespace redline::reports;

namespace {

/// An M/M/1 queue that serves 1,000 a second: mean response time 1 / (1000 − rate).
std::vector<PowerPoint> queue_at(std::initializer_list<double> rates) {
    std::vector<PowerPoint> points;
    for (const double rate : rates) points.push_back({rate, rate, 1 / (1000 - rate)});
    return points;
}

} // namespace

BOOST_AUTO_TEST_SUITE(knee)

BOOST_AUTO_TEST_CASE(the_knee_of_a_queue_is_at_half_its_service_rate) {
    const auto found = find_knee(queue_at({100, 300, 450, 500, 550, 700, 900}));
    BOOST_REQUIRE(found);
    BOOST_TEST(found->rate == 500);
    BOOST_TEST(found->above == 450);
    BOOST_TEST(found->below == 550);
    BOOST_TEST(found->response_seconds == 0.002);
}

BOOST_AUTO_TEST_CASE(a_target_that_is_flat_up_to_its_limit_bends_there) {
    std::vector<PowerPoint> points;
    for (const double rate : {100.0, 200.0, 400.0, 800.0}) points.push_back({rate, rate, 0.01});
    points.push_back({1600, 800, 1.5}); // eight hundred are answered, the others wait
    BOOST_TEST(find_knee(points)->rate == 800);
}

BOOST_AUTO_TEST_CASE(probes_of_one_rate_count_as_their_mean) {
    auto points = queue_at({100, 300, 500, 700});
    points.push_back({700, 700, 0.0001}); // a lucky one
    points.push_back({900, 900, 0.01});
    BOOST_TEST(find_knee(points)->rate == 700);
    points.push_back({500, 500, 0.00005});
    points.push_back({500, 500, 0.00005});
    BOOST_TEST(find_knee(points)->rate == 500);
}

BOOST_AUTO_TEST_CASE(where_latency_has_not_bent_there_is_none) {
    BOOST_TEST(!find_knee(queue_at({100, 200, 300, 400})));
    BOOST_TEST(!find_knee(queue_at({100})));
    BOOST_TEST(!find_knee({}));
}

BOOST_AUTO_TEST_CASE(a_knee_at_the_lowest_rate_has_nothing_above_it) {
    const auto found = find_knee(queue_at({600, 700, 800}));
    BOOST_REQUIRE(found);
    BOOST_TEST(found->rate == 600);
    BOOST_TEST(found->above == 0);
}

BOOST_AUTO_TEST_SUITE_END()
