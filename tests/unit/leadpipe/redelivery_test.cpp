#include <boost/test/unit_test.hpp>

#include <set>

#include "redline/leadpipe/redelivery.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

std::string delay_text(const RedeliveryPolicy& policy, int attempt, double jitter) {
    const auto delay = redelivery_delay(policy, attempt, jitter);
    return delay ? base::to_text(*delay) : "dead";
}

} // namespace

BOOST_AUTO_TEST_SUITE(redelivery)

// By hand from the formula: half of the doubled and capped delay, and the jitter's part of the other half.
BOOST_AUTO_TEST_CASE(delays_double_up_to_the_cap_and_then_the_event_is_dead) {
    const RedeliveryPolicy policy{30s, 1s, 10s, 6};
    BOOST_TEST(delay_text(policy, 1, 0) == "500ms");
    BOOST_TEST(delay_text(policy, 1, 0.5) == "750ms");
    BOOST_TEST(delay_text(policy, 2, 0) == "1s");
    BOOST_TEST(delay_text(policy, 3, 0.25) == "2.5s");
    BOOST_TEST(delay_text(policy, 4, 0) == "4s");
    BOOST_TEST(delay_text(policy, 5, 0) == "5s");
    BOOST_TEST(delay_text(policy, 5, 0.5) == "7.5s");
    BOOST_TEST(delay_text(policy, 6, 0) == "dead");
    BOOST_TEST(delay_text(policy, 7, 0) == "dead");
}

BOOST_AUTO_TEST_CASE(one_attempt_means_one) { BOOST_TEST(delay_text({30s, 1s, 10s, 1}, 1, 0.5) == "dead"); }

BOOST_AUTO_TEST_CASE(extremes_neither_overflow_nor_hang) {
    const RedeliveryPolicy patient{30s, 1ns, 24h * 365, INT32_MAX};
    BOOST_TEST(delay_text(patient, INT32_MAX - 1, 0) == base::to_text(base::Duration(24h * 365) / 2));
    BOOST_TEST(delay_text({0s, 10s, 1s, 3}, 1, 0) == "500ms"); // a cap below the first delay
    BOOST_TEST(delay_text({0s, 0s, 1s, 3}, 2, 0.9) == base::to_text(base::Duration(0)));
}

BOOST_AUTO_TEST_CASE(the_dice_are_named_after_the_failure) {
    BOOST_TEST(redelivery_jitter(1, "seller", 7, 2) == redelivery_jitter(1, "seller", 7, 2));
    std::set<double> drawn;
    for (const std::uint64_t seed : {1, 2})
        for (const auto* consumer : {"seller", "report"})
            for (const std::int64_t sequence : {7, 8})
                for (const int attempt : {1, 2}) {
                    const auto jitter = redelivery_jitter(seed, consumer, sequence, attempt);
                    BOOST_TEST((jitter >= 0 && jitter < 1));
                    drawn.insert(jitter);
                }
    BOOST_TEST(drawn.size() == 16U);
}

BOOST_AUTO_TEST_SUITE_END()
