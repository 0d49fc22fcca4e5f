#include "redline/loadgen/run.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/base/clock.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// The paths a server saw, each answered with 200.
class Witness {
  public:
    Witness()
        : server_(std::in_place, [this](std::string_view path, TestClient& client) {
              paths_.emplace_back(path);
              client.send(TestServer::ok());
          }) {}
    std::uint16_t port() const { return server_->port(); }
    /// Ends the server first: its thread wrote the paths.
    std::vector<std::string> sorted_paths() {
        server_.reset();
        std::sort(paths_.begin(), paths_.end());
        return paths_;
    }

  private:
    std::vector<std::string> paths_;
    std::optional<TestServer> server_;
};

RunResult run_well(const Plan& plan, const Traffic& traffic = plain_traffic(), std::stop_token stop = {}) {
    auto result = run(plan, traffic, {}, std::move(stop));
    BOOST_REQUIRE(result.has_value());
    return std::move(*result);
}

std::uint64_t outcomes(const RunResult& result, Outcome outcome, std::size_t step = 0) {
    return result.cells.at(0).at(step).outcomes[static_cast<std::size_t>(outcome)];
}

} // namespace

BOOST_AUTO_TEST_SUITE(run)

BOOST_AUTO_TEST_CASE(a_host_that_does_not_exist_is_an_error_and_nothing_is_sent) {
    auto plan = plain_plan(80, 10, 1s);
    plan.target.host = "no-such-host.invalid";
    const auto result = loadgen::run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(!result.has_value());
    BOOST_CHECK(result.error().code == base::ErrorCode::not_found);
    BOOST_TEST(result.error().message.starts_with("cannot resolve the target host 'no-such-host.invalid': "));
}

BOOST_AUTO_TEST_CASE(a_name_is_tried_for_the_address_that_answers) {
    Witness witness;
    auto plan = plain_plan(witness.port(), 20, 100ms);
    plan.target.host = "localhost"; // ::1 as well, on most machines, where nobody listens
    BOOST_TEST(outcomes(run_well(plan), Outcome::ok) == 2);
}

BOOST_AUTO_TEST_CASE(each_flow_is_sent_once_whatever_the_threads) {
    std::vector<std::string> expected;
    for (int i = 0; i < 200; ++i) expected.push_back("/0/" + std::to_string(i));
    std::sort(expected.begin(), expected.end());
    for (const unsigned threads : {1U, 3U, 8U}) {
        Witness witness;
        auto plan = plain_plan(witness.port(), 1000, 200ms);
        plan.threads = threads;
        plan.connections = 5;
        const auto result = run_well(plan);
        BOOST_TEST(result.sent == 200);
        BOOST_TEST(result.promised_flows == 200);
        BOOST_TEST(result.started_flows == 200);
        BOOST_TEST(result.honesty.threads == std::min(threads, 5U));
        BOOST_TEST(result.honesty.connections == 5);
        BOOST_TEST(result.honesty.connections_opened <= 5);
        BOOST_CHECK(witness.sorted_paths() == expected);
    }
}

BOOST_AUTO_TEST_CASE(very_many_connections_are_kept_under_epoll_unless_asked_otherwise) {
    Witness witness;
    auto plan = plain_plan(witness.port(), 100, 100ms);
    plan.threads = 1;
    plan.connections = 2001;
    const auto chosen = run_well(plan);
    BOOST_TEST(chosen.honesty.transport == "epoll");
    BOOST_TEST(chosen.honesty.note == "");
    plan.backend = Backend::io_uring;
    if (const auto asked = loadgen::run(plan, plain_traffic(), {}, {}); asked)
        BOOST_TEST(asked->honesty.transport == "io_uring");
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_before_it_is_due) {
    std::vector<base::WallTime> seen(100);
    RunResult result;
    {
        const TestServer server([&](std::string_view path, TestClient& client) {
            seen[index_in(path)] = base::wall_now();
            client.send(TestServer::ok());
        });
        result = run_well(plain_plan(server.port(), 500, 200ms));
    }
    // The wall clock may be slewed while the run lasts; 0.1 ms is far beyond what 200 ms allow for.
    for (std::size_t i = 0; i < seen.size(); ++i) BOOST_CHECK(seen[i] > result.started_at + i * 2ms - 100us);
}

