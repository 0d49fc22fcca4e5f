#include "redline/language/json_path.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using language::JsonPath;

namespace {

const base::Json sample =
    base::Json::parse(R"({"state":"sold","items":[{"price":1.5},{"odd key":[true,null]}],"empty":{}})");

std::string at(const JsonPath& path) {
    const auto* found = find(path, sample);
    return found == nullptr ? "nothing" : found->dump();
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_path)

BOOST_AUTO_TEST_CASE(a_path_finds_one_value) {
    BOOST_TEST(at({}) == sample.dump());
    BOOST_TEST(at({{"state"}}) == R"("sold")");
    BOOST_TEST(at({{"items", 0U, "price"}}) == "1.5");
    BOOST_TEST(at({{"items", 1U, "odd key", 0U}}) == "true");
    BOOST_TEST(at({{"items", 1U, "odd key", 1U}}) == "null");
}

BOOST_AUTO_TEST_CASE(a_path_that_ends_early_finds_nothing) {
    BOOST_TEST(at({{"stat"}}) == "nothing");
    BOOST_TEST(at({{"items", 2U}}) == "nothing");
    BOOST_TEST(at({{"items", "0"}}) == "nothing");
    BOOST_TEST(at({{"state", 0U}}) == "nothing");
    BOOST_TEST(at({{"state", "x"}}) == "nothing");
    BOOST_TEST(at({{"empty", 0U}}) == "nothing");
}

BOOST_AUTO_TEST_CASE(odd_keys_are_quoted_in_text) {
    BOOST_TEST(to_text(JsonPath{}) == "$");
    BOOST_TEST(to_text(JsonPath{{"a", "b-c", 0U, "_d1"}}) == "$.a.b-c[0]._d1");
    BOOST_TEST(to_text(JsonPath{{"odd key", "", "1st", "q\"", "é"}}) ==
               R"($["odd key"][""]["1st"]["q\""]["é"])");
}

BOOST_AUTO_TEST_SUITE_END()
