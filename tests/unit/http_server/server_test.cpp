#include "redline/http_server/server.hpp"

#include <boost/test/unit_test.hpp>

#include "http_exchange.hpp"

using namespace redline;
using namespace redline::http_server;
using namespace std::chrono_literals;
using redline::test::ask;
using redline::test::get;
using redline::test::HttpConnection;
using redline::test::request_text;

namespace {

Answer echo(std::string_view path) {
    if (path == "/missing") return {404, "text/plain", "nothing here\n"};
    return {200, "text/x-echo", std::string(path)};
}

Server echo_server(const Limits& limits = {}) {
    auto server = Server::start({}, echo, limits);
    BOOST_REQUIRE(server.has_value());
    return std::move(*server);
}

std::string why_not(const ListenAddress& address) {
    const auto server = Server::start(address, echo);
    BOOST_REQUIRE(!server.has_value());
    return base::to_text(server.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(it_answers_with_what_the_function_says) {
    const auto server = echo_server();
    const auto reply = get(server.address().port, "/metrics?name=a");
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(reply.body == "/metrics");
    BOOST_TEST(reply.headers.at("content-type") == "text/x-echo");
    BOOST_TEST(get(server.address().port, "/missing").status == 404);
}

BOOST_AUTO_TEST_CASE(a_connection_serves_one_request_after_another) {
    const auto server = echo_server();
    HttpConnection connection(server.address().port);
    connection.send(request_text("GET", "/one") + request_text("GET", "/two"));
    BOOST_TEST(connection.read_reply()->body == "/one");
    BOOST_TEST(connection.read_reply()->body == "/two");
    connection.send(request_text("GET", "/last", {}, {{"Connection", "close"}}));
    BOOST_TEST(connection.read_reply()->body == "/last");
    BOOST_TEST(connection.ends());
}

BOOST_AUTO_TEST_CASE(head_is_get_without_the_body) {
    const auto server = echo_server();
    const auto reply = ask(server.address().port, request_text("HEAD", "/metrics"));
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(reply.headers.at("content-length") == "8");
}

BOOST_AUTO_TEST_CASE(other_methods_are_told_what_there_is) {
    const auto server = echo_server();
    const auto reply = ask(server.address().port, request_text("DELETE", "/metrics"));
    BOOST_TEST(reply.status == 405);
    BOOST_TEST(reply.headers.at("allow") == "GET, HEAD");
}

BOOST_AUTO_TEST_CASE(what_is_too_large_or_not_http_is_refused) {
    const auto server = echo_server();
    const auto port = server.address().port;
    BOOST_TEST(ask(port, "good morning\r\n\r\n").status == 400);
    BOOST_TEST(ask(port, request_text("POST", "/", "a body")).status == 413);
    BOOST_TEST(ask(port, request_text("GET", "/", {}, {{"X", std::string(9'000, 'x')}})).status == 431);
    BOOST_TEST(get(port, "/still-here").body == "/still-here");
}

BOOST_AUTO_TEST_CASE(a_connection_beyond_the_limit_is_closed_until_another_ends) {
    const auto server = echo_server({.connections_max = 2});
    const auto port = server.address().port;
    HttpConnection first(port);
    first.send(request_text("GET", "/first"));
    BOOST_TEST(first.read_reply()->body == "/first");
    {
        HttpConnection second(port);
        second.send(request_text("GET", "/second", {}, {{"Connection", "close"}}));
        HttpConnection third(port);
        BOOST_TEST(third.ends());
        BOOST_TEST(second.read_reply()->body == "/second");
        BOOST_TEST(second.ends());
    }
    std::optional<test::Reply> reply;
    while (!reply) { // the server may hear of the end a moment later
        HttpConnection fourth(port);
        fourth.send(request_text("GET", "/fourth"));
        reply = fourth.read_reply();
    }
    BOOST_TEST(reply->body == "/fourth");
}

BOOST_AUTO_TEST_CASE(who_says_nothing_is_let_go) {
    const auto server = echo_server({.silence_max = 50ms});
    HttpConnection silent(server.address().port);
    silent.send("GET / HTTP/1.1\r\n");
    BOOST_TEST(silent.ends());
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_an_error_with_a_way_out) {
    const auto server = echo_server();
    BOOST_TEST(why_not(server.address()) == "cannot listen on " + to_text(server.address()) +
                                                ": Address already in use\n"
                                                "  = choose another port, or 0 for any free one");
    BOOST_TEST(why_not({"192.0.2.1", 0}).starts_with("cannot listen on 192.0.2.1:0: Cannot assign"));
}

BOOST_AUTO_TEST_CASE(its_end_closes_the_connections_and_frees_the_port) {
    std::optional<Server> server = echo_server();
    const auto address = server->address();
    HttpConnection connection(address.port);
    connection.send(request_text("GET", "/"));
    BOOST_TEST(connection.read_reply().has_value());
    server.reset();
    BOOST_TEST(connection.ends());
    BOOST_TEST(Server::start(address, echo).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
