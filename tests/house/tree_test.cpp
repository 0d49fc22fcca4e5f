// Holds this very tree to the rules of the house; REDLINE_HOUSE_TREE in the environment names another.
#include "rules.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace redline;

namespace {

std::string tree_to_check() {
    const char* given = std::getenv("REDLINE_HOUSE_TREE");
    return given != nullptr ? given : REDLINE_SOURCE_DIR;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tree)

BOOST_AUTO_TEST_CASE(this_tree_keeps_the_rules) {
    const auto files = house::read_tree(tree_to_check());
    BOOST_TEST_REQUIRE(files.find("tests/house/layers.cmake") != nullptr);
    for (const auto& violation : house::check_house(files)) BOOST_ERROR(house::to_text(violation));
}

BOOST_AUTO_TEST_SUITE_END()
