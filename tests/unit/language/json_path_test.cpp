#include "redline/language/json_path.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using language::JsonPath;

BOOST_AUTO_TEST_SUITE(json_path)

BOOST_AUTO_TEST_CASE(odd_keys_are_quoted_in_text) {
    BOOST_TEST(to_text(JsonPath{}) == "$");
    BOOST_TEST(to_text(JsonPath{{"a", "b-c", 0U, "_d1"}}) == "$.a.b-c[0]._d1");
    BOOST_TEST(to_text(JsonPath{{"odd key", "", "1st", "q\"", "é"}}) ==
               R"($["odd key"][""]["1st"]["q\""]["é"])");
}

BOOST_AUTO_TEST_SUITE_END()
