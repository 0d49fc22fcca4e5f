#include "redline/loadgen/traffic.hpp"

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"

using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(traffic)

BOOST_AUTO_TEST_CASE(a_judgement_accepts_until_something_is_held_against_it) {
    BOOST_TEST(Judgement{}.status_accepted);
    BOOST_TEST(Judgement{}.failed_checks == 0);
}

BOOST_AUTO_TEST_CASE(preparing_again_replaces_and_keeps_the_buffer) {
    const auto traffic = plain_traffic();
    PreparedRequest request;
    request.bytes.reserve(1000);
    const auto* buffer = request.bytes.data();
    traffic.prepare(123456, 0, request);
    traffic.prepare(7, 0, request);
    BOOST_TEST(request.bytes == "GET /0/7 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    BOOST_TEST(request.trace_id.low == 8);
    BOOST_CHECK(request.bytes.data() == buffer);
}

BOOST_AUTO_TEST_SUITE_END()
