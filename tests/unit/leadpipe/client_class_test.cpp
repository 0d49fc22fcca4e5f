#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/client_class.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(client_class)

BOOST_AUTO_TEST_CASE(each_class_is_read_by_the_name_it_prints) {
    for (const auto client : {ClientClass::priority, ClientClass::standard, ClientClass::bulk})
        BOOST_TEST((parse_client_class(to_text(client)).value() == client));
}

BOOST_AUTO_TEST_CASE(a_wrong_word_is_answered_with_the_nearest_right_one) {
    BOOST_TEST(base::to_text(parse_client_class("standart").error()) ==
               "there is no class of clients `standart`\n  = did you mean `standard`?");
}

BOOST_AUTO_TEST_SUITE_END()
