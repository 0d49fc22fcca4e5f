#include "redline/http_client/fetch.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "test_server.hpp"

using namespace redline;

namespace {

std::string url_of(std::uint16_t port, std::string_view path = "/metrics") {
    return fmt::format("http://127.0.0.1:{}{}", port, path);
}

} // namespace

BOOST_AUTO_TEST_SUITE(fetch)

BOOST_AUTO_TEST_CASE(a_page_is_read_whole) {
    const TestServer server([](std::string_view path, TestClient& client) {
        client.send(TestServer::ok("page of " + std::string(path)));
    });
    const auto page = http_client::fetch(url_of(server.port()));
    BOOST_REQUIRE(page);
    BOOST_TEST(page->status == 200);
    BOOST_TEST(page->body == "page of /metrics");
}

BOOST_AUTO_TEST_CASE(an_answer_of_any_status_is_an_answer) {
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
    });
    BOOST_TEST(http_client::fetch(url_of(server.port()))->status == 302);
}

BOOST_AUTO_TEST_CASE(nobody_there_is_said) {
    const RefusingPort port;
    const auto page = http_client::fetch(url_of(port.port()));
    BOOST_REQUIRE(!page);
    BOOST_TEST((page.error().code == base::ErrorCode::network));
    BOOST_TEST(page.error().message.starts_with(url_of(port.port()) + ": "));
}

BOOST_AUTO_TEST_CASE(a_page_without_end_is_cut_off) {
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 200 OK\r\n\r\n");
        client.flood();
    });
    const auto page = http_client::fetch(url_of(server.port()), {std::chrono::seconds(20), 1000});
    BOOST_REQUIRE(!page);
    BOOST_TEST(page.error().message.find("more than 1000 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_is_given_up) {
    const TestServer server([](std::string_view, TestClient&) {});
    const auto page = http_client::fetch(url_of(server.port()), {std::chrono::milliseconds(20), 1000});
    BOOST_TEST(!page);
}

BOOST_AUTO_TEST_CASE(only_http_is_spoken) { BOOST_TEST(!http_client::fetch("file:///etc/hostname")); }

BOOST_AUTO_TEST_SUITE_END()
