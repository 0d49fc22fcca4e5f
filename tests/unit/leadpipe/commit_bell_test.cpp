#include <boost/test/unit_test.hpp>

#include <thread>

#include "redline/leadpipe/commit_bell.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(commit_bell)

BOOST_AUTO_TEST_CASE(a_ring_before_the_wait_is_not_missed) {
    CommitBell bell;
    const auto seen = bell.commits();
    bell.ring();
    bell.wait(seen, base::Instant::max(), {});
    BOOST_TEST(bell.commits() == seen + 1);
}

BOOST_AUTO_TEST_CASE(it_wakes_whoever_waits_and_lets_go_who_is_stopped) {
    CommitBell bell;
    std::jthread ringer([&] { bell.ring(); });
    bell.wait(0, base::Instant::max(), {});
    BOOST_TEST(bell.commits() == 1U);
    std::jthread waiter([&](const std::stop_token& stop) { bell.wait(1, base::Instant::max(), stop); });
    waiter.request_stop();
}

BOOST_AUTO_TEST_CASE(a_time_that_has_passed_waits_for_nothing) {
    CommitBell bell;
    bell.wait(0, base::Instant::min(), {});
    BOOST_TEST(bell.commits() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
