#include "request_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;

namespace {

/// The parts, one a line, or `no request`.
std::string shown(std::string_view text) {
    RequestText parts;
    if (!take_apart(text, parts)) return "no request";
    std::string all;
    all.append(parts.method).append(" ").append(parts.target).append(" at ").append(parts.host);
    for (const auto field : parts.fields) all.append("|").append(field);
    return all.append("|").append(parts.body);
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_text)

BOOST_AUTO_TEST_CASE(a_request_is_taken_apart) {
    BOOST_TEST(shown("POST /leads?x=1&y= HTTP/1.1\r\nHost: shop.test:8080\r\ntraceparent: 00-1\r\n"
                     "Content-Length: 4\r\n\r\na\r\nb") ==
               "POST /leads?x=1&y= at shop.test:8080|traceparent: 00-1|Content-Length: 4|a\r\nb");
    BOOST_TEST(shown("GET / HTTP/1.0\r\n\r\n") == "GET / at |");
}

BOOST_AUTO_TEST_CASE(what_speaks_of_the_connection_is_left_out_whatever_its_case) {
    BOOST_TEST(shown("GET / HTTP/1.1\r\nConnection: keep-alive\r\nKEEP-ALIVE: timeout=5\r\n"
                     "Proxy-Connection: x\r\nTransfer-Encoding: chunked\r\nupgrade: h2c\r\n"
                     "Upgrade-Insecure-Requests: 1\r\n\r\n") == "GET / at |Upgrade-Insecure-Requests: 1|");
}

BOOST_AUTO_TEST_CASE(the_host_stands_apart) {
    BOOST_TEST(shown("GET / HTTP/1.1\r\nhOsT:a.test \r\nHostess: b\r\n\r\n") ==
               "GET / at a.test|Hostess: b|");
}

BOOST_AUTO_TEST_CASE(what_is_no_request_is_refused) {
    for (const auto* text : {"", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET /\r\n\r\n",
                             "GET  HTTP/1.1\r\n\r\n", "GET / HTTP/2\r\n\r\n", "G<T / HTTP/1.1\r\n\r\n",
                             "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\na b: c\r\n\r\n"})
        BOOST_TEST(shown(text) == "no request");
}

BOOST_AUTO_TEST_CASE(the_buffers_hold_one_request_after_another) {
    RequestText parts;
    BOOST_TEST(take_apart("GET /a HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\nbody", parts));
    BOOST_TEST(take_apart("GET /b HTTP/1.1\r\nY: 2\r\n\r\n", parts));
    BOOST_TEST(parts.host == "");
    BOOST_TEST(parts.fields.size() == 1U);
    BOOST_TEST(parts.body == "");
}

BOOST_AUTO_TEST_SUITE_END()
