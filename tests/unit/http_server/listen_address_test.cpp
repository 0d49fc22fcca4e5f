#include "redline/http_server/listen_address.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::http_server;

namespace {

constexpr std::uint16_t usual_port = 9464;

std::string understood(std::string_view text) {
    const auto address = parse_listen_address(text, usual_port);
    return address ? to_text(*address) : redline::base::to_text(address.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(listen_address)

BOOST_AUTO_TEST_CASE(without_an_address_only_this_machine_hears) {
    BOOST_TEST(understood("") == "127.0.0.1:9464");
    BOOST_TEST(understood("0") == "127.0.0.1:0");
    BOOST_TEST(understood("8080") == "127.0.0.1:8080");
    BOOST_TEST(understood(":8080") == "127.0.0.1:8080");
    BOOST_TEST(understood("localhost:8080") == "127.0.0.1:8080");
}

BOOST_AUTO_TEST_CASE(an_address_is_taken_at_its_word) {
    BOOST_TEST(understood("0.0.0.0") == "0.0.0.0:9464");
    BOOST_TEST(understood("192.0.2.7:80") == "192.0.2.7:80");
    BOOST_TEST(understood("[::1]") == "[::1]:9464");
    BOOST_TEST(understood("[::]:0") == "[::]:0");
}

BOOST_AUTO_TEST_CASE(what_is_printed_is_read_back) {
    for (const ListenAddress& address :
         {ListenAddress{}, ListenAddress{"::1", 1}, ListenAddress{"0.0.0.0", 65535}})
        BOOST_CHECK(parse_listen_address(to_text(address), usual_port).value() == address);
}

BOOST_AUTO_TEST_CASE(a_mistake_is_told_with_what_would_do) {
    BOOST_TEST(understood("65536") == "`65536` has no port from 0 to 65535\n"
                                      "  = write a port, an address or both: 9464, 0.0.0.0:9464, [::1]:9464");
    for (const auto* wrong : {"127.0.0.1:", "127.0.0.1:http", "127.0.0.1:-1", "127.0.0.1:1:2", "::1", "[::1",
                              "[::1]80", "[]:80x", "metrics.example:80", "256.0.0.1", "/metrics"})
        BOOST_TEST(!parse_listen_address(wrong, usual_port).has_value(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()
