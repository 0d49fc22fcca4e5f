#include "redline/language/judge.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::language;

namespace {

constexpr std::string_view sample_headers =
    "Date: today\r\nCONTENT-TYPE:  application/json; charset=utf-8 \r\nEmpty:\r\n"
    "X-Two: first\r\nX-Two: second\r\n";
constexpr std::string_view sample_body =
    R"({"state":"accepted","price":12.5,"count":0,"sold":false,"buyer":null,)"
    R"("items":[{"name":"a b"}],"list":[1]})";

std::vector<Check> checks_of(const std::vector<std::string>& texts) {
    std::vector<Check> checks;
    for (const auto& text : texts) {
        auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", text});
        auto check = parse_check(text, {source, 1, 1, 1});
        BOOST_TEST_REQUIRE(check.has_value(), text);
        checks.push_back(*check);
    }
    return checks;
}

loadgen::Response response(int status = 202, std::string_view body = sample_body) {
    loadgen::Response made;
    made.status = status;
    made.header_block = sample_headers;
    made.body = body;
    made.response_time = std::chrono::milliseconds(500);
    made.service_time = std::chrono::milliseconds(2);
    return made;
}

bool holds(const std::string& text, const loadgen::Response& answer) {
    return language::judge(checks_of({text}), answer).failed_checks == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(judge)

BOOST_AUTO_TEST_CASE(what_holds_of_a_sample_answer) {
    for (const std::string text : {"status == 202",
                                   "status != 200",
                                   "status < 203",
                                   "status <= 202",
                                   "status > 201",
                                   "status >= 202",
                                   "status in [200, 202]",
                                   "latency < 501ms",
                                   "latency <= 500ms",
                                   "latency > 499ms",
                                   "latency >= 500ms",
                                   "body contains \"accepted\"",
                                   "header content-type contains json",
                                   "header Content-Type == \"application/json; charset=utf-8\"",
                                   "header X-Two == first",
                                   "header Empty == \"\"",
                                   "header Date in [today, tomorrow]",
                                   "header Date != now",
                                   "$.state == accepted",
                                   "$.state != sold",
                                   "$.state in [sold, accepted]",
                                   "$.state contains cept",
                                   "$.price == 12.5",
                                   "$.price > 12",
                                   "$.price <= 12.5",
                                   "$.count == 0",
                                   "$.count in [1, 0]",
                                   "$.sold == false",
                                   "$.sold != true",
                                   "$.buyer == null",
                                   "$.state != null",
                                   "$.items[0].name == \"a b\"",
                                   "$.list[0] == 1",
                                   "$.price != \"12.5\"",
                                   "$.list != 1"})
        BOOST_TEST(holds(text, response()), text);
}

BOOST_AUTO_TEST_CASE(what_does_not_hold_of_it) {
    for (const std::string text : {"status == 200",
                                   "status != 202",
                                   "status < 202",
                                   "status > 202",
                                   "status in [200, 409]",
                                   "latency < 500ms",
                                   "latency > 500ms",
                                   "latency < 3ms",
                                   "body contains \"sold!\"",
                                   "body == accepted",
                                   "header X-None contains \"\"",
                                   "header X-None != a",
                                   "header X-Two == second",
                                   "$.state == sold",
                                   "$.stat != sold",
                                   "$.items[1] != null",
                                   "$.price == \"12.5\"",
                                   "$.price < 12.5",
                                   "$.state < 3",
                                   "$.sold == 0",
                                   "$.sold == null",
                                   "$.count == false",
                                   "$.list contains one",
                                   "$.buyer != null"})
        BOOST_TEST(!holds(text, response()), text);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_json_holds_no_check_into_it) {
    for (const auto* body : {"", "ok", "{\"state\":\"acc", "{\"state\":"})
        for (const std::string text : {"$.state == accepted", "$.state != sold", "$ != null"})
            BOOST_TEST(!holds(text, response(200, body)), text << " of " << body);
}

BOOST_AUTO_TEST_CASE(texts_are_compared_without_their_escapes) {
    constexpr std::string_view body = R"({"name":"Zo\u00eb \"Z\"","\u006bey":"a\/b"})";
    BOOST_TEST(holds(R"($.name == "Zoë \"Z\"")", response(200, body)));
    BOOST_TEST(holds(R"($.name contains "\"Z")", response(200, body)));
    BOOST_TEST(holds("$.key == \"a/b\"", response(200, body)));
    BOOST_TEST(!holds(R"($.name contains u00eb)", response(200, body)));
}

BOOST_AUTO_TEST_CASE(checks_on_json_and_on_other_things_take_turns) {
    const auto checks = checks_of({"$.price == 12.5", "status == 200", "$.state == sold", "latency < 1s",
                                   "$.price == 12.5", "$.none == 1", "$.count == 0"});
    BOOST_TEST(language::judge(checks, response()).failed_checks == 0b0100110U);
}

BOOST_AUTO_TEST_CASE(each_check_has_its_bit) {
    const auto checks =
        checks_of({"status == 202", "latency < 1ms", "$.state == accepted", "body contains nothing"});
    BOOST_TEST(language::judge(checks, response()).failed_checks == 0b1010U);
    BOOST_TEST(language::judge(checks, response(500, "")).failed_checks == 0b1111U);
    const std::vector<Check> many(step_checks_max, checks_of({"status == 200"}).front());
    BOOST_TEST(language::judge(many, response()).failed_checks == 0xffffffffU);
}

BOOST_AUTO_TEST_CASE(the_status_is_accepted_by_the_checks_that_speak_of_it) {
    struct Case {
        std::vector<std::string> checks;
        int status;
        bool accepted;
    };
    const Case cases[] = {
        {{}, 200, true},
        {{}, 302, true},
        {{}, 399, true},
        {{}, 400, false},
        {{}, 503, false},
        {{"latency < 1ms"}, 200, true},
        {{"latency < 1s"}, 500, false},
        {{"status == 404"}, 404, true},
        {{"status == 404"}, 200, false},
        {{"status in [202, 422]"}, 422, true},
        {{"status < 500", "status != 404"}, 404, false},
        {{"status < 500", "latency < 1ms"}, 404, true},
        {{"body contains nothing", "status == 202"}, 202, true},
    };
    for (const auto& c : cases)
        BOOST_TEST(language::judge(checks_of(c.checks), response(c.status)).status_accepted == c.accepted,
                   c.status << " with " << (c.checks.empty() ? "no check" : c.checks.front()));
}

BOOST_AUTO_TEST_CASE(header_values_are_found_in_any_case_and_trimmed) {
    BOOST_TEST(header_value(sample_headers, "content-TYPE") == "application/json; charset=utf-8");
    BOOST_TEST(header_value(sample_headers, "Empty") == "");
    BOOST_TEST((header_value(sample_headers, "Empty").data() != nullptr));
    BOOST_TEST((header_value(sample_headers, "Content").data() == nullptr));
    BOOST_TEST((header_value("", "Content").data() == nullptr));
    BOOST_TEST(header_value("no colon\r\nA: b", "A") == "b");
}

BOOST_AUTO_TEST_SUITE_END()
