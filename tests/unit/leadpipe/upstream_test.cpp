#include <boost/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "redline/leadpipe/upstream.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace redline::leadpipe {
std::ostream& operator<<(std::ostream& out, UpstreamFault fault) { return out << to_text(fault); }
} // namespace redline::leadpipe

namespace {

UpstreamOptions options_for(std::uint16_t port) {
    UpstreamOptions options;
    options.port = port;
    options.answer_timeout = 5s;
    return options;
}

OutgoingRequest post(std::string body = "{}") { return {"POST", "/", {}, std::move(body), false}; }

/// A server that answers each request, counting its connections and requests.
struct Answering {
    std::atomic<int> connections{0}, requests{0};
    std::function<void(int request, TestClient& client)> deed = [](int, TestClient& client) {
        client.send(TestServer::ok("body"));
    };
    TestServer server{[this](std::string_view, TestClient& client) { deed(++requests, client); },
                      {[this](TestClient&) { ++connections; }, false}};
};

/// A gate the server's answers wait at.
class Gate {
  public:
    void pass() {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
    }
    void open() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        opened_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

} // namespace

BOOST_AUTO_TEST_SUITE(upstream)

BOOST_FIXTURE_TEST_CASE(one_connection_carries_one_request_after_the_other, Answering) {
    Upstream upstream(options_for(server.port()));
    for (int round = 0; round < 20; ++round) {
        const auto answer = upstream.send(post());
        BOOST_REQUIRE(answer.has_value());
        BOOST_TEST(answer->status == 200);
        BOOST_TEST(answer->body == "body");
    }
    BOOST_TEST(requests == 20);
    BOOST_TEST(connections == 1);
    BOOST_TEST(upstream.use().opened == 1U);
    BOOST_TEST(upstream.use().idle == 1U);
    BOOST_TEST(upstream.use().in_use == 0U);
    BOOST_TEST(upstream.use().waits == 0U);
}

BOOST_FIXTURE_TEST_CASE(without_keep_alive_each_request_has_its_connection, Answering) {
    auto options = options_for(server.port());
    options.keep_alive = false;
    Upstream upstream(options);
    for (int round = 0; round < 5; ++round) BOOST_REQUIRE(upstream.send(post()).has_value());
    BOOST_TEST(connections == 5);
    BOOST_TEST(upstream.use().idle == 0U);
}

BOOST_AUTO_TEST_CASE(nobody_listens) {
    const RefusingPort port;
    Upstream upstream(options_for(port.port()));
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::refused);
    BOOST_TEST(never_sent(UpstreamFault::refused));
    BOOST_TEST(upstream.use().in_use == 0U);
}

BOOST_AUTO_TEST_CASE(a_connect_that_does_not_end_is_given_up) {
    const SilentPort port;
    auto options = options_for(port.port());
    options.connect_timeout = 50ms;
    Upstream upstream(options);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::refused);
}

