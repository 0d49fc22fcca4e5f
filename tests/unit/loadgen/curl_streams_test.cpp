#include "curl_streams.hpp"

#include <atomic>
#include <iostream>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/test/unit_test.hpp>

#include "h2_test_server.hpp"
#include "test_server.hpp"
#include "tls_test_server.hpp"
#include "transport_lines.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;
using redline::test::TransportLine;

namespace {

const TestCertificates& certificates() {
    static const TestCertificates all;
    return all;
}

/// To a server with a certificate of the test authority.
Plan secure_plan(std::uint16_t port) {
    Plan plan;
    plan.target = {.host = "localhost", .port = port, .tls = true, .unix_socket = {}};
    plan.wire.tls.ca_file = certificates().ca_file();
    return plan;
}

/// Plain http:// through this proxy.
Plan plan_through(const std::string& proxy, std::uint16_t target_port) {
    Plan plan;
    plan.target = {.host = "127.0.0.1", .port = target_port, .tls = false, .unix_socket = {}};
    plan.wire.proxy = proxy;
    return plan;
}

std::string shown(const test::Journey& journey) {
    return std::string(to_text(journey.outcome)) + ": " + journey.reason;
}

/// How one request to a server of this identity goes.
std::string one_request(
    const TestIdentity& identity, const std::function<void(Plan&)>& adjust = [](Plan&) {}) {
    TlsTestServer server({.identity = identity},
                         [](std::string_view, Stream& client) { client.send(TestServer::ok()); });
    auto plan = secure_plan(server.port());
    adjust(plan);
    TransportLine line(plan);
    const auto request = line.driver->get("/");
    line.driver->finish();
    return shown(line.driver->of(request));
}

} // namespace

BOOST_AUTO_TEST_SUITE(curl_streams)

BOOST_AUTO_TEST_CASE(requests_are_answered_over_kept_alive_tls_connections) {
    TlsTestServer server({.identity = certificates().server()},
                         [](std::string_view path, Stream& client) { client.send(TestServer::ok(path)); });
    TransportLine line(secure_plan(server.port()), 5);
    for (int round = 0; round < 10; ++round) {
        while (line.transport->has_free())
            line.driver->get("/" + std::to_string(line.driver->journeys().size()));
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 50U);
    for (std::size_t i = 0; i < 50; ++i) BOOST_TEST(line.driver->of(i).body == "/" + std::to_string(i));
    BOOST_TEST(line.transport->connections_opened() == 5U);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_does_not_hold_is_told_in_curls_words) {
    BOOST_TEST(one_request(certificates().server()) == "ok: ");
    BOOST_TEST(one_request(certificates().expired()) ==
               "tls_failed: SSL certificate problem: certificate has expired");
    BOOST_TEST(
        one_request(certificates().of_another_host()) ==
        "tls_failed: SSL: no alternative certificate subject name matches target host name 'localhost'");
    BOOST_TEST(one_request(certificates().server(), [](Plan& plan) { plan.wire.tls.ca_file.clear(); }) ==
               "tls_failed: SSL certificate problem: unable to get local issuer certificate");
    BOOST_TEST(one_request(certificates().expired(), [](Plan& plan) { plan.wire.tls.verify = false; }) ==
               "ok: ");
}

BOOST_AUTO_TEST_CASE(a_client_without_its_certificate_is_told_so) {
    TlsTestServer server(
        {.identity = certificates().server(), .protocol = "http/1.1", .client_ca = certificates().ca_file()},
        [](std::string_view, Stream& client) { client.send(TestServer::ok()); });
    auto plan = secure_plan(server.port());
    TransportLine without(plan);
    const auto refused = without.driver->get("/");
    without.driver->finish();
    BOOST_TEST(to_text(without.driver->of(refused).outcome) == "tls_failed");

    const auto client = certificates().client();
    plan.wire.tls.certificate_file = client.certificate_file;
    plan.wire.tls.key_file = client.key_file;
    TransportLine with(plan);
    const auto accepted = with.driver->get("/");
    with.driver->finish();
    BOOST_TEST(shown(with.driver->of(accepted)) == "ok: ");
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_refused) {
    RefusingPort refusing;
    TransportLine line(secure_plan(refusing.port()));
    const auto refused = line.driver->get("/");
    line.driver->finish();
    BOOST_TEST(to_text(line.driver->of(refused).outcome) == "refused");
    BOOST_TEST(line.driver->of(refused).error == ECONNREFUSED);
}

BOOST_AUTO_TEST_CASE(many_connections_that_fail_together_are_each_told) {
    TlsTestServer server({.identity = certificates().expired()}, [](std::string_view, Stream&) {});
    TransportLine line(secure_plan(server.port()), 20);
    for (int round = 0; round < 3; ++round) {
        while (line.transport->has_free()) line.driver->get("/");
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::tls_failed) == line.driver->journeys().size());
    BOOST_TEST(line.driver->journeys().size() == 60U);
}

