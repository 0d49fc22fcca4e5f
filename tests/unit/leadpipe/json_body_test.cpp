#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/json_body.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The status a body of this type is refused with; 0 where it is read.
int status_of(std::string body, std::string content_type = "application/json") {
    const auto read = read_json_body({"POST", "/", std::move(content_type), {}, std::move(body)});
    return read ? 0 : read.error().status;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_body)

BOOST_AUTO_TEST_CASE(an_object_in_utf8_is_read) {
    const auto read = read_json_body({"POST", "/", {}, {}, R"({"name":"Zo\u00eb","n":1})"});
    BOOST_REQUIRE(read);
    BOOST_TEST(text_member(*read, "name").value() == "Zo\xc3\xab");
}

BOOST_AUTO_TEST_CASE(what_is_none_is_refused_by_kind) {
    BOOST_TEST(status_of("{}", "text/plain") == 415);
    BOOST_TEST(status_of("{}", "application/json; charset=latin1") == 415);
    BOOST_TEST(status_of("") == 400);
    BOOST_TEST(status_of("{") == 400);
    BOOST_TEST(status_of("{} {}") == 400);
    BOOST_TEST(status_of("{\"a\":\"\xff\"}") == 400);
    BOOST_TEST(status_of("{\"a\":1e999}") == 400);
    for (const auto* other : {"[]", "null", "7", "\"text\""}) BOOST_TEST(status_of(other) == 422, other);
}

BOOST_AUTO_TEST_CASE(nesting_without_end_is_refused_and_not_followed) {
    for (const auto* open : {"[", "{\"a\":"}) {
        std::string deep;
        while (deep.size() < body_bytes_max) deep += open;
        BOOST_TEST(status_of("{\"lead\":" + deep) == 400);
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_says_where_and_not_what) {
    const auto read = read_json_body({"POST", "/", {}, {}, "{\n  \"name\": PRIVATE}"});
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().detail == "the body is not JSON that can be read (line 2, column 11)");
}

BOOST_AUTO_TEST_CASE(a_member_is_a_short_text_or_missing) {
    auto json = base::Json::parse(R"({"null":null,"number":7,"empty":"","list":[]})");
    json["longest"] = std::string(text_bytes_max, 'x');
    json["longer"] = std::string(text_bytes_max + 1, 'x');
    BOOST_TEST(text_member(json, "none").value() == "");
    BOOST_TEST(text_member(json, "null").value() == "");
    BOOST_TEST(text_member(json, "empty").value() == "");
    BOOST_TEST(text_member(json, "longest").value().size() == text_bytes_max);
    for (const auto* key : {"longer", "number", "list"}) BOOST_TEST(!text_member(json, key).has_value(), key);
}

BOOST_AUTO_TEST_CASE(an_invalid_lead_is_422) {
    const auto problem = invalid_lead("lead is missing").value();
    BOOST_TEST(problem.status == 422);
    BOOST_TEST(problem.kind == "invalid-lead");
    BOOST_TEST(problem.detail == "lead is missing");
}

BOOST_AUTO_TEST_SUITE_END()
