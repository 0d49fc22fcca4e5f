#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/validation_mode.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// `street|city|state|zip`
std::string split(std::string_view line) {
    const auto address = split_at_commas(line);
    return address.street + '|' + address.city + '|' + address.state + '|' + address.zip;
}

} // namespace

BOOST_AUTO_TEST_SUITE(validation_mode)

BOOST_AUTO_TEST_CASE(modes_are_read_by_their_names) {
    BOOST_TEST((parse_validation_mode("off").value() == ValidationMode::off));
    BOOST_TEST((parse_validation_mode("reject").value() == ValidationMode::reject));
    BOOST_TEST((parse_validation_mode("repair").value() == ValidationMode::repair));
    const auto wrong = parse_validation_mode("repiar");
    BOOST_REQUIRE(!wrong);
    BOOST_TEST(base::to_text(wrong.error()).find("repair") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_prototypes_way_keeps_what_is_there_as_it_came) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"1600 W 5th Ave, Springfield, IL 62704", "1600 W 5th Ave|Springfield|IL|62704"},
        {"  1600 W 5th Ave ,Springfield,  IL   62704  ", "1600 W 5th Ave|Springfield|IL|62704"},
        {"1600 W 5th Ave Springfield IL 62704", "1600 W 5th Ave Springfield IL 62704|||"},
        {"1600 W 5th Ave, Apt 4, Springfield, IL 62704", "1600 W 5th Ave|Apt 4|Springfield,|IL 62704"},
        {"street, city, IL", "street|city|IL|"},
        {",,", "|||"},
        {"", "|||"},
        {"   ", "|||"},
        {"a,", "a|||"},
    };
    for (const auto& [line, parts] : cases) BOOST_TEST(split(line) == parts, line);
}

BOOST_AUTO_TEST_CASE(standard_is_what_is_spelled_as_its_own_repair) {
    const std::pair<std::string_view, bool> cases[] = {
        {"1600 W 5TH AVE APT 4B, SPRINGFIELD IL 62704", true},
        {" 1600 w 5th ave apt 4b, Springfield IL 62704 ", true},
        {"1600 West 5th Ave Apt 4B, Springfield IL 62704", false},
        {"1600 W 5TH AVE APT 4B, SPRINGFIELD, IL 62704", false},
        {"1600 W 5TH AVE APT 4B  SPRINGFIELD IL 62704", false},
    };
    for (const auto& [line, standard] : cases)
        BOOST_TEST(is_standard(line, parse_address(line).value()) == standard, line);
}

BOOST_AUTO_TEST_CASE(a_repair_is_standard) {
    for (const auto* line : {"1600 west fifth avenue #4b springfield illinois 62704",
                             "po box 77 dover de 19901", "7 Elm St, Dover DE 19901-1234"}) {
        const auto address = parse_address(line).value();
        BOOST_TEST(is_standard(to_text(address), address), to_text(address));
    }
}

BOOST_AUTO_TEST_SUITE_END()
