// Plain HTTP/1.1 over epoll and over io_uring: whatever a peer does, both say the same of it. Where the
// kernel permits no io_uring, only epoll is asked.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <map>

#include "http1_transport.hpp"
#include "peer_by_hand.hpp"
#include "place_driver.hpp"
#include "socket_streams.hpp"
#include "test_server.hpp"
#include "uring_transport.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;
using Kind = Event::Kind;

namespace {

const std::string backends[] = {"epoll", "io_uring"};
const auto backend = boost::unit_test::data::make(backends);

Plan plan_for(std::uint16_t port) {
    Plan plan;
    plan.target = {"127.0.0.1", port, false, {}};
    return plan;
}

std::unique_ptr<Transport> make(const std::string& name, AddressBook& addresses, std::uint32_t places,
                                std::uint64_t requests_per_connection) {
    if (name == "io_uring") {
        auto made = make_uring_transport(addresses, places, requests_per_connection);
        if (made) return std::move(*made);
        BOOST_TEST_MESSAGE(made.error().message);
    }
    auto poller = std::make_unique<Poller>(*Poller::make());
    auto streams = std::make_unique<SocketStreams>(*poller, addresses, places);
    return std::make_unique<Http1Transport>(std::move(poller), std::move(streams), places,
                                            requests_per_connection);
}

/// A transport to one port, and what it told.
struct Client {
    Client(const std::string& name, std::uint16_t port, std::uint32_t places = 1,
           std::uint64_t requests_per_connection = 0)
        : addresses(*AddressBook::open(plan_for(port))),
          transport(make(name, addresses, places, requests_per_connection)), driver(*transport) {}

    void until_opened(std::uint64_t connections) {
        driver.until([&] { return transport->connections_opened() == connections; });
    }

    AddressBook addresses;
    std::unique_ptr<Transport> transport;
    PlaceDriver driver;
};

/// The next request that arrives at `end`.
std::string request_at(const PeerEnd& end, PlaceDriver& driver) {
    driver.until([&] { return end.has_something(); });
    return end.read_request();
}

/// A client of one place and the accepted end of its connection, a first request sent and answered.
struct Acquainted {
    explicit Acquainted(const std::string& name, std::uint64_t requests_per_connection = 0)
        : client(name, peer.port(), 1, requests_per_connection), place(client.driver.get("/first")),
          end(peer.accept()) {
        request_at(end, client.driver);
        end.send(TestServer::ok("first"));
        client.driver.ending_of(place);
        client.driver.forget();
    }

