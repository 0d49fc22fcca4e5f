#include <boost/test/unit_test.hpp>

#include <optional>
#include <thread>

#include <fmt/format.h>

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

/// The status of the first answer to `head` and what follows it; 0 where the connection ends without one.
int first_status(unsigned short port, const std::string& head, std::string_view rest = {}) {
    HttpConnection connection(port);
    connection.send(head + "\r\n" + std::string(rest));
    connection.finish_sending();
    const auto reply = connection.read_reply();
    // Whatever came behind it was not taken for a second request.
    if (reply && reply->status >= 400) BOOST_TEST(connection.ends(), head);
    return reply ? reply->status : 0;
}

BOOST_FIXTURE_TEST_CASE(a_request_whose_end_is_unclear_is_refused_and_the_connection_closed, Running) {
    const std::string post = "POST /v1/leads HTTP/1.1\r\nHost: x\r\n";
    const std::string smuggled = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const std::string fields : {"Content-Length: 5\r\nContent-Length: 6\r\n",
                                     "Content-Length: 5, 6\r\n",
                                     "Content-Length: 5,\r\n",
                                     "Content-Length: 0x5\r\n",
                                     "Content-Length : 5\r\n",
                                     "Content-Length: 5 5\r\n",
                                     "Content-Length:\r\n",
                                     "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                     "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                     "Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
                                     "Transfer-Encoding: identity\r\n",
                                     "Transfer-Encoding: xchunked\r\n",
                                     "Transfer-Encoding: gzip, chunked\r\n",
                                     "Transfer-Encoding: chunked, identity\r\n",
                                     "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                     "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                                     "Transfer-Encoding:\r\n",
                                     "Transfer-Encoding: \x0b"
                                     "chunked\r\n",
                                     "Transfer-Encoding : chunked\r\n",
                                     "Host: y\r\n"})
        BOOST_TEST(first_status(server->port(), post + fields, smuggled) == 400, fields);
    BOOST_TEST(first_status(server->port(), "POST /v1/leads HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
                            smuggled) == 400);
    BOOST_TEST(first_status(server->port(), "GET /healthz HTTP/1.1\r\n") == 400);
    for (const auto& line : log.lines()) BOOST_TEST(line["fields"]["kind"] == "bad-request");
}

BOOST_FIXTURE_TEST_CASE(what_is_clear_is_served_however_it_is_framed, Running) {
    BOOST_TEST(first_status(server->port(), "GET /healthz HTTP/1.0\r\n") == 200);
    const std::string post = "POST /v1/leads HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    const auto body = test::body_of(test::sample_lead());
    const auto length = std::to_string(body.size());
    BOOST_TEST(first_status(server->port(), post + "Content-Length: " + length + "\r\n", body) == 202);
    const auto chunk = fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", body.size(), body);
    BOOST_TEST(first_status(server->port(), post + "Transfer-Encoding: Chunked\r\n", chunk) == 202);
}

BOOST_FIXTURE_TEST_CASE(lines_are_ended_by_both_characters, Running) {
    for (const auto* request :
         {"GET /healthz HTTP/1.1\nHost: x\n\n", "GET /healthz HTTP/1.1\r\nHost: x\n\r\n",
          "GET /healthz HTTP/1.1\rHost: x\r\r", "GET /healthz HTTP/1.1\r\nHost: x\r\r\n"}) {
        HttpConnection connection(server->port());
        connection.send(request);
        connection.finish_sending();
        const auto reply = connection.read_reply();
        BOOST_TEST((!reply || reply->status == 400), request);
        BOOST_TEST(connection.ends(), request);
    }
}

BOOST_FIXTURE_TEST_CASE(a_folded_line_is_one_line, Running) {
    const std::string folded =
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Note: one\r\n GET /metrics HTTP/1.1\r\n";
    BOOST_TEST(first_status(server->port(), folded) == 200);
    BOOST_TEST(first_status(server->port(), "GET /healthz HTTP/1.1\r\n Host: x\r\n") == 400);
}

BOOST_FIXTURE_TEST_CASE(a_name_of_a_megabyte_is_refused_wherever_it_stands, Running) {
    const std::string name(1024 * 1024, 'n');
    BOOST_TEST(first_status(server->port(), "GET /" + name + " HTTP/1.1\r\nHost: x\r\n") == 431);
    BOOST_TEST(first_status(server->port(), "GET / HTTP/1.1\r\nHost: x\r\n" + name + ": 1\r\n") == 431);
    BOOST_TEST(first_status(server->port(), "GET / HTTP/1.1\r\nHost: x\r\nCookie: " + name + "\r\n") == 431);
    auto lead = test::sample_lead();
    lead["last_name"] = name;
    BOOST_TEST(test::post_json(server->port(), "/v1/leads", test::body_of(lead)).status == 413);
    const auto batch = base::to_text(base::Json{{"leads", {{{"lead", lead}}}}});
    BOOST_TEST(test::post_json(server->port(), "/v1/leads/batch", batch).status == 413);
    lead["last_name"] = name.substr(0, 900 * 1024);
    const auto answer = test::post_json(server->port(), "/v1/leads/batch",
                                        base::to_text(base::Json{{"leads", {{{"lead", lead}}}}}));
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body.find("lead.last_name is longer than 200 bytes") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_body_that_nests_without_end_is_refused, Running) {
    for (const auto* open : {"[", R"({"lead":)"}) {
        std::string deep = R"({"lead":)";
        while (deep.size() < body_bytes_max - 10) deep += open;
        BOOST_TEST(test::post_json(server->port(), "/v1/leads", deep).status == 400);
        BOOST_TEST(test::post_json(server->port(), "/v1/leads/batch", R"({"leads":[)" + deep).status == 400);
    }
    BOOST_TEST(test::get(server->port(), "/healthz").status == 200);
}

