#include "redline/tracer/label_limit.hpp"

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

BOOST_AUTO_TEST_CASE(threads_that_race_for_the_last_places_agree_on_who_got_them) {
    constexpr std::size_t values_max = 50;
    LabelLimit limit(values_max);
    std::vector<std::set<std::string>> admitted(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < admitted.size(); ++t)
            threads.emplace_back([&, t] {
                for (std::size_t i = 0; i < 400; ++i) {
                    const auto value = std::to_string((i * 7 + t * 100) % 200);
                    if (limit.admit(value, "_other") == value) admitted[t].insert(value);
                }
            });
    }
    for (const auto& seen : admitted) {
        BOOST_TEST(seen.size() == values_max);
        BOOST_TEST((seen == admitted.front()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
