// Every way a target can misbehave has one named outcome, is counted exactly, and ends in bounded time.
#include <map>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/loadgen/run.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

constexpr base::Duration short_timeout = 300ms;

OutcomeCounts outcomes_of(const RunResult& result) {
    OutcomeCounts total{};
    for (const auto& stage : result.cells)
        for (const auto& cell : stage)
            for (std::size_t i = 0; i < outcome_count; ++i) total[i] += cell.outcomes[i];
    return total;
}

std::map<std::string_view, std::uint64_t> named(const OutcomeCounts& counts) {
    std::map<std::string_view, std::uint64_t> names;
    for (std::size_t i = 0; i < outcome_count; ++i)
        if (counts[i] > 0) names[outcome_names[i]] = counts[i];
    return names;
}

using Expected = std::map<std::string_view, std::uint64_t>;

RunResult run_well(const Plan& plan) {
    auto result = run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    std::uint64_t ended = 0;
    for (const auto& [name, count] : named(outcomes_of(*result))) ended += count;
    BOOST_TEST(ended == result->due);
    std::uint64_t in_slices = 0;
    for (const auto& slice : result->slices)
        for (const auto& [ending, count] : slice.endings) in_slices += count.requests;
    BOOST_TEST(in_slices == result->due);
    return std::move(*result);
}

/// 50 requests in half a second, each met by `deed`.
RunResult under(TestServer::Respond deed) {
    const TestServer server(std::move(deed));
    auto plan = plain_plan(server.port(), 100, 500ms);
    plan.timeout = short_timeout;
    return run_well(plan);
}

void check(const RunResult& result, const Expected& expected) {
    const auto names = named(outcomes_of(result));
    for (const auto& [name, count] : names) BOOST_TEST_MESSAGE(name << " " << count);
    BOOST_CHECK(names == expected);
}

TestServer::Respond always(std::string_view bytes) {
    return [bytes](std::string_view, TestClient& client) { client.send(bytes); };
}

} // namespace

BOOST_AUTO_TEST_SUITE(bad_weather)

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

BOOST_AUTO_TEST_CASE(garbage) {
    const auto result = under(always("\x16\x03\x01 not\n what you think"));
    check(result, {{"malformed", 50}});
    BOOST_TEST(result.failed.at(0).detail == "    not ");
}

BOOST_AUTO_TEST_CASE(wrong_chunking) {
    check(under(always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n")),
          {{"malformed", 50}});
}

BOOST_AUTO_TEST_CASE(a_bomb_of_headers) {
    check(under([](std::string_view, TestClient& client) {
              std::string bomb = "HTTP/1.1 200 OK\r\n";
              while (bomb.size() < 2 * 64 * 1024)
                  bomb += "X-Bomb: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n";
              client.send(bomb);
          }),
          {{"malformed", 50}});
}

BOOST_AUTO_TEST_CASE(silence) {
    const auto result = under([](std::string_view, TestClient&) {});
    check(result, {{"timeout", 50}});
    const auto& cell = result.cells[0][0];
    BOOST_TEST(cell.service_time.min() >= 300'000'000);
    BOOST_TEST(cell.response_time.min() >= cell.service_time.min());
}

BOOST_AUTO_TEST_CASE(a_slow_drip_is_a_timeout) {
    check(under([](std::string_view, TestClient& client) {
              client.drip(TestServer::ok(std::string(1000, 'x')));
          }),
          {{"timeout", 50}});
}

BOOST_AUTO_TEST_CASE(an_endless_body_is_a_timeout) {
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 200 OK\r\n\r\n");
        client.flood();
    });
    auto plan = plain_plan(server.port(), 20, 250ms);
    plan.timeout = short_timeout;
    check(run_well(plan), {{"timeout", 5}});
}

BOOST_AUTO_TEST_CASE(no_content_is_fine) {
    const auto result = under(always("HTTP/1.1 204 No Content\r\n\r\n"));
    check(result, {{"ok", 50}});
    BOOST_TEST(result.honesty.connections_opened <= 50);
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

BOOST_AUTO_TEST_CASE(descriptors_run_out) {
    // In a child process, for the limit cannot be raised again; its exit status tells what it counted.
    const TestServer server([](std::string_view, TestClient&) {});
    auto plan = plain_plan(server.port(), 200, 250ms);
    plan.timeout = short_timeout;
    const auto child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit few{.rlim_cur = 30, .rlim_max = 30};
        ::setrlimit(RLIMIT_NOFILE, &few);
        const auto result = run(plan, plain_traffic(), {}, {});
        const auto counts = outcomes_of(*result);
        const auto without = counts[static_cast<std::size_t>(Outcome::no_descriptor)];
        const auto in_time = counts[static_cast<std::size_t>(Outcome::timeout)];
        const bool confessed = confess(*result).front().code == "descriptors";
        ::_exit(without + in_time == 50 && confessed ? static_cast<int>(without) : 0);
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) > 20); // at most 30 connections can be open
    BOOST_TEST(WEXITSTATUS(status) < 50);
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
