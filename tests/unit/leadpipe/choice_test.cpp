#include <boost/test/unit_test.hpp>

#include <array>

#include "redline/leadpipe/choice.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(choice)

BOOST_AUTO_TEST_CASE(a_word_stands_for_its_place_and_a_wrong_one_for_none) {
    enum class Colour { red, green };
    constexpr std::array<std::string_view, 2> names{"red", "green"};
    BOOST_TEST((parse_choice<Colour>("colour", "green", names).value() == Colour::green));
    BOOST_TEST(base::to_text(parse_choice<Colour>("colour", "gren", names).error()) ==
               "there is no colour `gren`\n  = did you mean `green`?");
}

BOOST_AUTO_TEST_SUITE_END()
