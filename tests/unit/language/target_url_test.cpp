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
        {"https://example.com", "example.com", 443, "https://example.com", "example.com"},
        {"https://example.com:80/", "example.com", 80, "https://example.com:80", "example.com:80"},
        {"http://example.com:443", "example.com", 443, "http://example.com:443", "example.com:443"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto target = parse_target(c.text);
            BOOST_TEST_REQUIRE(target.has_value());
            BOOST_TEST(target->host == c.host);
            BOOST_TEST(target->port == c.port);
            BOOST_TEST(target->tls == c.text.starts_with("https"));
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

BOOST_AUTO_TEST_CASE(the_url_of_a_load_is_read_as_curl_reads_it) {
    struct Case {
        std::string_view text, endpoint, path;
    };
    constexpr Case cases[] = {
        {"127.0.0.1:8080", "http://127.0.0.1:8080", "/"},
        {"localhost/a/b", "http://localhost", "/a/b"},
        {"http://localhost?q=1", "http://localhost", "/?q=1"},
        {"https://localhost/a?u=http://x/#part", "https://localhost", "/a?u=http://x/"},
        {"[::1]:9/", "http://[::1]:9", "/"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto url = language::parse_request_url(c.text);
            BOOST_TEST_REQUIRE(url.has_value());
            BOOST_TEST(language::to_text(url->endpoint) == c.endpoint);
            BOOST_TEST(url->path == c.path);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_url_that_could_break_the_request_line_is_refused) {
    struct Case {
        std::string_view text, message;
    };
    constexpr Case cases[] = {
        {"", "`` is not a host"},
        {"ftp://x/", "`ftp://x/` is not a URL that can be loaded"},
        {"http://me:secret@x/", "a target carries no user name"},
        {"http://x/a b", "a URL holds neither spaces nor letters beyond ASCII"},
        {"http://x/\r\nHost: y", "a URL holds neither spaces nor letters beyond ASCII"},
        {"http://x/caf\xc3\xa9", "a URL holds neither spaces nor letters beyond ASCII"},
    };
    for (const auto& c : cases) {
        BOOST_TEST_CONTEXT(c.text) {
            const auto url = language::parse_request_url(c.text);
            BOOST_TEST_REQUIRE(!url.has_value());
            BOOST_TEST(url.error().message == c.message);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
