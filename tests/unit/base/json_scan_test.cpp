#include "redline/base/json_scan.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

namespace {

using Path = std::vector<JsonStep>;

constexpr std::string_view sample =
    R"( {"state":"sold", "items":[{"price":1.5},{"odd \"key\"":[true,null]}],"empty":{},"n":-0,"e":"a\u00e9\n"} )";

std::string kind_name(JsonKind kind) {
    constexpr std::string_view names[] = {"nothing", "null", "boolean", "number", "text", "array", "object"};
    return std::string(names[static_cast<std::size_t>(kind)]);
}

std::string found(std::string_view text, const Path& path) {
    WantedJson wanted{path};
    if (!scan_json(text, {&wanted, 1})) return "no JSON";
    const auto name = kind_name(wanted.found.kind);
    return wanted.found.written.empty() ? name : name + ' ' + std::string(wanted.found.written);
}

bool valid(std::string_view text) { return scan_json(text, {}); }

} // namespace

BOOST_AUTO_TEST_SUITE(json_scan)

BOOST_AUTO_TEST_CASE(a_path_finds_one_value) {
    BOOST_TEST(found(sample, {}) == "object");
    BOOST_TEST(found(sample, {"state"}) == "text sold");
    BOOST_TEST(found(sample, {"items"}) == "array");
    BOOST_TEST(found(sample, {"items", 0U, "price"}) == "number 1.5");
    BOOST_TEST(found(sample, {"items", 1U, "odd \"key\"", 0U}) == "boolean true");
    BOOST_TEST(found(sample, {"items", 1U, "odd \"key\"", 1U}) == "null null");
    BOOST_TEST(found(sample, {"n"}) == "number -0");
    BOOST_TEST(found(sample, {"e"}) == "text a\\u00e9\\n");
    BOOST_TEST(found("7", {}) == "number 7");
}

BOOST_AUTO_TEST_CASE(a_path_that_ends_early_finds_nothing) {
    for (const auto& path : {Path{"stat"}, Path{"items", 2U}, Path{"items", "0"}, Path{"state", 0U},
                             Path{"state", "x"}, Path{"empty", 0U}, Path{"price"}, Path{0U}})
        BOOST_TEST(found(sample, path) == "nothing");
}

BOOST_AUTO_TEST_CASE(of_equal_keys_the_last_counts_with_all_that_is_behind_it) {
    BOOST_TEST(found(R"({"a":1,"b":2,"a":3})", {"a"}) == "number 3");
    BOOST_TEST(found(R"({"a":{"b":1},"\u0061":{"c":2}})", {"a", "b"}) == "nothing");
    BOOST_TEST(found(R"({"a":[1],"a":7})", {"a", 0U}) == "nothing");
}

BOOST_AUTO_TEST_CASE(several_values_are_found_at_once) {
    const Path first{"items", 0U, "price"}, second{"state"}, third{"items", 1U}, fourth{"none"};
    std::vector<WantedJson> wanted{{first}, {second}, {third}, {fourth}, {second}};
    BOOST_TEST_REQUIRE(scan_json(sample, wanted));
    BOOST_TEST(wanted[0].found.written == "1.5");
    BOOST_TEST(wanted[1].found.written == "sold");
    BOOST_TEST(kind_name(wanted[2].found.kind) == "object");
    BOOST_TEST(kind_name(wanted[3].found.kind) == "nothing");
    BOOST_TEST(wanted[4].found.written == "sold");
}

BOOST_AUTO_TEST_CASE(in_a_text_that_is_damaged_behind_it_nothing_is_found) {
    const Path path{"state"};
    WantedJson wanted{path};
    BOOST_TEST(!scan_json(R"({"state":"sold",})", {&wanted, 1}));
    BOOST_TEST(kind_name(wanted.found.kind) == "nothing");
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_refused) {
    for (const std::string_view text : {"",
                                        " ",
                                        "[1,]",
                                        "{\"a\":01}",
                                        "nan",
                                        "[1e999]",
                                        "\"\xff\"",
                                        "\"\\ud800\"",
                                        "\"\\udc00\"",
                                        "\"\\ud800\\u0041\"",
                                        "{1:2}",
                                        "'a'",
                                        "[",
                                        "\"\x01\"",
                                        "\"\xed\xa0\x80\"",
                                        "// no\n1",
                                        "-",
                                        "1.",
                                        "1e",
                                        "1e+",
                                        ".5",
                                        "+1",
                                        "tru",
                                        "truex",
                                        "{\"a\"}",
                                        "{\"a\":1 \"b\":2}",
                                        "[1 2]",
                                        "\"\\x\"",
                                        "\"\\u12g4\"",
                                        "\"open",
                                        "\"\\",
                                        "1 2",
                                        "\xef\xbb",
                                        "\xef\xbb\xbf"})
        BOOST_TEST(!valid(text), text);
    BOOST_TEST(!valid(std::string_view("1\0", 2)));
    BOOST_TEST(!valid(std::string(400, '9')));
}

BOOST_AUTO_TEST_CASE(odd_texts_are_taken) {
    for (const std::string_view text : {"\xef\xbb\xbf{}", "\"\x7f\xc3\xa9\"", "1e-999", "-0.0e+0", "[[],{}]",
                                        "\"\\ud83d\\ude00\\/\\b\\f\"", "\t[\r\n1 , 2 ]\n"})
        BOOST_TEST(valid(text), text);
    BOOST_TEST(valid(std::string(300, '9')));
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    BOOST_TEST(valid(nested(200)));
    BOOST_TEST(!valid(nested(300)));
    BOOST_TEST(!valid(std::string(1'000'000, '[')));
}

BOOST_AUTO_TEST_CASE(values_are_read_from_their_spots) {
    std::string room;
    BOOST_TEST(number_of({JsonKind::number, "-12.5e1"}) == -125.0);
    BOOST_TEST(number_of({JsonKind::number, "1e-999"}) == 0.0);
    BOOST_TEST(boolean_of({JsonKind::boolean, "true"}));
    BOOST_TEST(!boolean_of({JsonKind::boolean, "false"}));
    BOOST_TEST(text_of({JsonKind::text, "sold"}, room) == "sold");
    BOOST_TEST(text_of({JsonKind::text, "a\\\"\\u00e9\\u20ac\\ud83d\\ude00\\n\\u0041z"}, room) ==
               "a\"\u00e9\u20ac\U0001f600\nAz");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
