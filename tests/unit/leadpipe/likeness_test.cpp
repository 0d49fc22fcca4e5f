#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/likeness.hpp"

using namespace redline::leadpipe;

namespace {

const Party elm_house{"Elm House Nursery", "120 W Elm St Apt 3", "62704", "2175550143"};

Agreement with_elm_house(const Party& other) { return agreement_of(traits_of(elm_house), traits_of(other)); }

Agreement named(const char* name) { return with_elm_house({name, "", "", ""}); }
Agreement placed(const char* address) { return with_elm_house({"", address, "", ""}); }
Agreement phoned(const char* phone) { return with_elm_house({"", "", "", phone}); }

bool alike(const Party& a, const Party& b) {
    return score_of(agreement_of(traits_of(a), traits_of(b))) >= alike_from;
}

} // namespace

BOOST_AUTO_TEST_SUITE(likeness)

BOOST_AUTO_TEST_CASE(names_agree_by_degrees) {
    const std::pair<const char*, NameAgreement> cases[] = {
        {"", NameAgreement::missing},
        {"Garfield Academy", NameAgreement::none},
        {"House of Wonders", NameAgreement::some},
        {"Nursery Oak", NameAgreement::most},
        {"Springfield Community Services - Elm House Nursery", NameAgreement::contained},
        {"ELM HOUSE NURSRY", NameAgreement::same},
    };
    for (const auto& [name, agreement] : cases) BOOST_TEST((named(name).name == agreement), name);
}

BOOST_AUTO_TEST_CASE(places_agree_by_degrees) {
    const std::pair<const char*, PlaceAgreement> cases[] = {
        {"", PlaceAgreement::missing},
        {"7 Oak Ave", PlaceAgreement::none},
        {"120 Oak Ave", PlaceAgreement::number},
        {"120 E Elm St", PlaceAgreement::number}, // Another end of the street.
        {"122 W Elm St", PlaceAgreement::street},
        {"120 W Elm St Apt 4", PlaceAgreement::street},
        {"120 Elm", PlaceAgreement::same},
        {"120 west ELM STREET #3, Springfield IL", PlaceAgreement::same},
    };
    for (const auto& [address, agreement] : cases) BOOST_TEST((placed(address).place == agreement), address);
    BOOST_TEST(
        (agreement_of(traits_of({"", "PO Box 7", "", ""}), traits_of({"", "PO Box 8", "", ""})).place ==
         PlaceAgreement::street));
}

BOOST_AUTO_TEST_CASE(digits_agree_by_degrees) {
    BOOST_TEST((phoned("").phone == DigitsAgreement::missing));
    BOOST_TEST((phoned("217-555-0143").phone == DigitsAgreement::same));
    BOOST_TEST((phoned("555-0143").phone == DigitsAgreement::same));
    BOOST_TEST((phoned("217-555-0148").phone == DigitsAgreement::near));
    BOOST_TEST((phoned("217-555-0134").phone == DigitsAgreement::near));
    BOOST_TEST((phoned("217-559-0134").phone == DigitsAgreement::none));
    BOOST_TEST((with_elm_house({"", "", "62740", ""}).zip == DigitsAgreement::near));
}

BOOST_AUTO_TEST_CASE(more_agreement_never_weighs_less) {
    // But a neighbouring house speaks less for one party than an equal number on a street misspelt.
    for (int level = 1; level < 5; ++level)
        BOOST_TEST(score_of({.name = static_cast<NameAgreement>(level)}) <
                   score_of({.name = static_cast<NameAgreement>(level + 1)}));
    for (int level = 1; level < 3; ++level) {
        const auto lesser = static_cast<DigitsAgreement>(level),
                   more = static_cast<DigitsAgreement>(level + 1);
        BOOST_TEST(score_of({.zip = lesser}) < score_of({.zip = more}));
        BOOST_TEST(score_of({.phone = lesser}) < score_of({.phone = more}));
    }
    for (const auto place : {PlaceAgreement::none, PlaceAgreement::number, PlaceAgreement::street})
        BOOST_TEST(score_of({.place = place}) < score_of({.place = PlaceAgreement::same}));
    BOOST_TEST(score_of({}) == 0);
}

BOOST_AUTO_TEST_CASE(evidence_adds_up) {
    BOOST_TEST(alike(elm_house, {"ELM HOUSE NURSERY SCHOOL", "120 W. Elm Street", "", ""}));
    BOOST_TEST(alike(elm_house, {"Springfield Services", "120 W Elm St", "62704", "217-555-0143"}));
    BOOST_TEST(alike(elm_house, {"Elm House Nursery", "", "", "217-555-0143"}));
    // Two sites of one organisation, with its name and its head office's phone.
    BOOST_TEST(!alike(elm_house, {"Elm House Nursery", "77 S Oak Ave", "62799", "217-555-0143"}));
    BOOST_TEST(!alike(elm_house, {"Elm House Nursery", "", "", ""}));
    BOOST_TEST(!alike(elm_house, {"", "120 W Elm St", "", ""}));
    BOOST_TEST(!alike({}, {}));
}

BOOST_AUTO_TEST_SUITE_END()
