#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>
#include <vector>

#include "redline/leadpipe/caps.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(caps)

BOOST_AUTO_TEST_CASE(a_buyer_gets_as_many_a_day_as_it_wants_and_no_more) {
    base::ManualClock clock;
    Caps caps(2, clock);
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(!caps.reserve("a").has_value());
    BOOST_TEST(caps.reserve("b").has_value());
    caps.release("a", std::chrono::floor<std::chrono::days>(clock.wall_now()));
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(!caps.reserve("a").has_value());
}

BOOST_AUTO_TEST_CASE(at_midnight_all_start_again) {
    base::ManualClock clock;
    Caps caps(1, clock);
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(caps.reserve("b").has_value());
    clock.advance(std::chrono::hours(24) - std::chrono::nanoseconds(1));
    BOOST_TEST(!caps.reserve("a").has_value());
    clock.advance(std::chrono::nanoseconds(1));
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(caps.reserve("b").has_value());
    BOOST_TEST(!caps.reserve("b").has_value());
}

BOOST_AUTO_TEST_CASE(a_place_of_yesterday_that_is_given_back_makes_no_room_today) {
    base::ManualClock clock;
    Caps caps(1, clock);
    const auto yesterday = caps.reserve("a").value();
    clock.advance(std::chrono::hours(24));
    const auto today = caps.reserve("a").value();
    caps.release("a", yesterday);
    BOOST_TEST(!caps.reserve("a").has_value());
    caps.release("a", today);
    BOOST_TEST(caps.reserve("a").has_value());
}

BOOST_AUTO_TEST_CASE(what_was_sold_before_counts_on_its_day_alone) {
    base::ManualClock clock;
    const auto today = std::chrono::floor<std::chrono::days>(clock.wall_now());
    Caps caps(2, clock);
    caps.start_from(today, {{"a", 1}, {"b", 2}});
    BOOST_TEST(caps.reserve("a").has_value());
    BOOST_TEST(!caps.reserve("a").has_value());
    BOOST_TEST(!caps.reserve("b").has_value());
    caps.start_from(today - std::chrono::days(1), {{"b", 2}});
    BOOST_TEST(caps.reserve("b").has_value());
}

BOOST_AUTO_TEST_CASE(without_a_cap_everybody_gets_everything) {
    base::ManualClock clock;
    Caps caps({}, clock);
    caps.release("a", caps.reserve("a").value());
    for (int count = 0; count < 1000; ++count) BOOST_TEST_REQUIRE(caps.reserve("a").has_value());
}

BOOST_AUTO_TEST_CASE(a_place_is_given_once_whoever_asks) {
    base::ManualClock clock;
    Caps caps(100, clock);
    std::atomic<int> given{0};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int ask = 0; ask < 100; ++ask) given += caps.reserve("a").has_value();
            });
    }
    BOOST_TEST(given == 100);
}

BOOST_AUTO_TEST_SUITE_END()
