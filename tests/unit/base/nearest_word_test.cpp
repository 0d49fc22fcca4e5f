#include "redline/base/nearest_word.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace redline::base_test {

using namespace redline::base;

namespace {

const std::vector<std::string_view> keys{"name", "stages", "steps", "thresholds", "target"};

} // namespace

BOOST_AUTO_TEST_SUITE(nearest_word)

BOOST_AUTO_TEST_CASE(known_distances) {
    BOOST_TEST(edit_distance("", "") == 0U);
    BOOST_TEST(edit_distance("", "abc") == 3U);
    BOOST_TEST(edit_distance("abc", "") == 3U);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
    BOOST_TEST(edit_distance("stagse", "stages") == 1U);
    BOOST_TEST(edit_distance("ca", "abc") == 3U); // optimal string alignment, not full Damerau-Levenshtein
}

BOOST_AUTO_TEST_CASE(offers_the_nearest_word_that_is_near_enough) {
    BOOST_TEST((base::nearest_word("stagse", keys) == "stages"));
    BOOST_TEST((base::nearest_word("threshold", keys) == "thresholds"));
    BOOST_TEST((base::nearest_word("nam", keys) == "name"));
    BOOST_TEST(!base::nearest_word("xyz", keys).has_value());
    BOOST_TEST(!base::nearest_word("stagsexx", keys).has_value()); // three of eight letters are too many
    BOOST_TEST(!base::nearest_word(std::string(1'000'000, 's'), keys).has_value());
}

BOOST_AUTO_TEST_CASE(suggests_or_lists) {
    BOOST_TEST(suggestion("stpes", keys) == "did you mean `steps`?");
    BOOST_TEST(suggestion("zzz", keys) == "known: name, stages, steps, thresholds, target");
    BOOST_TEST(suggestion("zzz", {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
