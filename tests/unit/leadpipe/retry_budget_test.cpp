#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "redline/base/random.hpp"
#include "redline/leadpipe/retry_budget.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(retry_budget)

BOOST_AUTO_TEST_CASE(retries_are_a_fifth_of_the_calls_once_the_savings_are_spent) {
    RetryBudget budget({.per_call = 0.2, .per_second = 0, .saved_max = 5}, base::Instant{});
    int granted = 0;
    while (budget.withdraw(base::Instant{})) ++granted;
    BOOST_TEST(granted == 5);
    granted = 0;
    // When everything fails, every call asks for three retries.
    for (int call = 0; call < 1000; ++call) {
        budget.deposit(base::Instant{});
        for (int retry = 0; retry < 3; ++retry) granted += budget.withdraw(base::Instant{});
    }
    BOOST_TEST(std::abs(granted - 200) <= 1); // sums of 0.2 are not exact
}

BOOST_AUTO_TEST_CASE(quiet_services_can_retry_too) {
    RetryBudget budget({.per_call = 0, .per_second = 10, .saved_max = 1}, base::Instant{});
    BOOST_TEST(budget.withdraw(base::Instant{}));
    BOOST_TEST(!budget.withdraw(base::Instant{} + 99ms));
    BOOST_TEST(budget.withdraw(base::Instant{} + 101ms));
    BOOST_TEST(!budget.withdraw(base::Instant{} + 50ms)); // a clock read earlier grants nothing
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_read_earlier_takes_nothing_away) {
    RetryBudget budget({.per_call = 0, .per_second = 10, .saved_max = 1}, base::Instant{} + 1s);
    BOOST_TEST(budget.withdraw(base::Instant{} + 999ms));
}

// Whatever happens when: no more than was saved, deposited and earned by time; and what is not limited grants
// all.
BOOST_AUTO_TEST_CASE(it_never_grants_more_than_was_paid_in) {
    base::Random dice(11);
    RetryBudget budget({.per_call = 0.5, .per_second = 2, .saved_max = 10}, base::Instant{});
    RetryBudget unlimited({.limited = false, .saved_max = 0}, base::Instant{});
    double paid_in = 10, granted = 0;
    auto now = base::Instant{};
    for (int step = 0; step < 5000; ++step) {
        const auto passed = std::chrono::milliseconds(dice.below(100));
        now += passed;
        paid_in += 2 * std::chrono::duration<double>(passed).count();
        if (dice.chance(0.3)) {
            budget.deposit(now);
            paid_in += 0.5;
        }
        granted += budget.withdraw(now);
        BOOST_TEST_REQUIRE(granted <= paid_in + 1e-6);
        BOOST_TEST_REQUIRE(unlimited.withdraw(now));
    }
    BOOST_TEST(granted > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
