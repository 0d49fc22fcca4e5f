#include "redline/base/json.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

namespace {

std::string refusal(std::string_view text) {
    const auto json = parse_json(text, "run.json");
    return json ? "read as " + to_text(*json) : to_text(json.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(keeps_the_order_of_keys) {
    const auto json = parse_json(R"({"z":1,"a":{"y":[true,null,"x"],"b":2.5}})", "x");
    BOOST_TEST_REQUIRE(json.has_value());
    BOOST_TEST(to_text(*json) == R"({"z":1,"a":{"y":[true,null,"x"],"b":2.5}})");
    BOOST_TEST(to_text(Json{{"a", 1}}, 2) == "{\n  \"a\": 1\n}");
}

BOOST_AUTO_TEST_CASE(a_mistake_is_shown_in_its_line) {
    BOOST_TEST(
        refusal("{\n  \"schema\": 1,\n  \"rate\" 2\n}\n")
            .starts_with("run.json:3:10: this is not JSON: syntax error while parsing object separator"));
    BOOST_TEST(refusal("{\n  \"schema\": 1,\n  \"rate\" 2\n}\n")
                   .ends_with("    3 |   \"rate\" 2\n      |          ^"));
    BOOST_TEST(refusal("").starts_with("run.json:1:1: this is not JSON: syntax error"));
    BOOST_TEST(refusal("[1] 2").starts_with("run.json:1:5: this is not JSON"));
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_refused) {
    for (const std::string_view text : {"[1,]", "{\"a\":01}", "nan", "[1e999]", "\"\xff\"", "\"\\ud800\"",
                                        "{1:2}", "'a'", "[", "\"\x01\"", "\xed\xa0\x80", "// no\n1"})
        BOOST_TEST(refusal(text).starts_with("run.json:1:"), text);
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    BOOST_TEST(parse_json(nested(200), "x").has_value());
    BOOST_TEST(refusal(nested(300)).starts_with("run.json:1:1: this JSON is nested too deeply"));
    BOOST_TEST(!parse_json(nested(1'000'000), "x").has_value());
    BOOST_TEST(!parse_json(std::string(1'000'000, '['), "x").has_value());
}

BOOST_AUTO_TEST_CASE(printing_replaces_what_is_no_utf8) {
    BOOST_TEST(to_text(Json("a\xff")) == "\"a\xef\xbf\xbd\"");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