BOOST_AUTO_TEST_CASE(steps_follow_each_other_and_a_failed_one_ends_its_flow) {
    const TestServer server([](std::string_view path, TestClient& client) {
        const bool bad = path.starts_with("/1/") && index_in(path) % 4 == 0;
        client.send(bad ? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n" : TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 200, 200ms);
    plan.steps.resize(3, plan.steps[0]);
    plan.flows[0].steps = {0, 1, 2};
    const auto result = run_well(plan);
    BOOST_TEST(result.promised_flows == 40);
    BOOST_TEST(result.due == 110);
    BOOST_TEST(outcomes(result, Outcome::ok, 0) == 40);
    BOOST_TEST(outcomes(result, Outcome::ok, 1) == 30);
    BOOST_TEST(outcomes(result, Outcome::error_status, 1) == 10);
    BOOST_TEST(outcomes(result, Outcome::ok, 2) == 30);
}

BOOST_AUTO_TEST_CASE(judgements_become_outcomes) {
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 404 No\r\nX: y\r\nContent-Length: 3\r\n\r\nabc");
    });
    auto plan = plain_plan(server.port(), 40, 100ms);
    plan.steps[0].checks = {"status == 404", "body contains z"};
    auto traffic = plain_traffic();
    traffic.judge = [](std::uint32_t, const Response& response) {
        const bool as_sent = response.status == 404 && response.body == "abc" &&
                             response.header_block == "X: y\r\nContent-Length: 3\r\n" &&
                             response.response_time >= response.service_time &&
                             response.service_time.count() > 0;
        return Judgement{.failed_checks = as_sent ? 0b10U : 0b01U, .status_accepted = true};
    };
    const auto result = run_well(plan, traffic);
    BOOST_TEST(outcomes(result, Outcome::check_failed) == 4);
    BOOST_CHECK((result.cells[0][0].failed_checks == std::vector<std::uint64_t>{0, 4}));
    BOOST_TEST(result.failed.at(0).detail == "body contains z");
    traffic.judge = [](std::uint32_t, const Response&) { return Judgement{}; };
    BOOST_TEST(outcomes(run_well(plan, traffic), Outcome::ok) == 4); // a 404 that was asked for
}

BOOST_AUTO_TEST_CASE(a_body_larger_than_the_sockets_buffers_arrives_whole) {
    std::atomic<int> whole = 0;
    const TestServer server([&](std::string_view, TestClient& client) {
        ++whole; // the server calls only for a request as long as its Content-Length says
        client.send(TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 10, 200ms);
    auto traffic = plain_traffic();
    traffic.prepare = [](std::uint64_t, std::uint32_t, PreparedRequest& into) {
        const std::string body(8'000'000, 'x');
        into.bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n" + body;
    };
    const auto result = run_well(plan, traffic);
    BOOST_TEST(outcomes(result, Outcome::ok) == 2);
    BOOST_TEST(whole == 2);
    BOOST_TEST(result.cells[0][0].bytes_sent > 16'000'000);
}

BOOST_AUTO_TEST_CASE(an_answer_to_head_has_no_body) {
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
    });
    auto plan = plain_plan(server.port(), 40, 100ms);
    plan.steps[0].method = "HEAD";
    BOOST_TEST(outcomes(run_well(plan), Outcome::ok) == 4);
}

BOOST_AUTO_TEST_CASE(progress_is_told_once_a_second_and_at_the_end_on_the_callers_thread) {
    Witness witness;
    std::vector<Progress> told;
    const auto caller = std::this_thread::get_id();
    const auto plan = plain_plan(witness.port(), 200, 2500ms);
    const auto result = loadgen::run(plan, plain_traffic(),
                                     [&](const Progress& progress) {
                                         BOOST_CHECK(std::this_thread::get_id() == caller);
                                         told.push_back(progress);
                                     },
                                     {});
    BOOST_REQUIRE(result.has_value());
    BOOST_REQUIRE_EQUAL(told.size(), 3);
    BOOST_CHECK(!told[0].finished && !told[1].finished && told[2].finished);
    BOOST_CHECK(told[1].scheduled == 2500ms);
    BOOST_TEST(told[1].stage == "hold");
    BOOST_CHECK(told[0].elapsed >= 1s && told[1].elapsed >= 2s);
    const auto due_by = static_cast<std::uint64_t>(told[0].elapsed / 5ms) + 1;
    BOOST_TEST(told[0].due == due_by);
    BOOST_CHECK(told[1].sent > told[0].sent && told[1].sent <= told[1].due);
    BOOST_CHECK(told[1].ok + told[1].failed <= told[1].sent);
    BOOST_CHECK(told[0].p50 > 0ns && told[0].p50 <= told[0].p99);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_run_with_a_truthful_record) {
    // The first 50 are answered, the rest never; the stop comes with the 100th.
    std::stop_source stop;
    const TestServer server([&](std::string_view path, TestClient& client) {
        if (index_in(path) == 99) stop.request_stop();
        if (index_in(path) < 50) client.send(TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 200, 60s);
    plan.connections = 70; // so that nothing waits: 50 answered, at most 70 open
    plan.timeout = 30s;
    const auto result = run_well(plan, plain_traffic(), stop.get_token());
    BOOST_TEST(result.interrupted);
    BOOST_CHECK(result.scheduled == 60s);
    BOOST_CHECK(result.took > 490ms + stop_grace && result.took < 20s);
    BOOST_TEST(result.promised_flows >= 100);
    BOOST_TEST(result.promised_flows < 4000);
    BOOST_TEST(result.promised_flows == result.due);
    BOOST_TEST(outcomes(result, Outcome::ok) == 50);
    BOOST_TEST(outcomes(result, Outcome::timeout) == result.sent - 50);
    BOOST_TEST(outcomes(result, Outcome::not_sent) == result.due - result.sent);
}

BOOST_AUTO_TEST_CASE(a_run_stopped_before_it_began_promised_nothing) {
    Witness witness;
    std::stop_source stop;
    stop.request_stop();
    const auto result = run_well(plain_plan(witness.port(), 200, 10s), plain_traffic(), stop.get_token());
    BOOST_TEST(result.interrupted);
    BOOST_TEST(result.sent == 0);
    BOOST_TEST(result.promised_flows == 0);
}

BOOST_AUTO_TEST_CASE(an_empty_schedule_is_an_empty_record) {
    Witness witness;
    auto plan = plain_plan(witness.port(), 0, 100ms);
    const auto result = run_well(plan);
    BOOST_TEST(!result.interrupted);
    BOOST_TEST(result.due == 0);
    BOOST_CHECK(result.scheduled == 100ms);
    BOOST_TEST(result.stages.at(0).name == "hold");
    BOOST_TEST(result.steps.at(0).name == "get");
}

BOOST_AUTO_TEST_SUITE_END()
