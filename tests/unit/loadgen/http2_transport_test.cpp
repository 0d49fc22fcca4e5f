#include "http2_transport.hpp"

#include <atomic>
#include <iostream>

#include <boost/test/unit_test.hpp>

#include "h2_test_server.hpp"
#include "socket_streams.hpp"
#include "test_server.hpp"
#include "transport_driver.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;
using redline::test::TransportDriver;

namespace {

/// A transport of so many places to a plain server on this port.
struct Line {
    explicit Line(std::uint16_t port, unsigned places = 10, Http2Transport::Manner manner = {})
        : book(book_of(port)) {
        auto poller = std::make_unique<Poller>(Poller::make().value());
        auto streams = std::make_unique<SocketStreams>(*poller, book, places);
        transport = std::make_unique<Http2Transport>(std::move(poller), std::move(streams), places, manner);
        driver.emplace(*transport);
    }

    static AddressBook book_of(std::uint16_t port) {
        Plan plan;
        plan.target = {.host = "127.0.0.1", .port = port, .tls = false, .unix_socket = {}};
        return AddressBook::open(plan).value();
    }

    AddressBook book;
    std::unique_ptr<Transport> transport;
    std::optional<TransportDriver> driver;
};

std::string shown(const test::Journey& journey) {
    return std::string(to_text(journey.outcome)) + ": " + journey.reason;
}

std::string text_of(const H2Exchange::Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) text += name + "=" + value + "\n";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http2_transport)

BOOST_AUTO_TEST_CASE(a_request_arrives_with_its_fields_and_the_answer_comes_back_whole) {
    std::string arrived;
    H2TestServer server([&](std::string_view, H2Exchange& exchange) {
        arrived = text_of(exchange.fields());
        exchange.answer(201, "made");
    });
    Line line(server.port());
    const auto request = line.driver->start("POST /leads?x=1 HTTP/1.1\r\nHost: shop.test\r\nConnection: "
                                            "keep-alive\r\nContent-Type: text/plain\r\nX-Empty:\r\n"
                                            "traceparent: 00-1-2-01\r\nContent-Length: 5\r\n\r\nhello");
    line.driver->finish();
    const auto& journey = line.driver->of(request);
    BOOST_TEST(shown(journey) == "ok: ");
    BOOST_TEST(journey.status == 201);
    BOOST_TEST(journey.body == "made");
    BOOST_TEST(journey.times_sent == 1);
    BOOST_TEST(journey.header_block.find("HTTP/") == std::string::npos);
    BOOST_TEST(arrived == ":method=POST\n:scheme=http\n:authority=shop.test\n:path=/leads?x=1\n"
                          "content-type=text/plain\nx-empty=\ntraceparent=00-1-2-01\ncontent-length=5\n");
}

