#include "redline/leadpipe/address_labels.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

#include "redline/base/random.hpp"

using namespace redline::leadpipe;

namespace {

/// `12 AddressNumber | Elm StreetName | …`.
std::string shown(std::string_view line) {
    std::string text;
    for (const auto& token : label_address(line)) {
        if (!text.empty()) text += " | ";
        text += std::string(token.text) + ' ' + std::string(name_of(token.label));
    }
    return text;
}

std::string tokens_shown(std::string_view line) {
    std::string text;
    for (const auto token : address_tokens(line)) text += (text.empty() ? "" : "|") + std::string(token);
    return text;
}

/// The tokens of one label, with blanks between.
std::string part(std::string_view line, AddressLabel label) {
    std::string text;
    for (const auto& token : label_address(line))
        if (token.label == label) text += (text.empty() ? "" : " ") + std::string(token.text);
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(address_labels)

BOOST_AUTO_TEST_CASE(tokens_are_pieces_of_the_line_in_order) {
    BOOST_TEST(tokens_shown("12  Elm St., Apt #4B;Dover\nDE 19901 ") ==
               "12|Elm|St.,|Apt|#|4B;|Dover|DE|19901");
    BOOST_TEST(tokens_shown("A&B,, #, c/o X\xc2\xa0Y") == "A|&|B,,|#,|c/o|X|Y");
    BOOST_TEST(tokens_shown(" \t\n") == "");
}

BOOST_AUTO_TEST_CASE(every_label_has_a_name_and_is_found_by_it) {
    std::set<std::string_view> names;
    for (std::size_t label = 0; label < address_label_count; ++label) {
        const auto name = name_of(static_cast<AddressLabel>(label));
        names.insert(name);
        BOOST_TEST((label_named(name) == static_cast<AddressLabel>(label)), name);
    }
    BOOST_TEST(names.size() == address_label_count);
    BOOST_TEST(name_of(AddressLabel::street_name_post_type) == "StreetNamePostType");
    BOOST_TEST(!label_named("Street"));
}

BOOST_AUTO_TEST_CASE(a_street_with_all_its_parts) {
    BOOST_TEST(
        shown("1450 N. Juniper Avenue NW, Apt 12C, Riverton, WY 82501") ==
        "1450 AddressNumber | N. StreetNamePreDirectional | Juniper StreetName | Avenue StreetNamePostType"
        " | NW, StreetNamePostDirectional | Apt OccupancyType | 12C, OccupancyIdentifier"
        " | Riverton, PlaceName | WY StateName | 82501 ZipCode");
}

BOOST_AUTO_TEST_CASE(a_city_of_two_words_without_a_comma) {
    BOOST_TEST(shown("88 quarry road santa clara ca 95050") ==
               "88 AddressNumber | quarry StreetName | road StreetNamePostType | santa PlaceName"
               " | clara PlaceName | ca StateName | 95050 ZipCode");
}

BOOST_AUTO_TEST_CASE(boxes_and_routes) {
    BOOST_TEST(shown("P.O. Box 771, Alder, MT 59710") ==
               "P.O. USPSBoxType | Box USPSBoxType | 771, USPSBoxID | Alder, PlaceName | MT StateName"
               " | 59710 ZipCode");
    BOOST_TEST(shown("RR 3 Box 18B Alder MT 59710") ==
               "RR USPSBoxGroupType | 3 USPSBoxGroupID | Box USPSBoxType | 18B USPSBoxID | Alder PlaceName"
               " | MT StateName | 59710 ZipCode");
}

BOOST_AUTO_TEST_CASE(military_mail) {
    BOOST_TEST(shown("PSC 1204 Box 88, APO AE 09464") ==
               "PSC USPSBoxGroupType | 1204 USPSBoxGroupID | Box USPSBoxType | 88, USPSBoxID | APO PlaceName"
               " | AE StateName | 09464 ZipCode");
    BOOST_TEST(shown("UNIT 3051 BOX 6 FPO AP 96521") ==
               "UNIT USPSBoxGroupType | 3051 USPSBoxGroupID | BOX USPSBoxType | 6 USPSBoxID | FPO PlaceName"
               " | AP StateName | 96521 ZipCode");
}

BOOST_AUTO_TEST_CASE(an_urbanization_of_puerto_rico_is_a_subaddress) {
    constexpr auto line = "URB EL ROSARIO 27 CALLE 4, CAGUAS PR 00725";
    BOOST_TEST(part(line, AddressLabel::subaddress_type) == "URB");
    BOOST_TEST(part(line, AddressLabel::subaddress_identifier) == "EL ROSARIO");
    BOOST_TEST(part(line, AddressLabel::address_number) == "27");
    BOOST_TEST(part(line, AddressLabel::street_name_pre_type) == "CALLE");
    BOOST_TEST(part(line, AddressLabel::state_name) == "PR");
}

BOOST_AUTO_TEST_CASE(intersections_have_a_separator) {
    constexpr auto line = "Larkspur St & 9th Ave, Bend, OR 97701";
    BOOST_TEST(part(line, AddressLabel::intersection_separator) == "&");
    BOOST_TEST(part(line, AddressLabel::street_name) == "Larkspur 9th");
    BOOST_TEST(part(line, AddressLabel::street_name_post_type) == "St Ave,");
}

BOOST_AUTO_TEST_CASE(highways_have_their_type_first) {
    BOOST_TEST(shown("7719 State Route 44, Perry, NY 14530") ==
               "7719 AddressNumber | State StreetNamePreType | Route StreetNamePreType | 44, StreetName"
               " | Perry, PlaceName | NY StateName | 14530 ZipCode");
}

BOOST_AUTO_TEST_CASE(units_floors_and_bare_number_signs) {
    constexpr auto line = "310 Basalt Blvd Ste 900, Reno NV 89501";
    BOOST_TEST(part(line, AddressLabel::occupancy_type) == "Ste");
    BOOST_TEST(part(line, AddressLabel::occupancy_identifier) == "900,");
    BOOST_TEST(part("310 Basalt Blvd #9, Reno NV", AddressLabel::occupancy_identifier) == "# 9,");
    BOOST_TEST(part("310 Basalt Blvd 4th Floor Reno NV", AddressLabel::occupancy_type) == "Floor");
}

BOOST_AUTO_TEST_CASE(case_accents_and_dots_change_no_label) {
    const auto labels = [](std::string_view line) {
        std::vector<AddressLabel> found;
        for (const auto& token : label_address(line)) found.push_back(token.label);
        return found;
    };
    const auto plain = labels("1450 N JUNIPER AVE, RIVERTON, WY 82501");
    BOOST_TEST((labels("1450 n. juniper ave., riverton, wy 82501") == plain));
    BOOST_TEST((labels("1450 N J\xc3\xbaniper Ave, Riverton, WY 82501") == plain));
}

BOOST_AUTO_TEST_CASE(any_bytes_are_covered_in_order) {
    const std::uint64_t seed = 7402;
    redline::base::Random random(seed);
    constexpr std::string_view pieces[] = {"12 ", "main ", "st ",  "#",    "apt ", "po ",      "box ", ", ",
                                           "-",   "/",     "hwy ", "N ",   "CA ",  "94115 ",   "&",    "\n",
                                           ".",   "and ",  "\xc3", "1/2 ", "RR ",  "\xc2\xa0", ";",    "("};
    for (int round = 0; round < 5000; ++round) {
        std::string line;
        for (auto count = random.below(14); count > 0; --count)
            line += random.chance(0.9) ? std::string(pieces[random.below(std::size(pieces))])
                                       : std::string(1, static_cast<char>(random.below(256)));
        std::size_t at = 0;
        for (const auto& token : label_address(line)) {
            const auto from = static_cast<std::size_t>(token.text.data() - line.data());
            BOOST_TEST_REQUIRE((!token.text.empty() && from >= at && from + token.text.size() <= line.size()),
                               "seed " << seed << ", round " << round << ": " << line);
            at = from + token.text.size();
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
