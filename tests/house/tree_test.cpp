// Holds this very tree to the rules of the house.
#include "rules.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;

BOOST_AUTO_TEST_SUITE(tree)

BOOST_AUTO_TEST_CASE(this_tree_keeps_the_rules) {
    const auto files = house::read_tree(REDLINE_SOURCE_DIR);
    BOOST_TEST_REQUIRE(files.find("tests/house/layers.cmake") != nullptr);
    for (const auto& violation : house::check_house(files)) BOOST_ERROR(house::to_text(violation));
}

BOOST_AUTO_TEST_SUITE_END()
