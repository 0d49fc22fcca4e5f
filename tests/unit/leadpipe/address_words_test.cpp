#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/address_words.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(address_words)

BOOST_AUTO_TEST_CASE(suffixes_have_the_spelling_of_appendix_c1) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"AVENUE", "AVE"}, {"AV", "AVE"},      {"AVNUE", "AVE"},   {"BOULEVARD", "BLVD"},
        {"BOUL", "BLVD"},  {"CAUSWA", "CSWY"}, {"CENTRE", "CTR"},  {"CRSENT", "CRES"},
        {"DRV", "DR"},     {"EXPW", "EXPY"},   {"FRWAY", "FWY"},   {"GRDN", "GDN"},
        {"HIWAY", "HWY"},  {"HLLW", "HOLW"},   {"JCTNS", "JCTS"},  {"LANE", "LN"},
        {"LNDNG", "LNDG"}, {"PKWAY", "PKWY"},  {"PRARIE", ""},     {"STRAVN", "STRA"},
        {"STREET", "ST"},  {"STRT", "ST"},     {"TERRACE", "TER"}, {"TRNPK", "TPKE"},
        {"VIADCT", "VIA"}, {"WAY", "WAY"},     {"XING", "XING"},   {"CROSSING", "XING"},
        {"SMITH", ""},     {"", ""},
    };
    for (const auto& [word, standard] : cases)
        BOOST_TEST(suffix_of(word) == standard, word << " gave " << suffix_of(word));
}

BOOST_AUTO_TEST_CASE(standard_forms_stand_for_themselves) {
    for (const auto* word :
         {"AVE", "BLVD", "CIR", "CT", "DR", "HWY", "LN", "PKWY", "PL", "RD", "SQ", "ST", "TRL"})
        BOOST_TEST(suffix_of(word) == word);
    for (const auto* word : {"N", "S", "E", "W", "NE", "NW", "SE", "SW"})
        BOOST_TEST(directional_of(word) == word);
    for (const auto* word : {"AL", "DC", "PR", "WY", "AE"}) BOOST_TEST(state_of(word) == word);
}

BOOST_AUTO_TEST_CASE(states_are_read_in_words_and_old_abbreviations) {
    BOOST_TEST(state_of("NEW YORK") == "NY");
    BOOST_TEST(state_of("DISTRICT OF COLUMBIA") == "DC");
    BOOST_TEST(state_of("CALIF") == "CA");
    BOOST_TEST(state_of("N CAROLINA") == "NC");
    BOOST_TEST(state_of("W VA") == "WV");
    BOOST_TEST(state_of("ONTARIO") == "");
}

BOOST_AUTO_TEST_CASE(units_numbers_and_highways) {
    BOOST_TEST(unit_of("SUITE") == "STE");
    BOOST_TEST(unit_of("APARTMENT") == "APT");
    BOOST_TEST(unit_of("#") == "#");
    BOOST_TEST(unit_of("PENTHOUSE") == "");
    BOOST_TEST(lone_unit_of("PENTHOUSE") == "PH");
    BOOST_TEST(number_of("ONE") == "1");
    BOOST_TEST(number_of("THIRTY") == "");
    BOOST_TEST(highway_of("HGWY") == "HIGHWAY");
    BOOST_TEST(highway_of("AVE") == "");
    BOOST_TEST(is_strong_suffix("AVE"));
    BOOST_TEST(!is_strong_suffix("PARK"));
    BOOST_TEST(!is_strong_suffix(""));
}

BOOST_AUTO_TEST_SUITE_END()
