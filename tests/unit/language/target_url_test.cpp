#include "redline/language/target_url.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using language::parse_target;

BOOST_AUTO_TEST_SUITE(target_url)

BOOST_AUTO_TEST_CASE(a_target_is_a_host_and_a_port) {
    struct Case {
        std::string_view text, host;
        int port;
        std::string_view printed, authority;
    };
    constexpr Case cases[] = {
        {"http://127.0.0.1:8080", "127.0.0.1", 8080, "http://127.0.0.1:8080", "127.0.0.1:8080"},
        {"http://localhost", "localhost", 80, "http://localhost", "localhost"},
        {"http://localhost:80/", "localhost", 80, "http://localhost", "localhost"},
        {"http://lead-pipe.example.com:65535", "lead-pipe.example.com", 65535,
         "http://lead-pipe.example.com:65535", "lead-pipe.example.com:65535"},
        {"http://[::1]:9", "::1", 9, "http://[::1]:9", "[::1]:9"},
        {"http://[2001:db8::2]", "2001:db8::2", 80, "http://[2001:db8::2]", "[2001:db8::2]"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto target = parse_target(c.text);
            BOOST_TEST_REQUIRE(target.has_value());
            BOOST_TEST(target->host == c.host);
            BOOST_TEST(target->port == c.port);
            BOOST_TEST(language::to_text(*target) == c.printed);
            BOOST_TEST(language::authority(*target) == c.authority);
        }
    }
}

BOOST_AUTO_TEST_CASE(anything_more_or_less_is_refused_by_name) {
    struct Case {
        std::string_view text, message;
    };
    constexpr Case cases[] = {
        {"", "`` is not a target"},
        {"127.0.0.1:8080", "`127.0.0.1:8080` is not a target"},
        {"ftp://x", "`ftp://x` is not a target"},
        {"https://x", "this version does not know https yet"},
        {"http://", "`` is not a host"},
        {"http://:80", "`` is not a host"},
        {"http://a b", "`a b` is not a host"},
        {"http://a\r\nX: y", "`a\r\nX` is not a host"},
        {"http://-a", "`-a` is not a host"},
        {"http://x:0", "`0` is not a port"},
        {"http://x:65536", "`65536` is not a port"},
        {"http://x:", "`` is not a port"},
        {"http://x:8o", "`8o` is not a port"},
        {"http://x/v1", "a target ends after its port"},
        {"http://x?y", "a target ends after its port"},
        {"http://me:secret@x", "a target carries no user name"},
        {"http://[1:2", "`[1` is not a host"},
        {"http://[nine]:80", "`nine` is not a host"},
        {"http://[::1]80", "`` is not a port"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto target = parse_target(c.text);
            BOOST_TEST_REQUIRE(!target.has_value());
            BOOST_TEST(target.error().message == c.message);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
