#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/party.hpp"
#include "redline/leadpipe/word_likeness.hpp"

using namespace redline::leadpipe;

namespace {

using Words = std::vector<std::string>;

PartyTraits at(const char* address) { return traits_of({"", address, "", ""}); }

} // namespace

BOOST_AUTO_TEST_SUITE(party)

BOOST_AUTO_TEST_CASE(one_party_typed_twice_has_the_same_traits) {
    const Party typed{" Tom Thumb\xe2\x80\x99s  Play-House, Inc.", "12 West Elm Street\nApt. 3", "62704-1234",
                      "+1 (217) 555-0143 ext. 9"};
    const Party retyped{"PLAY HOUSE, TOM THUMB?S INC", "12 W. ELM ST #3", "62704", "2175550143"};
    BOOST_TEST((traits_of(typed) == traits_of(retyped)));
    BOOST_TEST((traits_of(typed).name == Words{"HOUSE", "INC", "PLAY", "THUMBS", "TOM"}));
}

BOOST_AUTO_TEST_CASE(a_place_is_taken_apart) {
    const auto traits = at("1600 N. Martin Luther King Jr Dr, Unit 4B, Springfield IL 62704");
    BOOST_TEST(traits.number == "1600");
    BOOST_TEST(traits.directional == "N");
    BOOST_TEST((traits.street == Words{"MARTIN", "LUTHER", "KING", "JR"}));
    BOOST_TEST(traits.unit == "4B");
    BOOST_TEST(traits.zip == "62704");
    BOOST_TEST(traits_of({"", "9 Elm St, Dover DE 19901", "19902", ""}).zip == "19902");
}

BOOST_AUTO_TEST_CASE(a_range_of_houses_is_its_first_and_a_hyphen_of_queens_none) {
    BOOST_TEST(at("723-725 E 75th St").number == "723");
    BOOST_TEST(at("45-12 Elm St").number == "45-12");
}

BOOST_AUTO_TEST_CASE(boxes_and_corners_are_places_too) {
    BOOST_TEST((at("PO Box 77, Dover DE") == at("P.O. BOX 77, DOVER DE")));
    BOOST_TEST(at("PO Box 77").number == "77");
    BOOST_TEST((at("PO Box 77").street == Words{"BOX"}));
    BOOST_TEST((at("RR 4 Box 16").street == Words{"RR", "4", "BOX"}));
    BOOST_TEST(at("Main St & 5th Ave").number == "&");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_as_an_address_keeps_its_words) {
    const auto traits = at("Building 7 Harbor");
    BOOST_TEST(traits.number == "7");
    BOOST_TEST((traits.street == Words{"HARBOR"}));
    BOOST_TEST((at("nowhere") == PartyTraits{}));
    BOOST_TEST((at("") == PartyTraits{}));
}

BOOST_AUTO_TEST_CASE(hostile_text_is_cut_and_other_scripts_still_differ) {
    const auto traits = traits_of({std::string(5000, 'a') + std::string(500, ' ') + "b", "", "", ""});
    BOOST_TEST((traits.name == Words{std::string(word_letters_max, 'A'), "B"}));
    std::string many;
    for (int word = 0; word < 1000; ++word) many += "x" + std::to_string(word) + ' ';
    BOOST_TEST(traits_of({many, many, "", ""}).name.size() == name_words_max);
    BOOST_TEST((traits_of({"\xe6\x9d\x8e", "", "", ""}) != traits_of({"\xe7\x8e\x8b", "", "", ""})));
    BOOST_TEST((traits_of({"\xff\xfe", "\xff", "\xff", "\xff"}).name.size() == 1U));
}

BOOST_AUTO_TEST_SUITE_END()