BOOST_AUTO_TEST_CASE(an_answer_of_many_records_and_a_request_of_many_arrive_whole) {
    const std::string body(500'000, 'y');
    TlsTestServer server({.identity = certificates().server()},
                         [&](std::string_view, Stream& client) { client.send(TestServer::ok(body)); });
    TransportLine line(secure_plan(server.port()));
    const auto request = line.driver->start("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" +
                                            std::string(3'000'000, 'x'));
    line.driver->finish();
    BOOST_TEST(shown(line.driver->of(request)) == "ok: ");
    BOOST_TEST(line.driver->of(request).bytes_received > 500'000U);
}

// Two records in one segment: the second is received with the first, and nobody asked for it.
BOOST_AUTO_TEST_CASE(a_connection_with_bytes_nobody_asked_for_is_not_used_again) {
    TlsTestServer server({.identity = certificates().server()}, [&](std::string_view path, Stream& client) {
        const auto hold_back = [&](int on) {
            ::setsockopt(client.descriptor(), IPPROTO_TCP, TCP_CORK, &on, sizeof on);
        };
        hold_back(1);
        client.send(TestServer::ok(path));
        client.send(TestServer::ok("of another"));
        hold_back(0);
    });
    TransportLine line(secure_plan(server.port()));
    for (int i = 0; i < 5; ++i) {
        const auto request = line.driver->get("/" + std::to_string(i));
        line.driver->finish();
        BOOST_TEST(line.driver->of(request).body == "/" + std::to_string(i));
    }
    BOOST_TEST(line.transport->connections_opened() == 5U);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_told_before_the_run) {
    auto plan = secure_plan(1);
    plan.wire.tls.ca_file = "missing.pem";
    auto book = AddressBook::open(plan).value();
    const auto poller = Poller::make().value();
    const auto streams = CurlStreams::make(poller, book, plan.target, plan.wire, 1);
    BOOST_REQUIRE(!streams);
    BOOST_TEST(streams.error().message == "cannot read the certificate authorities 'missing.pem'");
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_is_told_by_how_it_ended) {
    const auto outcome_after = [](void (Stream::*deed)()) {
        TlsTestServer server({.identity = certificates().server()},
                             [&](std::string_view, Stream& client) { (client.*deed)(); });
        TransportLine line(secure_plan(server.port()));
        const auto request = line.driver->get("/");
        line.driver->finish();
        return std::string(to_text(line.driver->of(request).outcome));
    };
    BOOST_TEST(outcome_after(&Stream::close) == "closed_early");
    BOOST_TEST(outcome_after(&Stream::cut_off) == "closed_early");
    BOOST_TEST(outcome_after(&Stream::reset) == "reset");
}

// The kernel begins to stamp a little after it was asked to, so the first answers may have none.
BOOST_AUTO_TEST_CASE(an_answer_is_stamped_when_the_kernel_got_it_not_when_it_was_read) {
    std::atomic<bool> answered = false;
    base::SystemClock clock;
    base::Instant at_server{};
    TlsTestServer server({.identity = certificates().server()}, [&](std::string_view, Stream& client) {
        at_server = clock.now();
        client.send(TestServer::ok());
        answered = true;
    });
    TransportLine line(secure_plan(server.port()));
    line.driver->get("/");
    line.driver->finish();
    bool stamped = false;
    for (int attempt = 0; attempt < 5 && !stamped; ++attempt) {
        answered = false;
        const auto request = line.driver->get("/");
        while (!answered) clock.sleep_until(clock.now() + 1ms);
        clock.sleep_until(clock.now() + 50ms); // the generator is not on a core
        const auto read_at = clock.now();
        line.driver->finish();
        BOOST_TEST((line.driver->of(request).ended >= at_server));
        stamped = line.driver->of(request).ended < read_at - 40ms;
    }
    BOOST_TEST(stamped);
}

BOOST_AUTO_TEST_CASE(http2_is_agreed_upon_by_alpn) {
    auto plan = secure_plan(0);
    plan.wire.protocol = Protocol::http2;
    H2TestServer server([](std::string_view path, H2Exchange& exchange) { exchange.answer(200, path); },
                        ServerTls{.identity = certificates().server()});
    plan.target.port = server.port();
    TransportLine line(plan, 20);
    for (int round = 0; round < 5; ++round) {
        while (line.transport->has_free()) line.driver->get("/");
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 100U);
    BOOST_TEST(line.transport->connections_opened() == 1U);
}

BOOST_AUTO_TEST_CASE(a_proxy_is_passed_through_or_refuses) {
    TestServer target([](std::string_view, TestClient& client) { client.send(TestServer::ok("target")); });
    TestServer refusing([](std::string_view, TestClient& client) {
        client.send_and_close("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    });
    TransportLine line(plan_through("http://127.0.0.1:" + std::to_string(refusing.port()), target.port()));
    const auto request = line.driver->get("/");
    line.driver->finish();
    BOOST_TEST(shown(line.driver->of(request)) == "unreachable: CONNECT tunnel failed, response 403");

    TestServer both([](std::string_view path, TestClient& client) {
        client.send(path == "/" ? TestServer::ok("target") : "HTTP/1.1 200 OK\r\n\r\n");
    });
    auto plan = plan_through("http://127.0.0.1:" + std::to_string(both.port()), 9);
    plan.target.host = "known-to-the-proxy.invalid";
    TransportLine through(plan);
    for (int i = 0; i < 3; ++i) {
        through.driver->get("/");
        through.driver->finish();
    }
    BOOST_TEST(through.driver->count(Outcome::ok) == 3U);
    BOOST_TEST(through.driver->journeys().back().body == "target");
    BOOST_TEST(through.transport->connections_opened() == 1U);

    RefusingPort nobody;
    TransportLine to_nobody(
        plan_through("socks5h://127.0.0.1:" + std::to_string(nobody.port()), target.port()));
    const auto refused = to_nobody.driver->get("/");
    to_nobody.driver->finish();
    BOOST_TEST(to_text(to_nobody.driver->of(refused).outcome) == "refused");
}

BOOST_AUTO_TEST_SUITE_END()
