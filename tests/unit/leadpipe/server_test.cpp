#include <boost/test/unit_test.hpp>

#include <thread>

#include "http_exchange.hpp"
#include "redline/leadpipe/server.hpp"
#include "service_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using test::HttpConnection;
using test::request_text;

namespace {

struct Running : ServiceFixture {
    explicit Running(ServerOptions options = {}) : server(Server::listen(options, service).value()) {
        thread = std::jthread([this] { server->run(); });
    }
    ~Running() {
        server->stop();
        thread.join();
    }

    std::unique_ptr<Server> server;
    std::jthread thread;
};

} // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_FIXTURE_TEST_CASE(one_connection_serves_many_requests, Running) {
    HttpConnection connection(server->port());
    for (unsigned index = 0; index < 50; ++index) {
        const auto body = test::body_of(test::sample_lead(index));
        BOOST_REQUIRE(
            connection.send(request_text("POST", "/v1/leads", body, {{"Content-Type", "application/json"}})));
        const auto reply = connection.read_reply();
        BOOST_REQUIRE(reply);
        BOOST_TEST(reply->status == 202);
        BOOST_TEST(reply->headers.at("content-type") == "application/json");
    }
}

BOOST_FIXTURE_TEST_CASE(a_connection_closes_when_the_client_asks, Running) {
    HttpConnection connection(server->port());
    connection.send(request_text("GET", "/healthz", {}, {{"Connection", "close"}}));
    const auto reply = connection.read_reply();
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->headers.at("connection") == "close");
    BOOST_TEST(connection.ends());
}

BOOST_FIXTURE_TEST_CASE(head_tells_the_length_and_sends_no_body, Running) {
    HttpConnection connection(server->port());
    connection.send(request_text("HEAD", "/healthz"));
    const auto reply = connection.read_reply(true);
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->headers.at("content-length") == "3");
    connection.send(request_text("GET", "/healthz"));
    BOOST_TEST(connection.read_reply()->body == "ok\n");
}

BOOST_FIXTURE_TEST_CASE(an_expectant_client_is_told_to_go_on, Running) {
    HttpConnection connection(server->port());
    const auto body = test::body_of(test::sample_lead());
    const auto request = request_text("POST", "/v1/leads", body,
                                      {{"Content-Type", "application/json"}, {"Expect", "100-continue"}});
    connection.send(request.substr(0, request.size() - body.size()));
    BOOST_TEST(connection.read_reply()->status == 100);
    connection.send(body);
    BOOST_TEST(connection.read_reply()->status == 202);
}

BOOST_FIXTURE_TEST_CASE(a_large_body_is_refused_and_the_answer_arrives, Running) {
    HttpConnection connection(server->port());
    connection.send(request_text("POST", "/v1/leads", std::string(body_bytes_max + 1, 'x'),
                                 {{"Content-Type", "application/json"}, {"traceparent", traceparent}}));
    const auto reply = connection.read_reply();
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->status == 413);
    BOOST_TEST(reply->headers.at("content-type") == "application/problem+json");
    BOOST_TEST(reply->body.find(trace_id) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_too_long_for_the_workers_is_answered_503) {
    ServerOptions options;
    options.waiting_max = 0;
    Running running(options);
    const auto reply = test::get(running.server->port(), "/healthz");
    BOOST_TEST(reply.status == 503);
    BOOST_TEST(reply.headers.at("retry-after") == "1");
}

BOOST_AUTO_TEST_CASE(connections_beyond_the_limit_are_closed) {
    ServerOptions options;
    options.connections_max = 1;
    Running running(options);
    HttpConnection first(running.server->port());
    first.send(request_text("GET", "/healthz"));
    BOOST_TEST(first.read_reply()->status == 200);
    BOOST_TEST(HttpConnection(running.server->port()).ends());
    first.send(request_text("GET", "/healthz"));
    BOOST_TEST(first.read_reply()->status == 200);
}

BOOST_FIXTURE_TEST_CASE(stopping_ends_idle_connections, Running) {
    HttpConnection idle(server->port());
    idle.send(request_text("GET", "/healthz"));
    BOOST_REQUIRE(idle.read_reply());
    server->stop();
    BOOST_TEST(idle.ends());
    thread.join();
    thread = std::jthread([] {});
}

BOOST_FIXTURE_TEST_CASE(a_taken_port_is_an_error_with_a_way_out, Running) {
    ServerOptions options;
    options.port = server->port();
    const auto second = Server::listen(options, service);
    BOOST_REQUIRE(!second);
    BOOST_TEST(second.error().message.find("Address already in use") != std::string::npos);
    options.address = "not an address";
    BOOST_TEST(!Server::listen(options, service).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