BOOST_AUTO_TEST_CASE(places_are_streams_of_one_connection) {
    H2TestServer server([](std::string_view path, H2Exchange& exchange) { exchange.answer(200, path); });
    Line line(server.port(), 50);
    for (int round = 0; round < 3; ++round) {
        while (line.transport->has_free())
            line.driver->get("/" + std::to_string(line.driver->journeys().size()));
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 150U);
    for (std::size_t i = 0; i < 150; ++i) BOOST_TEST(line.driver->of(i).body == "/" + std::to_string(i));
    BOOST_TEST(line.transport->connections_opened() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stream_reset_by_the_target_is_a_reset_and_is_not_sent_again) {
    for (const std::uint32_t code : {2U, 7U, 8U}) {
        std::atomic<int> arrived = 0;
        H2TestServer server([&](std::string_view path, H2Exchange& exchange) {
            ++arrived;
            if (path == "/bad")
                exchange.reset_stream(code);
            else
                exchange.answer(200);
        });
        Line line(server.port());
        line.driver->get("/good");
        line.driver->finish();
        const auto bad = line.driver->get("/bad");
        line.driver->get("/good");
        line.driver->finish();
        BOOST_TEST_CONTEXT("error code " << code << ", " << shown(line.driver->of(bad))) {
            BOOST_TEST(to_text(line.driver->of(bad).outcome) == "reset");
            BOOST_TEST(line.driver->of(bad).times_sent == 1);
            BOOST_TEST(line.driver->count(Outcome::ok) == 2U);
            BOOST_TEST(arrived == 3);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_takes_its_requests_with_it_and_none_is_sent_again) {
    for (const bool broken : {true, false}) {
        std::atomic<int> arrived = 0;
        H2TestServer server([&](std::string_view path, H2Exchange& exchange) {
            ++arrived;
            if (path == "/good") return exchange.answer(200);
            if (path != "/last") return;
            broken ? exchange.connection().reset() : exchange.connection().close();
        });
        Line line(server.port());
        line.driver->get("/good");
        line.driver->finish();
        for (int i = 0; i < 4; ++i) line.driver->get("/silent");
        line.driver->get("/last");
        line.driver->finish();
        BOOST_TEST_CONTEXT((broken ? "reset" : "closed") << ", " << shown(line.driver->journeys().back())) {
            BOOST_TEST(line.driver->count(broken ? Outcome::reset : Outcome::closed_early) == 5U);
            BOOST_TEST(line.driver->count(Outcome::ok) == 1U);
            BOOST_TEST(arrived == 6);
        }
        line.driver->get("/good");
        line.driver->finish();
        BOOST_TEST(line.driver->count(Outcome::ok) == 2U);
    }
}

BOOST_AUTO_TEST_CASE(a_first_connection_that_breaks_is_no_different) {
    for (const bool broken : {true, false}) {
        std::atomic<int> arrived = 0;
        H2TestServer server([&](std::string_view, H2Exchange& exchange) {
            ++arrived;
            broken ? exchange.connection().reset() : exchange.connection().close();
        });
        Line line(server.port());
        const auto request = line.driver->get("/");
        line.driver->finish();
        BOOST_TEST(to_text(line.driver->of(request).outcome) == (broken ? "reset" : "closed_early"));
        BOOST_TEST(arrived == 1);
    }
}

BOOST_AUTO_TEST_CASE(after_a_goaway_requests_go_over_a_new_connection) {
    std::atomic<int> arrived = 0;
    H2TestServer server([&](std::string_view path, H2Exchange& exchange) {
        ++arrived;
        exchange.answer(200);
        if (path == "/leave") exchange.go_away();
    });
    Line line(server.port());
    for (const auto* path : {"/stay", "/leave", "/stay"}) {
        line.driver->get(path);
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 3U);
    BOOST_TEST(arrived == 3);
    BOOST_TEST(line.transport->connections_opened() == 2U);
}

BOOST_AUTO_TEST_CASE(streams_refused_by_a_goaway_are_resets_and_are_not_sent_again) {
    std::atomic<bool> all_sent = false;
    base::SystemClock clock;
    H2TestServer server([&](std::string_view path, H2Exchange& exchange) {
        if (path == "/leave") {
            while (!all_sent) clock.sleep_until(clock.now() + 1ms);
            exchange.go_away();
        }
        exchange.answer(200);
    });
    Line line(server.port());
    line.driver->get("/first");
    line.driver->finish();
    line.driver->get("/leave");
    for (int i = 0; i < 3; ++i) line.driver->get("/late");
    BOOST_TEST(line.driver->sent() == 5U);
    all_sent = true;
    line.driver->finish();
    for (const auto& journey : line.driver->journeys()) BOOST_TEST(journey.times_sent == 1);
    BOOST_TEST(line.driver->count(Outcome::ok) == 2U);
    BOOST_TEST(line.driver->count(Outcome::reset) == 3U);
    BOOST_TEST(shown(line.driver->journeys().back()) == "reset: REFUSED_STREAM");
}

BOOST_AUTO_TEST_CASE(an_abandoned_request_leaves_the_connection_to_the_others) {
    H2TestServer server([](std::string_view path, H2Exchange& exchange) {
        if (path != "/silent") exchange.answer(200);
    });
    Line line(server.port(), 3);
    const auto silent = line.driver->get("/silent");
    line.driver->get("/good");
    line.driver->until_sent(2);
    line.driver->abandon(silent);
    for (int i = 0; i < 5; ++i) {
        line.driver->get("/good");
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 6U);
    BOOST_TEST(line.transport->connections_opened() == 1U);
}

BOOST_AUTO_TEST_CASE(a_target_that_allows_few_streams_gets_more_connections) {
    H2TestServer server([](std::string_view, H2Exchange& exchange) { exchange.answer(200); }, {}, 4);
    Line line(server.port(), 12);
    line.driver->get("/");
    line.driver->finish();
    for (int round = 0; round < 5; ++round) {
        while (line.transport->has_free()) line.driver->get("/");
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 61U);
    BOOST_TEST(line.transport->connections_opened() >= 3U);
}

BOOST_AUTO_TEST_CASE(a_connection_is_left_after_the_requests_the_plan_gives_it) {
    H2TestServer server([](std::string_view, H2Exchange& exchange) { exchange.answer(200); });
    Line line(server.port(), 4, {.tls = false, .requests_per_connection = 3});
    for (int round = 0; round < 3; ++round) {
        while (line.transport->has_free()) line.driver->get("/");
        line.driver->finish();
    }
    BOOST_TEST(line.driver->count(Outcome::ok) == 12U);
    BOOST_TEST(line.transport->connections_opened() == 4U);
}

BOOST_AUTO_TEST_CASE(a_body_longer_than_the_targets_window_arrives_whole) {
    std::size_t arrived = 0;
    H2TestServer server([&](std::string_view, H2Exchange& exchange) {
        for (const auto& [name, value] : exchange.fields())
            if (name == "content-length") arrived = std::stoul(value);
        exchange.answer(200);
    });
    Line line(server.port());
    const std::string body(300'000, 'x');
    const auto request =
        line.driver->start("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + body);
    line.driver->finish();
    BOOST_TEST(shown(line.driver->of(request)) == "ok: ");
    BOOST_TEST(arrived == body.size());
}

BOOST_AUTO_TEST_CASE(an_answer_is_kept_to_64_kib_and_counted_to_its_end) {
    const std::string body(200'000, 'y');
    H2TestServer server([&](std::string_view, H2Exchange& exchange) { exchange.answer(200, body); });
    Line line(server.port());
    const auto request = line.driver->get("/");
    line.driver->finish();
    BOOST_TEST(line.driver->of(request).body.size() == 65'536U);
    BOOST_TEST(line.driver->of(request).bytes_received > 200'000U);
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_refused_and_a_server_without_http2_malformed) {
    RefusingPort refusing;
    Line to_nobody(refusing.port());
    const auto refused = to_nobody.driver->get("/");
    to_nobody.driver->finish();
    BOOST_TEST(to_text(to_nobody.driver->of(refused).outcome) == "refused");
    BOOST_TEST(to_nobody.driver->of(refused).error == ECONNREFUSED);

    TestServer old([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    Line to_old(old.port());
    const auto malformed = to_old.driver->get("/");
    to_old.driver->finish();
    BOOST_TEST(to_text(to_old.driver->of(malformed).outcome) == "malformed");
    BOOST_TEST_MESSAGE(shown(to_old.driver->of(malformed)));
}

// The kernel begins to stamp a little after it was asked to, so the first answers may have none.
BOOST_AUTO_TEST_CASE(an_answer_is_stamped_when_the_kernel_got_it_not_when_it_was_read) {
    std::atomic<bool> answered = false;
    base::SystemClock clock;
    base::Instant at_server{};
    H2TestServer server([&](std::string_view, H2Exchange& exchange) {
        at_server = clock.now();
        exchange.answer(200);
        answered = true;
    });
    Line line(server.port());
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

BOOST_AUTO_TEST_SUITE_END()
