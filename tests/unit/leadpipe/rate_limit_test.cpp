#include <boost/test/unit_test.hpp>

#include <cmath>

#include "redline/base/random.hpp"
#include "redline/leadpipe/rate_limit.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

base::Instant at(base::Duration since_start) { return base::Instant{} + since_start; }

RateLimit limit_of(double per_second, double burst, std::size_t keys_max = 100) {
    return RateLimit({base::Rate{per_second}, burst, keys_max});
}

} // namespace

BOOST_AUTO_TEST_SUITE(rate_limit)

BOOST_AUTO_TEST_CASE(a_burst_goes_through_and_then_one_at_a_time) {
    auto limit = limit_of(10, 3);
    for (int round = 0; round < 3; ++round) BOOST_TEST(limit.take("acme", at(0s)).count() == 0);
    const auto wait = limit.take("acme", at(0s));
    BOOST_TEST(wait.count() >= 100'000'000);
    BOOST_TEST(wait.count() <= 100'000'010);
    BOOST_TEST(limit.take("acme", at(wait)).count() == 0);
    BOOST_TEST(limit.take("acme", at(wait)).count() > 0);
}

BOOST_AUTO_TEST_CASE(an_hour_of_silence_earns_one_burst) {
    auto limit = limit_of(10, 3);
    for (const base::Duration now : {0s, 3600s}) {
        for (int round = 0; round < 3; ++round) BOOST_TEST(limit.take("acme", at(now)).count() == 0);
        BOOST_TEST(limit.take("acme", at(now)).count() > 0);
    }
}

BOOST_AUTO_TEST_CASE(keys_do_not_share) {
    auto limit = limit_of(1, 1);
    BOOST_TEST(limit.take("acme", at(0s)).count() == 0);
    BOOST_TEST(limit.take("acme", at(0s)).count() > 0);
    BOOST_TEST(limit.take("websites", at(0s)).count() == 0);
}

BOOST_AUTO_TEST_CASE(no_rate_is_no_limit) {
    auto limit = limit_of(0, 1);
    for (int round = 0; round < 100; ++round) BOOST_TEST(limit.take("acme", at(0s)).count() == 0);
    BOOST_TEST(limit.keys() == 0U);
}

/// In any stretch of time at most burst + rate · t get through, and somebody who keeps asking gets the rate.
BOOST_AUTO_TEST_CASE(what_gets_through_is_bounded_in_every_stretch) {
    base::Random random(11);
    const double rate = 50, burst = 8;
    auto limit = limit_of(rate, burst);
    std::vector<double> passed;
    double now = 0;
    for (int request = 0; request < 5000; ++request) {
        now += random.exponential() / 200; // four times the rate
        if (limit.take("acme", at(base::Duration(std::llround(now * 1e9)))).count() == 0)
            passed.push_back(now);
    }
    for (std::size_t first = 0; first < passed.size(); first += 7)
        for (std::size_t last = first; last < passed.size(); last += 3)
            BOOST_REQUIRE(static_cast<double>(last - first + 1) <=
                          burst + rate * (passed[last] - passed[first]) + 1e-6);
    BOOST_TEST(static_cast<double>(passed.size()) > rate * now * 0.98);
}

BOOST_AUTO_TEST_CASE(the_key_unused_longest_is_forgotten) {
    auto limit = limit_of(1, 1, 2);
    limit.take("a", at(0s));
    limit.take("b", at(0s));
    BOOST_TEST(limit.take("a", at(0s)).count() > 0); // b is now the older one
    limit.take("c", at(0s));
    BOOST_TEST(limit.keys() == 2U);
    BOOST_TEST(limit.take("a", at(0s)).count() > 0);
    BOOST_TEST(limit.take("b", at(0s)).count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