BOOST_AUTO_TEST_CASE(a_body_that_comes_slowly_holds_no_worker_and_ends_with_its_patience) {
    ServerOptions options;
    options.workers = 1;
    options.silence_max = std::chrono::seconds(1);
    Running running(options);
    HttpConnection slow(running.server->port());
    slow.send("POST /v1/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
    BOOST_TEST(test::get(running.server->port(), "/healthz").status == 200);
    BOOST_TEST(slow.ends());
}

/// Texts that mean something to a database, a page, a shell, a log or a terminal.
BOOST_FIXTURE_TEST_CASE(text_in_any_field_is_kept_as_text_or_refused, Running) {
    const std::string texts[] = {"'; DROP TABLE leads; --",
                                 "Robert'); DELETE FROM log;--",
                                 "<script>alert(1)</script>",
                                 "\" OR \"\"=\"",
                                 "{{7*7}}${7*7}%n%s",
                                 "$(reboot) `reboot` | reboot",
                                 "../../etc/passwd",
                                 std::string("nul \0 here", 10),
                                 "\x1b[2J\r\nX-Injected: 1",
                                 "\xe2\x80\xae"
                                 "desrever"};
    unsigned index = 0;
    for (const auto* field : {"lead_ref", "first_name", "last_name", "email", "phone", "vertical", "campaign",
                              "sub_id", "source", "device"})
        for (const auto& text : texts) {
            auto lead = test::sample_lead(++index);
            lead[field] = text;
            const auto reply =
                test::post_json(server->port(), "/v1/leads", test::body_of(lead, std::to_string(index)));
            BOOST_TEST_REQUIRE((reply.status == 202 || reply.status == 422), field << ": " << text);
            if (reply.status == 422) continue;
            const auto id = base::Json::parse(reply.body)["lead_id"].get<std::string>();
            const auto kept = base::Json::parse(ledger->lead_json(*parse_lead_id(id)).value().value());
            if (std::string(field) != "vertical") BOOST_TEST(kept.at(field) == text);
            const auto shown = test::get(server->port(), "/v1/leads/" + id);
            BOOST_TEST(shown.status == 200);
            BOOST_TEST(shown.headers.at("content-type") == "application/json");
            BOOST_TEST(!shown.headers.contains("x-injected"));
        }
    const auto law = base::Json::parse(test::get(server->port(), "/admin/conservation").body);
    BOOST_TEST(law["holds"] == true);
    BOOST_TEST(law["received"] == index);
    for (const auto& line : log.lines())
        for (const auto& text : texts) BOOST_TEST(line.dump().find(text) == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_target_or_key_that_means_something_else_is_only_a_text, Running) {
    for (const auto* target :
         {"/v1/leads/1%20OR%201=1", "/v1/leads/..%2f..%2fetc", "/v1/leads/'--", "/../../etc/passwd",
          "//healthz", "/healthz/", "/v1/leads/%00", "http://x/healthz"})
        BOOST_TEST(test::get(server->port(), target).status == 404, target);
    const auto body = test::body_of(test::sample_lead());
    const test::Headers key{{"Idempotency-Key", "'; DROP TABLE idempotency; --"}};
    const auto first = test::post_json(server->port(), "/v1/leads", body, key);
    BOOST_TEST(first.status == 202);
    BOOST_TEST(test::post_json(server->port(), "/v1/leads", body, key).body == first.body);
}

/// What makes a thread for each connection a bad idea: an idle client keeps the next one waiting.
BOOST_AUTO_TEST_CASE(with_a_thread_for_each_connection_the_next_one_waits_until_one_ends) {
    ServerOptions options;
    options.workers = 2;
    options.thread_per_connection = true;
    Running running(options);
    const auto answered = [](HttpConnection& connection) {
        connection.send(request_text("GET", "/healthz"));
        const auto reply = connection.read_reply();
        return reply && reply->status == 200;
    };
    std::optional<HttpConnection> first(std::in_place, running.server->port());
    HttpConnection second(running.server->port()), third(running.server->port());
    BOOST_TEST(answered(*first));
    BOOST_TEST(answered(second));
    third.send(request_text("GET", "/healthz"));
    BOOST_TEST(answered(second)); // The third would have been answered by now.
    BOOST_TEST(!third.has_bytes());
    first.reset();
    const auto reply = third.read_reply();
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
