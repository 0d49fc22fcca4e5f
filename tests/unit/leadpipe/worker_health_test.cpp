#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/worker_health.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The same from the whole history, by looking back each time.
bool naive(const std::vector<bool>& history, HealthPolicy policy) {
    bool healthy = true;
    std::size_t since = 0; // results before this one were used up by a change
    for (std::size_t end = 1; end <= history.size(); ++end) {
        const auto wanted =
            static_cast<std::size_t>(healthy ? policy.failures_to_eject : policy.successes_to_return);
        if (end - since < wanted) continue;
        bool all_against = true;
        for (auto at = end - wanted; at < end; ++at) all_against = all_against && history[at] != healthy;
        if (!all_against) continue;
        healthy = !healthy;
        since = end;
    }
    return healthy;
}

} // namespace

BOOST_AUTO_TEST_SUITE(worker_health)

BOOST_AUTO_TEST_CASE(failures_in_a_row_eject_and_successes_in_a_row_return) {
    WorkerHealth health({3, 2});
    for (const bool success : {false, false, true, false, false}) BOOST_TEST(!health.record(success));
    BOOST_TEST(health.healthy());
    BOOST_TEST(health.record(false));
    BOOST_TEST(!health.healthy());
    for (const bool success : {true, false, true}) BOOST_TEST(!health.record(success));
    BOOST_TEST(health.record(true));
    BOOST_TEST(health.healthy());
}

BOOST_AUTO_TEST_CASE(it_agrees_with_looking_back_over_everything) {
    base::Random random(17);
    for (int round = 0; round < 300; ++round) {
        const HealthPolicy policy{1 + static_cast<int>(random.below(4)),
                                  1 + static_cast<int>(random.below(4))};
        WorkerHealth health(policy);
        std::vector<bool> history;
        for (int check = 0; check < 60; ++check) {
            history.push_back(random.chance(0.5));
            health.record(history.back());
            BOOST_REQUIRE(health.healthy() == naive(history, policy));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_asked_is_told_by_name) {
    BOOST_TEST(path_of(parse_health_check("shallow").value()) == "/healthz");
    BOOST_TEST(path_of(parse_health_check("deep").value()) == "/readyz");
    BOOST_TEST(to_text(HealthCheck::deep) == "deep");
    BOOST_TEST(base::to_text(parse_health_check("deap").error()) ==
               "there is no health check `deap`\n  = did you mean `deep`?");
}

BOOST_AUTO_TEST_SUITE_END()
