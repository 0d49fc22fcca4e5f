#include "redline/tracer/label_limit.hpp"

#include <barrier>
#include <deque>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

using redline::tracer::LabelLimit;

BOOST_AUTO_TEST_SUITE(label_limit)

BOOST_AUTO_TEST_CASE(the_first_values_are_admitted_for_good_and_the_rest_never) {
    LabelLimit limit(2);
    BOOST_TEST(limit.admit("a", "_other") == "a");
    BOOST_TEST(limit.admit("a", "_other") == "a");
    BOOST_TEST(limit.admit("b", "_other") == "b");
    BOOST_TEST(limit.admit("c", "_other") == "_other");
    BOOST_TEST(limit.admit("b", "_other") == "b");
    BOOST_TEST(limit.admit("a", "_other") == "a");
    BOOST_TEST(limit.admit("c", "_other") == "_other");
}

BOOST_AUTO_TEST_CASE(the_empty_value_takes_no_place) {
    LabelLimit limit(1);
    BOOST_TEST(limit.admit("", "_other") == "");
    BOOST_TEST(limit.admit("a", "_other") == "a");
    BOOST_TEST(limit.admit("", "_other") == "");
}

BOOST_AUTO_TEST_CASE(a_limit_of_nothing_admits_nothing) {
    LabelLimit limit(0);
    BOOST_TEST(limit.admit("a", "_other") == "_other");
}

/// Many small races, each started together, so that some thread finds the last place taken while it waited.
BOOST_AUTO_TEST_CASE(threads_that_race_for_the_last_places_agree_on_who_got_them) {
    constexpr std::size_t values_max = 64, values = 128, races = 200, thread_count = 4;
    std::deque<LabelLimit> limits;
    for (std::size_t race = 0; race < races; ++race) limits.emplace_back(values_max);
    std::vector<std::vector<std::set<std::string>>> admitted(
        races, std::vector<std::set<std::string>>(thread_count));
    std::barrier start(thread_count);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < thread_count; ++t)
            threads.emplace_back([&, t] {
                for (std::size_t race = 0; race < races; ++race) {
                    start.arrive_and_wait();
                    for (std::size_t i = 0; i < 2 * values; ++i) {
                        const auto value = std::to_string((i + 40 * t) % values);
                        if (limits[race].admit(value, "_other") == value) admitted[race][t].insert(value);
                    }
                }
            });
    }
    for (const auto& by_thread : admitted)
        for (const auto& seen : by_thread) {
            BOOST_REQUIRE(seen.size() == values_max);
            BOOST_REQUIRE((seen == by_thread.front()));
        }
}

BOOST_AUTO_TEST_SUITE_END()
