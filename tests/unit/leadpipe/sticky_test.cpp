#include <boost/test/unit_test.hpp>

#include <cmath>

#include "redline/leadpipe/sticky.hpp"

using namespace redline::leadpipe;

namespace {

constexpr int keys = 20'000;

std::string key_of(int number) { return "session-" + std::to_string(number); }

std::vector<int> shares(const std::vector<WorkerLoad>& workers) {
    std::vector<int> counts(workers.size());
    for (int number = 0; number < keys; ++number) ++counts[sticky_worker(key_of(number), workers).value()];
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sticky)

BOOST_AUTO_TEST_CASE(when_a_worker_leaves_its_own_keys_alone_move_and_then_return) {
    std::vector<WorkerLoad> workers(4);
    for (int number = 0; number < keys; ++number) {
        const auto home = sticky_worker(key_of(number), workers).value();
        workers[2].healthy = false;
        const auto refuge = sticky_worker(key_of(number), workers).value();
        BOOST_REQUIRE((home == 2 ? refuge != 2 : refuge == home));
        workers[2].healthy = true;
        BOOST_REQUIRE(sticky_worker(key_of(number), workers).value() == home);
    }
}

BOOST_AUTO_TEST_CASE(load_does_not_move_a_session) {
    std::vector<WorkerLoad> workers(3);
    const auto home = sticky_worker("session", workers).value();
    workers[home].in_flight = 1000;
    workers[home].latency_seconds = 9;
    BOOST_TEST(sticky_worker("session", workers).value() == home);
}

BOOST_AUTO_TEST_CASE(workers_share_by_weight) {
    std::vector<WorkerLoad> workers(3);
    workers[2].weight = 2;
    const auto counts = shares(workers);
    // Five standard deviations of a binomial.
    for (std::size_t index = 0; index < 3; ++index) {
        const double share = index == 2 ? 0.5 : 0.25;
        BOOST_TEST(std::abs(counts[index] - share * keys) < 5 * std::sqrt(keys * share * (1 - share)));
    }
}

BOOST_AUTO_TEST_CASE(the_keys_of_one_that_left_go_to_all_others) {
    std::vector<WorkerLoad> workers(4);
    std::vector<int> refuges(4);
    for (int number = 0; number < keys; ++number) {
        if (sticky_worker(key_of(number), workers).value() != 0) continue;
        auto without = workers;
        without[0].healthy = false;
        ++refuges[sticky_worker(key_of(number), without).value()];
    }
    for (std::size_t index = 1; index < 4; ++index) BOOST_TEST(refuges[index] > keys / 4 / 4);
}

BOOST_AUTO_TEST_CASE(nobody_healthy_is_nobody) {
    BOOST_TEST(!sticky_worker("session", {}).has_value());
    const std::vector<WorkerLoad> sick{{0, 0, 1, false}};
    BOOST_TEST(!sticky_worker("session", sick).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