BOOST_AUTO_TEST_CASE(silence_is_given_up) {
    const MutePort port;
    auto options = options_for(port.port());
    options.answer_timeout = 50ms;
    Upstream upstream(options);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::timed_out);
    BOOST_TEST(upstream.use().idle == 0U); // its late answer must not be another request's
    BOOST_TEST(upstream.send(post(std::string(16 << 20, 'x'))).error() == UpstreamFault::timed_out);
    BOOST_TEST(!never_sent(UpstreamFault::timed_out));
    BOOST_TEST(upstream.use().idle == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_answer_that_drips_does_not_stretch_the_timeout, Answering) {
    deed = [](int, TestClient& client) { client.drip(TestServer::ok(std::string(10'000, 'x'))); };
    auto options = options_for(server.port());
    options.answer_timeout = 100ms;
    Upstream upstream(options);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::timed_out);
}

BOOST_FIXTURE_TEST_CASE(a_reset_and_an_early_end_are_resets, Answering) {
    deed = [](int request, TestClient& client) {
        if (request == 1) client.reset();
        if (request == 2) client.send_and_close("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    };
    Upstream upstream(options_for(server.port()));
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::reset);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::reset);
    BOOST_TEST(requests == 2);
}

BOOST_FIXTURE_TEST_CASE(what_is_no_http_or_too_large_is_unreadable, Answering) {
    deed = [](int request, TestClient& client) {
        client.send(request == 1 ? "220 smtp.example.test ready\r\n\r\n"
                                 : TestServer::ok(std::string(2000, 'x')));
    };
    auto options = options_for(server.port());
    options.answer_bytes_max = 1000;
    Upstream upstream(options);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::unreadable);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::unreadable);
}

BOOST_FIXTURE_TEST_CASE(a_kept_connection_that_dies_with_the_request_is_replaced_once, Answering) {
    deed = [](int request, TestClient& client) {
        request == 2 ? client.close() : client.send(TestServer::ok("body"));
    };
    Upstream upstream(options_for(server.port()));
    BOOST_REQUIRE(upstream.send(post()).has_value());
    auto again = post();
    again.repeatable = true;
    BOOST_TEST(upstream.send(again).value().body == "body");
    BOOST_TEST(requests == 3);
    BOOST_TEST(upstream.use().repeated == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_must_not_happen_twice_is_not_sent_twice, Answering) {
    deed = [](int request, TestClient& client) {
        request == 2 ? client.close() : client.send(TestServer::ok("body"));
    };
    Upstream upstream(options_for(server.port()));
    BOOST_REQUIRE(upstream.send(post()).has_value());
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::reset);
    BOOST_TEST(requests == 2);
}

BOOST_FIXTURE_TEST_CASE(a_connection_that_died_idle_is_not_used, Answering) {
    // The end follows the answer in one segment's distance, so what is kept is dead before the next request.
    deed = [](int, TestClient& client) { client.send_and_close(TestServer::ok("body")); };
    Upstream upstream(options_for(server.port()));
    for (int round = 0; round < 5; ++round) BOOST_TEST(upstream.send(post()).value().body == "body");
    BOOST_TEST(connections == 5);
    BOOST_TEST(upstream.use().repeated == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_kept_connection_grows_too_old, Answering) {
    auto options = options_for(server.port());
    options.idle_max = -1ns;
    Upstream upstream(options);
    for (int round = 0; round < 3; ++round) BOOST_REQUIRE(upstream.send(post()).has_value());
    BOOST_TEST(connections == 3);
}

BOOST_FIXTURE_TEST_CASE(who_waits_gets_the_connection_another_gives_back, Answering) {
    Gate gate;
    deed = [&](int request, TestClient& client) {
        if (request == 1) gate.pass();
        client.send(TestServer::ok("body"));
    };
    auto options = options_for(server.port());
    options.connections_max = 1;
    options.wait_max = 10min; // who is not woken outlasts the test's patience
    Upstream upstream(options);
    bool first_answered = false, second_answered = false; // Boost.Test is for one thread
    std::jthread first([&] { first_answered = upstream.send(post()).has_value(); });
    while (requests == 0) std::this_thread::yield();
    BOOST_TEST(upstream.use().in_use == 1U);
    std::jthread second([&] { second_answered = upstream.send(post()).has_value(); });
    while (upstream.use().waits == 0) std::this_thread::yield();
    gate.open();
    first.join();
    second.join();
    BOOST_TEST(first_answered);
    BOOST_TEST(second_answered);
    BOOST_TEST(connections == 1);
    BOOST_TEST(upstream.use().wait_sum.count() > 0);
}

BOOST_FIXTURE_TEST_CASE(leaked_connections_exhaust_the_pool, Answering) {
    auto options = options_for(server.port());
    options.connections_max = 3;
    options.leak_every = 2;
    options.wait_max = 1ms;
    Upstream upstream(options);
    for (int round = 0; round < 6; ++round) BOOST_REQUIRE(upstream.send(post()).has_value());
    BOOST_TEST(upstream.use().leaked == 3U);
    BOOST_TEST(upstream.send(post()).error() == UpstreamFault::pool_exhausted);
    BOOST_TEST(never_sent(UpstreamFault::pool_exhausted));
    BOOST_TEST(requests == 6);
    BOOST_TEST(upstream.use().exhausted == 1U);
}

BOOST_AUTO_TEST_CASE(faults_have_names) {
    BOOST_TEST(to_text(UpstreamFault::refused) == "refused");
    BOOST_TEST(to_text(UpstreamFault::unreadable) == "unreadable");
}

BOOST_AUTO_TEST_SUITE_END()