    PeerByHand peer;
    Client client;
    std::uint32_t place;
    PeerEnd end;
};

std::string outcome_of(const std::optional<Seen>& seen) {
    if (!seen) return "nothing";
    return seen->kind == Kind::answered ? std::to_string(seen->status) + " " + seen->body
                                        : std::string(to_text(seen->outcome));
}

/// What becomes of one request to a server that does `respond`.
std::string fate(const std::string& name, const TestServer::Respond& respond, bool to_head = false) {
    TestServer server(respond);
    Client client(name, server.port());
    const auto place = client.driver.start("GET / HTTP/1.1\r\nHost: peer\r\n\r\n", to_head);
    return outcome_of(client.driver.ending_of(place));
}

std::string digits(std::size_t count) {
    std::string text;
    while (text.size() < count) text += std::to_string(text.size()) + " ";
    text.resize(count);
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_transports)

BOOST_DATA_TEST_CASE(an_answer_is_told_once_and_its_connection_used_again, backend) {
    Acquainted pair(sample);
    const auto place = pair.client.driver.get("/second");
    BOOST_TEST(pair.client.driver.count(Kind::sent, place) == 1U);
    BOOST_TEST(request_at(pair.end, pair.client.driver) == "GET /second HTTP/1.1\r\nHost: peer\r\n\r\n");
    pair.end.send(TestServer::ok("second"));
    const auto seen = pair.client.driver.ending_of(place);
    BOOST_TEST(outcome_of(seen) == "200 second");
    BOOST_TEST(seen->bytes_sent == std::string_view("GET /second HTTP/1.1\r\nHost: peer\r\n\r\n").size());
    BOOST_TEST(seen->bytes_received == TestServer::ok("second").size());
    BOOST_TEST(pair.client.driver.count(Kind::answered, place) == 1U);
    BOOST_TEST(pair.client.transport->connections_opened() == 1U);
}

BOOST_DATA_TEST_CASE(answers_in_every_shape_are_read, backend) {
    const auto sends = [](std::string_view bytes) {
        return [bytes](std::string_view, TestClient& client) { client.send(bytes); };
    };
    BOOST_TEST(fate(sample, [](auto, TestClient& client) { client.drip(TestServer::ok("dripped")); }) ==
               "200 dripped");
    BOOST_TEST(
        fate(sample, sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) ==
        "200 abc");
    BOOST_TEST(fate(sample, sends("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), true) == "200 ");
    BOOST_TEST(fate(sample, sends("HTTP/1.1 OK\r\n\r\n")) == "malformed");
    BOOST_TEST(fate(sample, [](auto, TestClient& client) {
                   client.send_and_close("HTTP/1.1 200 OK\r\n\r\nall");
               }) == "200 all");
}

BOOST_DATA_TEST_CASE(broken_connections_have_their_names, backend) {
    BOOST_TEST(fate(sample, [](auto, TestClient& client) { client.close(); }) == "closed_early");
    BOOST_TEST(fate(sample, [](auto, TestClient& client) {
                   client.send_and_close("HTTP/1.1 200 OK\r\nContent-Le");
               }) == "closed_early");
    BOOST_TEST(fate(sample, [](auto, TestClient& client) { client.reset(); }) == "reset");
    const RefusingPort nobody;
    Client client(sample, nobody.port());
    BOOST_TEST(outcome_of(client.driver.ending_of(client.driver.get("/"))) == "refused");
    BOOST_TEST(client.transport->has_free());
}

BOOST_DATA_TEST_CASE(an_idle_connection_that_was_closed_is_replaced, backend) {
    Acquainted pair(sample);
    pair.end.close();
    pair.client.driver.turn(1s);
    const auto place = pair.client.driver.get("/second");
    BOOST_TEST(pair.client.transport->connections_opened() == 2U);
    const auto end = pair.peer.accept();
    request_at(end, pair.client.driver);
    end.send(TestServer::ok("second"));
    BOOST_TEST(outcome_of(pair.client.driver.ending_of(place)) == "200 second");
}

BOOST_DATA_TEST_CASE(bytes_nobody_asked_for_end_an_idle_connection, backend) {
    Acquainted pair(sample);
    pair.end.send(TestServer::ok("surplus"));
    pair.client.driver.turn(1s);
    BOOST_TEST(pair.end.read_to_end() == "");
    pair.client.driver.get("/second");
    BOOST_TEST(pair.client.transport->connections_opened() == 2U);
}

BOOST_DATA_TEST_CASE(a_request_a_dead_connection_refuses_goes_once_by_a_fresh_one, backend) {
    Acquainted pair(sample);
    pair.end.reset();
    const auto place = pair.client.driver.get("/second");
    pair.client.until_opened(2);
    const auto end = pair.peer.accept();
    BOOST_TEST(request_at(end, pair.client.driver) == "GET /second HTTP/1.1\r\nHost: peer\r\n\r\n");
    end.send(TestServer::ok("second"));
    BOOST_TEST(outcome_of(pair.client.driver.ending_of(place)) == "200 second");
    BOOST_TEST(pair.client.driver.count(Kind::sent, place) == 1U);
    BOOST_TEST(pair.client.transport->connections_opened() == 2U);
}

BOOST_DATA_TEST_CASE(a_connection_carries_no_more_requests_than_it_may, backend) {
    Acquainted pair(sample, 2);
    const auto place = pair.client.driver.get("/second");
    request_at(pair.end, pair.client.driver);
    pair.end.send(TestServer::ok("second"));
    BOOST_TEST(outcome_of(pair.client.driver.ending_of(place)) == "200 second");
    BOOST_TEST(pair.end.read_to_end() == "");
    pair.client.driver.get("/third");
    BOOST_TEST(pair.client.transport->connections_opened() == 2U);
}

BOOST_DATA_TEST_CASE(a_request_given_up_while_connecting_leaves_a_free_place, backend) {
    const SilentPort silent;
    Client client(sample, silent.port());
    const auto place = client.driver.get("/");
    client.driver.turn();
    BOOST_TEST(!client.transport->has_free());
    client.transport->abandon(place);
    BOOST_TEST(client.transport->has_free());
    client.driver.turn(20ms);
    BOOST_TEST(client.driver.count(Kind::failed, place) == 0U);
}

BOOST_DATA_TEST_CASE(an_answer_to_a_request_given_up_is_nobodys, backend) {
    Acquainted pair(sample);
    const auto place = pair.client.driver.get("/given-up");
    request_at(pair.end, pair.client.driver);
    pair.end.send(TestServer::ok("late"));
    pair.client.transport->wait(base::monotonic_now());
    pair.client.transport->abandon(place);
    const auto next_place = pair.client.driver.get("/next");
    BOOST_TEST(next_place == place);
    const auto end = pair.peer.accept();
    request_at(end, pair.client.driver);
    end.send(TestServer::ok("own"));
    BOOST_TEST(outcome_of(pair.client.driver.ending_of(place)) == "200 own");
}

BOOST_DATA_TEST_CASE(a_request_given_up_before_it_was_submitted_reaches_no_other_connection, backend) {
    Acquainted pair(sample);
    pair.client.transport->abandon(pair.client.driver.get("/given-up"));
    pair.client.driver.get("/next");
    const auto end = pair.peer.accept();
    BOOST_TEST(request_at(end, pair.client.driver) == "GET /next HTTP/1.1\r\nHost: peer\r\n\r\n");
}

BOOST_DATA_TEST_CASE(a_request_given_up_half_sent_is_closed, backend) {
    Acquainted pair(sample);
    const auto upload = "POST / HTTP/1.1\r\nContent-Length: 32000000\r\n\r\n" + digits(32'000'000);
    const auto place = pair.client.driver.start(upload);
    pair.client.driver.turn();
    pair.client.transport->abandon(place);
    const auto next_place = pair.client.driver.get("/next");
    const auto end = pair.peer.accept();
    request_at(end, pair.client.driver);
    end.send(TestServer::ok("own"));
    BOOST_TEST(outcome_of(pair.client.driver.ending_of(next_place)) == "200 own");
    BOOST_TEST(upload.starts_with(pair.end.read_to_end()));
}

BOOST_DATA_TEST_CASE(an_answer_before_the_request_was_sent_is_one_and_ends_the_connection, backend) {
    Acquainted pair(sample);
    const auto place =
        pair.client.driver.start("POST / HTTP/1.1\r\nContent-Length: 32000000\r\n\r\n" + digits(32'000'000));
    pair.client.driver.turn();
    pair.end.send(TestServer::ok("early"));
    const auto seen = pair.client.driver.ending_of(place);
    BOOST_TEST(outcome_of(seen) == "200 early");
    BOOST_TEST(seen->bytes_sent < 32'000'000U);
    pair.client.driver.get("/next");
    BOOST_TEST(pair.client.transport->connections_opened() == 2U);
}

BOOST_DATA_TEST_CASE(large_requests_and_answers_pass_whole, backend) {
    std::size_t received = 0;
    TestServer server([&](std::string_view, TestClient& client) {
        ++received;
        client.send_and_close(TestServer::ok(digits(100'000)));
    });
    Client client(sample, server.port());
    const auto request = "POST / HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n" + digits(20'000'000);
    const auto seen = client.driver.ending_of(client.driver.start(request));
    BOOST_TEST(seen.has_value());
    BOOST_TEST(seen->body == digits(100'000).substr(0, body_kept_bytes_max));
    BOOST_TEST(seen->bytes_sent == request.size());
    BOOST_TEST(seen->bytes_received == TestServer::ok(digits(100'000)).size());
    BOOST_TEST(received == 1U);
}

BOOST_DATA_TEST_CASE(more_answers_than_buffers_are_all_read, backend) {
    PeerByHand peer;
    Client client(sample, peer.port(), 16);
    std::vector<PeerEnd> ends;
    std::vector<std::uint32_t> places;
    for (int i = 0; i < 16; ++i) {
        places.push_back(client.driver.get("/"));
        ends.push_back(peer.accept());
        request_at(ends.back(), client.driver);
    }
    const auto body = digits(60'000);
    for (const auto& end : ends) end.send(TestServer::ok(body));
    for (const auto place : places) BOOST_TEST(outcome_of(client.driver.ending_of(place)) == "200 " + body);
}

BOOST_DATA_TEST_CASE(each_of_many_places_gets_its_own_answers, backend) {
    TestServer server([](std::string_view path, TestClient& client) { client.send(TestServer::ok(path)); });
    constexpr std::uint32_t places = 300;
    Client client(sample, server.port(), places);
    std::size_t wrong = 0;
    for (int round = 0; round < 5; ++round) {
        std::map<std::uint32_t, std::string> asked;
        for (std::uint32_t i = 0; i < places; ++i) {
            const auto path = "/" + std::to_string(round) + "/" + std::to_string(i);
            asked[client.driver.get(path)] = "200 " + path;
        }
        BOOST_TEST(!client.transport->has_free());
        for (const auto& [place, answer] : asked)
            wrong += outcome_of(client.driver.ending_of(place)) == answer ? 0U : 1U;
    }
    BOOST_TEST(wrong == 0U);
    BOOST_TEST(client.transport->connections_opened() == places);
}

/// How long after its arrival an answer, left unread for 20 ms, is said to have come.
base::Duration said_after_arrival(Acquainted& pair) {
    const auto place = pair.client.driver.get("/second");
    request_at(pair.end, pair.client.driver);
    pair.end.send(TestServer::ok("second"));
    const auto received = base::monotonic_now();
    base::SystemClock().sleep_until(received + 20ms);
    return pair.client.driver.ending_of(place).value().at - received;
}

/// The kernel begins to stamp some time after the first socket asked for it, by a work queue: the first
/// answers may come without.
BOOST_DATA_TEST_CASE(an_answer_came_when_the_kernel_had_it, backend) {
    Acquainted pair(sample);
    auto late = said_after_arrival(pair);
    for (int more = 0; more < 50 && late >= 10ms; ++more) late = said_after_arrival(pair);
    BOOST_TEST((late < 10ms));
}

/// An answer that comes meanwhile wakes nobody, and is told after it. The first rest only lets the kernel
/// send.
BOOST_DATA_TEST_CASE(a_rest_lasts_its_time_whatever_comes, backend) {
    Acquainted pair(sample);
    const auto place = pair.client.driver.get("/second");
    pair.client.transport->rest(base::monotonic_now() + 1ms);
    request_at(pair.end, pair.client.driver);
    pair.end.send(TestServer::ok("second"));
    const auto until = base::monotonic_now() + 5ms;
    pair.client.transport->rest(until);
    BOOST_CHECK(base::monotonic_now() >= until);
    BOOST_CHECK(pair.client.transport->now() >= until);
    pair.client.driver.take();
    BOOST_TEST(pair.client.driver.count(Kind::answered, place) == 1U);
}

BOOST_DATA_TEST_CASE(a_wait_ends_when_it_should, backend) {
    Acquainted pair(sample);
    const auto until = base::monotonic_now() + 5ms;
    pair.client.transport->wait(until);
    BOOST_TEST((base::monotonic_now() >= until));
    BOOST_TEST((pair.client.transport->next().kind == Kind::none));
}

BOOST_AUTO_TEST_SUITE_END()
