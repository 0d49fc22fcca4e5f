#include "redline/loadgen/plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(a_plan_made_by_hand_needs_only_what_has_no_good_default) {
    const Plan plan;
    BOOST_TEST(plan.threads == 1);
    BOOST_TEST(plan.connections == 100);
    BOOST_CHECK(plan.timeout == 3s);
    BOOST_CHECK(plan.slice_width == 200ms);
    const Stage stage;
    BOOST_TEST(stage.measured);
    BOOST_CHECK(stage.arrivals == Arrivals::regular);
    BOOST_TEST(Flow{}.weight == 1);
}

BOOST_AUTO_TEST_SUITE_END()
