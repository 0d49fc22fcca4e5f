#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/redelivery.hpp"
#include "redline/leadpipe/retry_policy.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// The delays after each failure, as a user would list them.
std::string delays(RetryPolicy policy, double jitter = 0.5) {
    std::string text;
    for (int attempt = 1;; ++attempt) {
        const auto delay = retry_delay(policy, attempt, jitter);
        if (!delay) return text + "over";
        text += base::to_text(*delay) + ' ';
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(retry_policy)

BOOST_AUTO_TEST_CASE(each_kind_has_its_delays) {
    BOOST_TEST(delays({RetryKind::none, 4, 100ms, 300ms}) == "over");
    BOOST_TEST(delays({RetryKind::immediate, 4, 100ms, 300ms}) ==
               base::to_text(0ns) + ' ' + base::to_text(0ns) + ' ' + base::to_text(0ns) + " over");
    BOOST_TEST(delays({RetryKind::fixed, 4, 100ms, 300ms}) == "100ms 100ms 100ms over");
    BOOST_TEST(delays({RetryKind::backoff, 5, 100ms, 300ms}) == "75ms 150ms 225ms 225ms over");
    BOOST_TEST(delays({RetryKind::backoff, 3, 100ms, 300ms}, 0) == "50ms 100ms over");
}

BOOST_AUTO_TEST_CASE(one_attempt_means_one) {
    for (const auto kind : {RetryKind::none, RetryKind::immediate, RetryKind::fixed, RetryKind::backoff})
        BOOST_TEST(delays({kind, 1, 100ms, 300ms}) == "over");
}

BOOST_AUTO_TEST_CASE(words_are_read_and_wrong_ones_answered_with_the_nearest) {
    for (const auto kind : {RetryKind::none, RetryKind::immediate, RetryKind::fixed, RetryKind::backoff})
        BOOST_TEST((parse_retry_kind(to_text(kind)) == kind));
    BOOST_TEST(
        base::to_text(parse_retry_kind("backof").error()) ==
        base::to_text(base::Error{{}, "there is no way to retry `backof`", "did you mean `backoff`?", {}}));
}

BOOST_AUTO_TEST_SUITE_END()
