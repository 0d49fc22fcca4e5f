#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/restart_backoff.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(restart_backoff)

BOOST_AUTO_TEST_CASE(the_delay_doubles_up_to_its_limit_and_then_it_is_given_up) {
    RestartBackoff backoff({100ms, 1s, 10s, 6});
    base::Instant now{};
    for (const base::Duration delay : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms})
        BOOST_TEST((backoff.after_death(now, now + 9s) == delay));
    BOOST_TEST(!backoff.after_death(now, now + 9s).has_value());
}

BOOST_AUTO_TEST_CASE(who_lived_long_starts_anew) {
    RestartBackoff backoff({100ms, 1s, 10s, 2});
    const base::Instant now{};
    for (int life = 0; life < 10; ++life) {
        BOOST_TEST((backoff.after_death(now, now + 10s) == base::Duration(100ms)));
        BOOST_TEST((backoff.after_death(now, now + 1s) == base::Duration(200ms)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
