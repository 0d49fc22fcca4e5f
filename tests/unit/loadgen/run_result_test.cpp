#include "redline/loadgen/run_result.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(run_result)

BOOST_AUTO_TEST_CASE(endings_are_told_apart_by_step_outcome_and_status) {
    std::map<Ending, Slice::Count> endings;
    for (const Ending ending :
         {Ending{0, Outcome::ok, 200}, Ending{0, Outcome::ok, 202}, Ending{1, Outcome::ok, 200},
          Ending{0, Outcome::timeout, 0}, Ending{0, Outcome::ok, 200}})
        ++endings[ending].requests;
    BOOST_TEST(endings.size() == 4);
    BOOST_TEST(endings.at({0, Outcome::ok, 200}).requests == 2);
}

BOOST_AUTO_TEST_CASE(a_fresh_record_claims_nothing) {
    const RunResult result;
    BOOST_TEST(result.due + result.sent + result.promised_flows + result.started_flows == 0);
    BOOST_TEST(!result.interrupted);
    BOOST_TEST(result.honesty.send_lag.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
