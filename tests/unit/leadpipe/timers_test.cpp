#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <string>

#include "redline/base/random.hpp"
#include "redline/leadpipe/timers.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

base::Instant at(std::chrono::nanoseconds since_start) { return base::Instant{} + since_start; }

} // namespace

BOOST_AUTO_TEST_SUITE(timers)

BOOST_AUTO_TEST_CASE(calls_come_in_order_of_time_and_then_of_arrival_and_never_early) {
    base::Random dice(5);
    Timers timers;
    std::vector<std::pair<std::uint64_t, int>> expected, made;
    for (int number = 0; number < 500; ++number) {
        const auto due = dice.below(50);
        expected.emplace_back(due, number);
        BOOST_REQUIRE(timers.at(at(std::chrono::nanoseconds(due)),
                                [&made, due, number] { made.emplace_back(due, number); }));
    }
    std::ranges::sort(expected);
    for (std::uint64_t now = 0; now < 50; ++now) {
        timers.run_due(at(std::chrono::nanoseconds(now)));
        const auto due = std::ranges::count_if(expected, [&](const auto& each) { return each.first <= now; });
        BOOST_TEST_REQUIRE(made.size() == static_cast<std::size_t>(due));
    }
    BOOST_TEST((made == expected));
    BOOST_TEST(!timers.next_due());
}

BOOST_AUTO_TEST_CASE(a_call_may_set_the_next) {
    Timers timers;
    int made = 0;
    std::function<void()> again = [&] {
        if (++made < 5) timers.at(at(1ns), std::function<void()>(again));
    };
    timers.at(at(1ns), std::function<void()>(again));
    BOOST_TEST(timers.run_due(at(1ns)) == 5U);
}

BOOST_AUTO_TEST_CASE(full_means_no_and_the_call_stays) {
    Timers timers(1);
    std::string made;
    BOOST_TEST(timers.at(at(1ns), [&] { made += 'a'; }));
    Timers::Call refused = [&] { made += 'b'; };
    BOOST_TEST(!timers.at(at(1ns), std::move(refused)));
    refused();
    timers.run_due(at(1ns));
    BOOST_TEST(made == "ba");
}

BOOST_AUTO_TEST_CASE(the_thread_wakes_for_what_is_due_sooner_and_leaves_the_rest_alone) {
    base::SystemClock clock;
    Timers timers;
    bool late = false;
    {
        const TimerThread thread(timers, clock);
        std::promise<void> soon;
        timers.at(clock.now() + 24h, [&] { late = true; });
        timers.at(clock.now() + 1ms, [&] { soon.set_value(); });
        soon.get_future().wait();
    }
    BOOST_TEST(!late);
    BOOST_TEST(timers.next_due().has_value());
}

BOOST_AUTO_TEST_CASE(the_thread_ends_while_nothing_is_due) {
    base::SystemClock clock;
    Timers timers;
    { const TimerThread thread(timers, clock); }
    BOOST_TEST(!timers.next_due());
}

BOOST_AUTO_TEST_SUITE_END()
