// Every way a target can misbehave has one named outcome, is counted exactly, and ends in bounded time. Here:
// how connections begin and end. What answers say is in hostile_answers_test.cpp.
#include <atomic>

#include "redline/base/random.hpp"
#include "weather.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace redline::weather;

namespace {

/// Requests of 8 MB, more than sockets hold.
Traffic large_traffic() {
    constexpr std::size_t body_bytes = 8'000'000;
    auto traffic = plain_traffic();
    traffic.prepare = [](std::uint64_t, std::uint32_t step, PreparedRequest& into) {
        into.bytes = "POST /" + std::to_string(step) +
                     " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + std::to_string(body_bytes) +
                     "\r\n\r\n" + std::string(body_bytes, 'x');
    };
    return traffic;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bad_weather)

BOOST_AUTO_TEST_CASE(a_host_nobody_knows_is_said_before_anything_is_sent) {
    auto plan = fifty(80);
    plan.target.host = std::string(64, 'x') + ".invalid"; // no label is that long: no name server is asked
    const auto result = run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(!result.has_value());
    BOOST_TEST(result.error().message.starts_with("cannot resolve the target host 'xxxx"));
    BOOST_TEST(!result.error().hint.empty());
}

BOOST_AUTO_TEST_CASE(refused) {
    const RefusingPort port;
    const auto result = run_well(plain_plan(port.port(), 1000, 500ms));
    check(result, {{"refused", 500}});
    BOOST_TEST(result.sent == 0);
    BOOST_TEST(result.started_flows == 0);
    BOOST_TEST(result.honesty.connections_opened == 500); // one attempt a request, none retried
    BOOST_REQUIRE_EQUAL(result.failed.size(), 3);
    BOOST_TEST(result.failed[0].detail == "Connection refused");
}

BOOST_AUTO_TEST_CASE(unreachable_when_connects_are_never_answered) {
    const SilentPort port;
    auto plan = plain_plan(port.port(), 40, 500ms);
    plan.timeout = short_timeout;
    const auto result = run_well(plan);
    check(result, {{"unreachable", 20}});
    BOOST_TEST(result.sent == 0);
}

BOOST_AUTO_TEST_CASE(reset) {
    check(under([](std::string_view, TestClient& client) { client.reset(); }), {{"reset", 50}});
}

BOOST_AUTO_TEST_CASE(reset_in_the_middle) {
    for (const std::string_view part : {"HT", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\n\r\nhalf",
                                        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"})
        check(under([part](std::string_view, TestClient& client) {
                  client.send(part);
                  client.reset();
              }),
              {{"reset", 50}});
}

BOOST_AUTO_TEST_CASE(reset_before_the_request) {
    // Whether the connection breaks before or after the request left is a race no count can depend on.
    const TestServer server([](std::string_view, TestClient&) {},
                            {.on_connect = [](TestClient& client) { client.reset(); }});
    const auto result = run_well(fifty(server.port()));
    auto names = named(outcomes_of(result));
    BOOST_TEST(names["reset"] + names["unreachable"] == 50);
}

BOOST_AUTO_TEST_CASE(closed_without_a_word) {
    const auto result = under([](std::string_view, TestClient& client) { client.close(); });
    check(result, {{"closed_early", 50}});
    BOOST_TEST(result.sent == 50); // none was sent again
}

BOOST_AUTO_TEST_CASE(half_closed_in_the_middle) {
    check(under([](std::string_view, TestClient& client) {
              client.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              client.half_close();
          }),
          {{"closed_early", 50}});
}

BOOST_AUTO_TEST_CASE(closed_in_the_middle_of_chunks) {
    check(under([](std::string_view, TestClient& client) {
              client.send_and_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          }),
          {{"closed_early", 50}});
}

BOOST_AUTO_TEST_CASE(half_closed_after_a_whole_answer_is_fine) {
    const auto result =
        under([](std::string_view, TestClient& client) { client.send_and_half_close(TestServer::ok()); });
    check(result, {{"ok", 50}});
    BOOST_TEST(result.honesty.connections_opened == 50);
}

BOOST_AUTO_TEST_CASE(silence) {
    const auto result = under([](std::string_view, TestClient&) {}, short_timeout);
    check(result, {{"timeout", 50}});
    const auto& cell = result.cells[0][0];
    BOOST_TEST(cell.service_time.min() >= 300'000'000);
    BOOST_TEST(cell.response_time.min() >= cell.service_time.min());
}

BOOST_AUTO_TEST_CASE(a_slow_drip_is_a_timeout) {
    check(under([](std::string_view,
                   TestClient& client) { client.drip(TestServer::ok(std::string(1000, 'x'))); },
                short_timeout),
          {{"timeout", 50}});
}

BOOST_AUTO_TEST_CASE(errors_are_answers) {
    const auto result = under(always("HTTP/1.1 503 Busy\r\nContent-Length: 12\r\n\r\nqueue\tis\nful"));
    check(result, {{"error_status", 50}});
    BOOST_TEST(result.failed.at(0).status == 503);
    BOOST_TEST(result.failed.at(0).detail == "queue is ful");
    BOOST_TEST(result.failed.at(0).trace_id.low == 1); // the first request's
}

BOOST_AUTO_TEST_CASE(kept_alive_connections_closed_at_random_cost_nothing_but_reopening) {
    std::uint64_t closes = 0;
    const auto result = under([&](std::string_view path, TestClient& client) {
        const bool last = index_in(path) == 49;
        if (last || index_in(path) % 3 != 0) return client.send(TestServer::ok());
        ++closes;
        client.send_and_close(TestServer::ok());
    });
    check(result, {{"ok", 50}});
    BOOST_TEST(closes == 17);
    BOOST_TEST(result.honesty.connections_opened >= closes + 1);
}

BOOST_AUTO_TEST_CASE(connections_left_at_any_moment_lose_only_what_was_under_way) {
    // Closes fall where they will, so each request ends in one of three ways; every answer sent is one
    // counted.
    constexpr std::uint64_t seed = 7;
    base::Random random(seed);
    std::atomic<std::uint64_t> answered = 0;
    RunResult result;
    {
        const TestServer server(
            [&](std::string_view, TestClient& client) {
                client.send(TestServer::ok());
                ++answered;
            },
            {.on_connect = [&](TestClient& client) {
                client.leave_after(1 + static_cast<int>(random.below(5)));
            }});
        auto plan = plain_plan(server.port(), 2000, 500ms);
        plan.connections = 20;
        plan.threads = 2;
        result = run_well(plan);
    }
    auto names = named(outcomes_of(result));
    BOOST_TEST(names["ok"] == answered);
    BOOST_TEST(names["ok"] + names["reset"] + names["closed_early"] == 1000);
    BOOST_TEST(names["ok"] > 500);
}

BOOST_AUTO_TEST_CASE(a_close_that_came_with_the_answer_is_seen_before_the_next_request) {
    // One connection, always a request waiting for it, and every answer the last of its connection.
    const TestServer server(
        [](std::string_view, TestClient& client) { client.send_and_close(TestServer::ok()); });
    auto plan = plain_plan(server.port(), 100'000, 1ms);
    plan.connections = 1;
    const auto result = run_well(plan);
    check(result, {{"ok", 100}});
    BOOST_TEST(result.honesty.connections_opened == 100);
}

BOOST_AUTO_TEST_CASE(told_to_close_every_time) {
    const auto result = under([](std::string_view, TestClient& client) {
        client.send_and_close("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
    });
    check(result, {{"ok", 50}});
    BOOST_TEST(result.honesty.connections_opened == 50);
}

BOOST_AUTO_TEST_CASE(an_answer_before_the_request_was_whole_counts) {
    // 413 to the head of a large request: whether the server then reads on or not, it was answered.
    for (const bool deaf : {false, true}) {
        const TestServer server(
            [deaf](std::string_view, TestClient& client) {
                client.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
                if (deaf) client.turn_deaf();
            },
            {.answers_heads = true});
        auto plan = plain_plan(server.port(), 40, 250ms);
        // A server that reads on may have got all of it by then: its connection may rightly be used again,
        // but this one answers a connection's first request only.
        if (!deaf) plan.wire.requests_per_connection = 1;
        const auto result = run_well(plan, large_traffic());
        check(result, {{"error_status", 10}});
        BOOST_TEST(result.failed.at(0).status == 413);
        BOOST_TEST(result.honesty.connections_opened == 10); // half a request is in a deaf one
    }
}

BOOST_AUTO_TEST_CASE(closed_before_the_request_was_whole) {
    // The close resets a connection that is still being written to: the answer may be lost to that.
    const TestServer server(
        [](std::string_view, TestClient& client) {
            client.send_and_close("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
        },
        {.answers_heads = true});
    auto names = named(outcomes_of(run_well(plain_plan(server.port(), 40, 250ms), large_traffic())));
    BOOST_TEST(names["error_status"] + names["reset"] == 10);
}

BOOST_AUTO_TEST_CASE(all_of_it_at_once) {
    // Every tenth request meets another deed; the counts are exact and nothing spoils its neighbours.
    const TestServer server([](std::string_view path, TestClient& client) {
        switch (index_in(path) % 10) {
        case 0: return client.reset();
        case 1: return client.close();
        case 2: return client.send("nonsense");
        case 3: return;
        case 4: return client.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        case 5: return client.drip(TestServer::ok(std::string(1000, 'x')));
        default: return client.send(TestServer::ok());
        }
    });
    auto plan = plain_plan(server.port(), 400, 1s);
    plan.connections = 300;
    plan.threads = 2;
    plan.timeout = short_timeout;
    check(run_well(plan), {{"reset", 40},
                           {"closed_early", 40},
                           {"malformed", 40},
                           {"timeout", 80},
                           {"error_status", 40},
                           {"ok", 160}});
}

BOOST_AUTO_TEST_CASE(what_still_waits_when_the_drain_ends_is_not_sent) {
    // One connection, and a target that never answers: a request every second until the drain is over.
    const TestServer server([](std::string_view, TestClient&) {});
    auto plan = plain_plan(server.port(), 100, 500ms);
    plan.connections = 1;
    plan.timeout = 1s;
    const auto result = run_well(plan);
    const auto counts = named(outcomes_of(result));
    BOOST_TEST(counts.at("timeout") == result.sent);
    BOOST_TEST(counts.at("not_sent") == 50 - result.sent);
    BOOST_TEST(result.sent == 7); // at 0, 1 … 6 s; sending ends at 6.5 s
    BOOST_CHECK(result.took < 500ms + 1s + drain_extra + 2s);
}

BOOST_AUTO_TEST_SUITE_END()
