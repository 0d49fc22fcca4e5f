#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/http_message.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(http_message)

BOOST_AUTO_TEST_CASE(a_problem_is_rfc_9457_json) {
    const auto answer =
        to_answer({422, "invalid-lead", "The lead is not complete", "lead.\"x\" is\nmissing"}, "abc1");
    BOOST_TEST(answer.status == 422);
    BOOST_TEST(answer.content_type == "application/problem+json");
    const auto body = redline::base::parse_json(answer.body, "answer");
    BOOST_REQUIRE(body);
    BOOST_TEST((*body)["type"] == "urn:leadpipe:problem:invalid-lead");
    BOOST_TEST((*body)["title"] == "The lead is not complete");
    BOOST_TEST((*body)["status"] == 422);
    BOOST_TEST((*body)["detail"] == "lead.\"x\" is\nmissing");
    BOOST_TEST((*body)["trace_id"] == "abc1");
    BOOST_TEST(!answer.retry_later);
}

BOOST_AUTO_TEST_CASE(busy_asks_to_come_again) {
    BOOST_TEST(to_answer({503, "busy", "t", "d"}, "").retry_later);
}

BOOST_AUTO_TEST_CASE(only_a_known_address_of_this_machine_is_loopback) {
    const auto from = [](std::string peer) {
        Request request;
        request.peer = std::move(peer);
        return is_from_loopback(request);
    };
    for (const auto* peer : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
        BOOST_TEST(from(peer), peer);
    for (const auto* peer : {"", "128.0.0.1", "12.7.0.1", "::", "::11", "fe80::1", "::ffff:192.0.2.1"})
        BOOST_TEST(!from(peer), peer);
}

BOOST_AUTO_TEST_SUITE_END()
