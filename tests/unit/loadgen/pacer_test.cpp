#include "pacer.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(pacer)

BOOST_AUTO_TEST_CASE(the_rate_decides_unless_somebody_did) {
    BOOST_TEST(!in_batches(Pacing::automatic, 1ms));
    BOOST_TEST(in_batches(Pacing::automatic, 100us));
    BOOST_TEST(!in_batches(Pacing::precise, 1us));
    BOOST_TEST(in_batches(Pacing::batched, 1s));
}

BOOST_AUTO_TEST_CASE(requests_that_follow_answers_wait_for_no_tick) {
    for (const auto pacing : {Pacing::automatic, Pacing::precise, Pacing::batched})
        BOOST_TEST(!in_batches(pacing, std::nullopt));
}

BOOST_AUTO_TEST_CASE(a_tick_is_never_before_its_time_and_never_in_the_past) {
    for (base::Duration now{0}; now < 2ms; now += 37us)
        for (base::Duration due{0}; due < 4ms; due += 53us) {
            const auto tick = tick_for(now, due);
            BOOST_REQUIRE(tick >= due && tick > now);
            BOOST_REQUIRE(tick % pacing_tick == base::Duration(0));
            BOOST_REQUIRE(tick - std::max(due, now) <= pacing_tick);
        }
}

BOOST_AUTO_TEST_SUITE_END()
