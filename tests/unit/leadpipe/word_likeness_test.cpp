#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/word_likeness.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(word_likeness)

/// The examples of Winkler's papers, as they are printed there.
BOOST_AUTO_TEST_CASE(known_pairs_have_their_published_likeness) {
    BOOST_TEST(std::abs(jaro_winkler("MARTHA", "MARHTA") - 0.9611) < 0.0001);
    BOOST_TEST(std::abs(jaro_winkler("DWAYNE", "DUANE") - 0.84) < 0.0001);
    BOOST_TEST(std::abs(jaro_winkler("DIXON", "DICKSONX") - 0.8133) < 0.0001);
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_scale_are_nothing_and_all) {
    BOOST_TEST(jaro_winkler("ELM", "ELM") == 1);
    BOOST_TEST(jaro_winkler("", "") == 1);
    BOOST_TEST(jaro_winkler("", "ELM") == 0);
    BOOST_TEST(jaro_winkler("ELM", "OAK") == 0);
    BOOST_TEST(jaro_winkler("A", "B") == 0);
}

BOOST_AUTO_TEST_CASE(letters_past_the_last_one_looked_at_change_nothing) {
    const std::string longest(word_letters_max, 'A');
    BOOST_TEST(jaro_winkler(longest + "B", longest + "C") == 1);
    BOOST_TEST(jaro_winkler(std::string(100'000, 'A'), std::string(100'000, 'B')) == 0);
}

BOOST_AUTO_TEST_CASE(names_overlap_by_the_letters_of_their_words) {
    const WordOverlap all{1, 1};
    BOOST_TEST((overlap_of({"MARY", "SMITH"}, {"SMITH", "MARY"}) == all));
    const auto contained = overlap_of({"ELM", "HOUSE"}, {"CITY", "ELM", "HOUSE", "OF"});
    BOOST_TEST(contained.lesser == 1);
    BOOST_TEST(std::abs(contained.both - 16.0 / 22) < 1e-9);
    BOOST_TEST(overlap_of({"MARY"}, {"JOHN"}).lesser == 0);
    BOOST_TEST((overlap_of({}, {"JOHN"}) == WordOverlap{}));
}

BOOST_AUTO_TEST_CASE(a_slip_counts_nearly_as_much_but_a_digit_not_at_all) {
    const auto slip = overlap_of({"KINDERGARTEN"}, {"KINDERGARDEN"});
    BOOST_TEST(slip.lesser > 0.9);
    BOOST_TEST(slip.lesser < 1);
    BOOST_TEST(overlap_of({"175TH"}, {"176TH"}).lesser == 0);
    BOOST_TEST(overlap_of({"175TH"}, {"175TH"}).lesser == 1);
}

BOOST_AUTO_TEST_SUITE_END()
