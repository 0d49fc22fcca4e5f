#include <boost/test/unit_test.hpp>

#include <cmath>
#include <map>

#include "redline/base/random.hpp"
#include "redline/leadpipe/balancing.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

constexpr std::array all_ways{Balancing::rr,  Balancing::random, Balancing::least,
                              Balancing::p2c, Balancing::ewma,   Balancing::weighted};

Draw draw(std::uint64_t turn, base::Random& random) {
    const double first = random.uniform();
    return {turn, first, random.uniform()};
}

/// How often each worker is chosen in 30,000 choices.
std::map<std::size_t, int> shares(Balancing way, const std::vector<WorkerLoad>& workers) {
    base::Random random(3);
    std::map<std::size_t, int> counts;
    for (std::uint64_t turn = 0; turn < 30'000; ++turn)
        ++counts[choose_worker(way, workers, draw(turn, random)).value()];
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)

BOOST_AUTO_TEST_CASE(each_way_is_read_by_the_name_it_prints) {
    for (const auto way : all_ways) BOOST_TEST((parse_balancing(to_text(way)).value() == way));
    BOOST_TEST(base::to_text(parse_balancing("p2").error()) ==
               "there is no way of balancing `p2`\n  = did you mean `p2c`?");
}

BOOST_AUTO_TEST_CASE(the_unhealthy_are_never_chosen) {
    base::Random random(5);
    for (int round = 0; round < 2000; ++round) {
        std::vector<WorkerLoad> workers(1 + random.below(5));
        bool any = false;
        for (auto& worker : workers) {
            worker = {random.below(9), random.uniform(), 0.1 + random.uniform(), random.chance(0.6)};
            any = any || worker.healthy;
        }
        for (const auto way : all_ways) {
            const auto chosen = choose_worker(way, workers, draw(static_cast<std::uint64_t>(round), random));
            BOOST_REQUIRE(chosen.has_value() == any);
            if (chosen) BOOST_REQUIRE(workers[*chosen].healthy);
        }
    }
    BOOST_TEST(!choose_worker(Balancing::rr, {}, {}).has_value());
}

BOOST_AUTO_TEST_CASE(in_turn_means_each_equally_often) {
    const auto counts = shares(Balancing::rr, {{9, 1, 1, true}, {}, {}});
    for (std::size_t index = 0; index < 3; ++index) BOOST_TEST(counts.at(index) == 10'000);
}

BOOST_AUTO_TEST_CASE(at_random_means_each_about_equally_often) {
    // Five standard deviations of a binomial share of one third.
    const auto slack = 5 * std::sqrt(30'000 * (1.0 / 3) * (2.0 / 3));
    for (const auto& [index, count] : shares(Balancing::random, {{9, 1, 1, true}, {}, {}}))
        BOOST_TEST(std::abs(count - 10'000) < slack, index << ": " << count);
}

BOOST_AUTO_TEST_CASE(the_least_busy_is_chosen_and_equals_take_turns) {
    const auto counts = shares(Balancing::least, {{2, 0, 1, true}, {1, 0, 1, true}, {1, 0, 1, true}});
    BOOST_TEST(counts.count(0) == 0U);
    BOOST_TEST(counts.at(1) > 9'000);
    BOOST_TEST(counts.at(2) > 9'000);
}

BOOST_AUTO_TEST_CASE(of_two_choices_the_busiest_of_all_never_wins) {
    const auto counts = shares(Balancing::p2c, {{5, 0, 1, true}, {3, 0, 1, true}, {1, 0, 1, true}});
    BOOST_TEST(counts.count(0) == 0U);
    BOOST_TEST(std::abs(counts.at(1) - 10'000) < 500); // beats worker 0 only, in a third of the pairs
    BOOST_TEST(std::abs(counts.at(2) - 20'000) < 500);
}

BOOST_AUTO_TEST_CASE(latency_counts_with_what_is_in_flight) {
    // 20 ms alone costs less than 5 ms with four others.
    const auto counts = shares(Balancing::ewma, {{4, 0.005, 1, true}, {0, 0.020, 1, true}});
    BOOST_TEST(counts.at(1) == 30'000);
    const auto idle = shares(Balancing::ewma, {{0, 0.005, 1, true}, {0, 0.020, 1, true}});
    BOOST_TEST(idle.at(0) == 30'000);
}

BOOST_AUTO_TEST_CASE(weights_are_ratios) {
    const auto counts = shares(Balancing::weighted, {{0, 0, 1, true}, {0, 0, 3, true}, {0, 0, 6, true}});
    BOOST_TEST(std::abs(counts.at(0) - 3'000) < 300);
    BOOST_TEST(std::abs(counts.at(1) - 9'000) < 450);
    BOOST_TEST(std::abs(counts.at(2) - 18'000) < 450);
}

BOOST_AUTO_TEST_CASE(an_average_moves_with_time_and_not_with_the_number_of_samples) {
    BOOST_TEST(blended_latency(0, 0.25, 1s, 10s) == 0.25);
    BOOST_TEST(blended_latency(0.25, 9, 0s, 10s) == 0.25);
    const auto once = blended_latency(0.1, 0.5, 4s, 10s);
    const auto twice = blended_latency(blended_latency(0.1, 0.5, 1s, 10s), 0.5, 3s, 10s);
    BOOST_TEST(once == twice, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(once > 0.1);
    BOOST_TEST(once < 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
