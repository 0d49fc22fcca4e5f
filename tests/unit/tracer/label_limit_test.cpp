#include "redline/tracer/label_limit.hpp"

#include <algorithm>
#include <array>
#include <barrier>
#include <deque>
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

/// Values so long that one thread is still copying its own in when the next one asks.
BOOST_AUTO_TEST_CASE(of_threads_that_race_for_the_last_place_one_gets_it_for_good) {
    constexpr std::size_t races = 300, thread_count = 4, value_bytes = 256 * 1024;
    std::deque<LabelLimit> limits;
    for (std::size_t race = 0; race < races; ++race) limits.emplace_back(1);
    std::vector<std::array<int, thread_count>> times_admitted(races);
    std::barrier start(thread_count);
    const auto run = [&](std::size_t thread) {
        const std::string value(value_bytes, static_cast<char>('a' + thread));
        for (std::size_t race = 0; race < races; ++race) {
            start.arrive_and_wait();
            for (int asked = 0; asked < 2; ++asked)
                times_admitted[race][thread] += limits[race].admit(value, "_other") == value;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < thread_count; ++thread) threads.emplace_back(run, thread);
    }
    for (auto& times : times_admitted) {
        std::ranges::sort(times);
        BOOST_TEST(times == (std::array{0, 0, 0, 2}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_SUITE_END()
