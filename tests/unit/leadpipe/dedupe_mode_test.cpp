#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/dedupe_mode.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(dedupe_mode)

BOOST_AUTO_TEST_CASE(each_mode_is_read_by_its_name) {
    BOOST_TEST((parse_dedupe_mode("off").value() == DedupeMode::off));
    BOOST_TEST((parse_dedupe_mode("exact").value() == DedupeMode::exact));
    BOOST_TEST((parse_dedupe_mode("normalised").value() == DedupeMode::normalised));
}

BOOST_AUTO_TEST_CASE(a_wrong_word_is_answered_with_the_nearest_right_one) {
    BOOST_TEST(base::to_text(parse_dedupe_mode("normalized").error()) ==
               "there is no dedupe mode `normalized`\n  = did you mean `normalised`?");
    BOOST_TEST(base::to_text(parse_dedupe_mode("").error()).find("known: off, exact, normalised") !=
               std::string::npos);
    BOOST_TEST(!parse_dedupe_mode("OFF").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
