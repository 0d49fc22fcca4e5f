#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/worker_address.hpp"

using namespace redline;
using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(worker_address)

BOOST_AUTO_TEST_CASE(an_address_may_have_a_weight) {
    const auto plain = parse_worker_address("127.0.0.1:8080").value();
    BOOST_TEST(plain.host == "127.0.0.1");
    BOOST_TEST(plain.port == 8080);
    BOOST_TEST(plain.weight == 1.0);
    BOOST_TEST(parse_worker_address("worker.example.test:1,2.5").value().weight == 2.5);
}

BOOST_AUTO_TEST_CASE(what_is_printed_is_read_again) {
    for (const auto* text : {"127.0.0.1:8080", "[::1]:65535", "worker.example.test:1"})
        BOOST_TEST(to_text(parse_worker_address(text).value()) == text);
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_told) {
    for (const auto* text :
         {"", ":", "host", "host:", "host:0", "host:65536", "host:80x", ":80", "::1:80", "host:80,",
          "host:80,0", "host:80,-1", "host:80,nan", "host:80,inf", "host:80,1001", "[]:80"})
        BOOST_TEST(!parse_worker_address(text).has_value(), text);
    BOOST_TEST(
        base::to_text(parse_worker_address("host").error()) ==
        "`host` is no address of a worker\n  = write host:port or host:port,weight, as in 127.0.0.1:8080,2");
}

BOOST_AUTO_TEST_CASE(a_route_to_the_old_system_has_a_path) {
    const auto route = parse_old_route("/old/=127.0.0.1:81").value();
    BOOST_TEST(route.prefix == "/old");
    BOOST_TEST(to_text(route.to) == "127.0.0.1:81");
    for (const auto* text :
         {"", "/old", "=127.0.0.1:81", "/=127.0.0.1:81", "old=127.0.0.1:81", "/old=81", "/o?x=h:1"})
        BOOST_TEST(!parse_old_route(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
