#include "redline/loadgen/outcome.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(outcome)

BOOST_AUTO_TEST_CASE(each_outcome_has_its_own_word) {
    const std::set<std::string_view> words(outcome_names.begin(), outcome_names.end());
    BOOST_TEST(words.size() == outcome_count);
    for (const auto word : words)
        BOOST_TEST(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == word.npos, word);
}

BOOST_AUTO_TEST_CASE(names_stand_in_the_order_of_the_enumeration) {
    BOOST_TEST(to_text(Outcome::ok) == "ok");
    BOOST_TEST(to_text(Outcome::timeout) == "timeout");
    BOOST_TEST(to_text(Outcome::malformed) == "malformed");
    BOOST_TEST(to_text(Outcome::not_sent) == "not_sent");
    BOOST_TEST(static_cast<std::size_t>(Outcome::not_sent) + 1 == outcome_count);
}

BOOST_AUTO_TEST_SUITE_END()
