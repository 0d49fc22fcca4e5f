// What the caller of a run is told while it goes on must agree with the record once it is over.
#include "redline/loadgen/run.hpp"

#include <atomic>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/base/clock.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

struct Told {
    std::vector<Progress> progress;
    RunResult result;
};

Told run_and_listen(const Plan& plan, std::stop_token stop = {}, const Traffic& traffic = plain_traffic()) {
    Told told;
    const auto listen = [&](const Progress& now) { told.progress.push_back(now); };
    auto result = loadgen::run(plan, traffic, listen, std::move(stop));
    BOOST_REQUIRE(result.has_value());
    BOOST_REQUIRE(!told.progress.empty());
    told.result = std::move(*result);
    return told;
}

std::uint64_t times(const DurationCounts& counts) {
    std::uint64_t sum = 0;
    for (const auto count : counts.counts) sum += count;
    return sum;
}

/// All stages of one step, as the record has them.
Cell step_of(const RunResult& result, std::size_t step) {
    Cell sum;
    for (const auto& stage : result.cells) {
        for (std::size_t i = 0; i < outcome_count; ++i) sum.outcomes[i] += stage[step].outcomes[i];
        sum.response_time.merge(stage[step].response_time);
        sum.service_time.merge(stage[step].service_time);
    }
    return sum;
}

void check_durations(const DurationCounts& told, const base::LatencyHistogram& recorded) {
    BOOST_TEST(times(told) == recorded.count());
    BOOST_TEST(static_cast<double>(told.nanoseconds) == recorded.sum());
}

void check_agreement(const Told& told) {
    const auto& last = told.progress.back();
    BOOST_TEST(last.finished);
    BOOST_TEST(last.due == told.result.due);
    BOOST_TEST(last.sent == told.result.sent);
    BOOST_TEST(last.connections_busy == 0U);
    check_durations(last.send_lag, told.result.honesty.send_lag);
    BOOST_REQUIRE_EQUAL(last.steps.size(), told.result.steps.size());
    for (std::size_t step = 0; step < last.steps.size(); ++step) {
        const auto recorded = step_of(told.result, step);
        BOOST_TEST(last.steps[step].outcomes == recorded.outcomes, boost::test_tools::per_element());
        check_durations(last.steps[step].response_time, recorded.response_time);
        check_durations(last.steps[step].service_time, recorded.service_time);
    }
}

void check_it_only_grows(const Told& told) {
    for (std::size_t i = 1; i < told.progress.size(); ++i) {
        BOOST_TEST(told.progress[i].due >= told.progress[i - 1].due);
        BOOST_TEST(told.progress[i].sent >= told.progress[i - 1].sent);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(chronicle)

BOOST_AUTO_TEST_CASE(the_last_word_is_the_record) {
    const TestServer server([](std::string_view path, TestClient& client) {
        client.send(path.ends_with("7") ? "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
                                        : TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 300, 1500ms);
    plan.threads = 2;
    plan.steps.push_back(plan.steps[0]);
    plan.flows[0].steps = {0, 1};
    const auto told = run_and_listen(plan);
    check_agreement(told);
    check_it_only_grows(told);
    const auto& last = told.progress.back();
    BOOST_TEST(last.ok > 450U);
    BOOST_TEST(last.failed > 0U);
    BOOST_TEST(times(last.steps[1].response_time) < times(last.steps[0].response_time));
}

BOOST_AUTO_TEST_CASE(percentiles_are_those_of_the_record_within_two_in_a_hundred) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    const auto told = run_and_listen(plain_plan(server.port(), 500, 600ms)); // so that the last second is all
    BOOST_REQUIRE_EQUAL(told.progress.size(), 1U);
    const auto& recorded = told.result.cells[0][0].response_time;
    const auto& last = told.progress.back();
    const auto close = boost::test_tools::tolerance(0.02);
    BOOST_TEST(static_cast<double>(last.p50.count()) == static_cast<double>(recorded.quantile(0.5)), close);
    BOOST_TEST(static_cast<double>(last.p95.count()) == static_cast<double>(recorded.quantile(0.95)), close);
    BOOST_TEST(static_cast<double>(last.p99.count()) == static_cast<double>(recorded.quantile(0.99)), close);
}

BOOST_AUTO_TEST_CASE(what_was_given_up_and_what_a_stop_cut_off_is_told_too) {
    std::stop_source stop;
    std::atomic<int> asked{0};
    const TestServer server([&](std::string_view, TestClient& client) {
        if (++asked == 110) stop.request_stop();
        if (asked <= 100) client.send(TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 200, 60s);
    plan.connections = 10;
    plan.timeout = 30s;
    const auto told = run_and_listen(plan, stop.get_token());
    BOOST_TEST(told.result.interrupted);
    check_agreement(told);
    check_it_only_grows(told);
}

BOOST_AUTO_TEST_CASE(a_target_that_stands_still_shows_in_what_was_due) {
    const TestServer server([](std::string_view, TestClient&) {});
    auto plan = plain_plan(server.port(), 100, 1500ms);
    plan.connections = 3;
    plan.timeout = 1200ms;
    const auto told = run_and_listen(plan);
    const auto& first = told.progress.front();
    BOOST_TEST(first.due >= 100U);
    BOOST_TEST(first.sent == 3U);
    BOOST_TEST(first.connections_busy == 3U);
    BOOST_TEST(first.connections_opened == 3U);
    check_agreement(told);
}

BOOST_AUTO_TEST_CASE(what_was_dropped_is_told_as_it_is_recorded) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    auto plan = plain_plan(server.port(), 200, 1s);
    plan.late = Late::drop;
    auto traffic = plain_traffic();
    traffic.prepare = [prepare = traffic.prepare](std::uint64_t flow, std::uint32_t step,
                                                  PreparedRequest& into) {
        if (flow == 40) base::SystemClock().sleep_until(base::monotonic_now() + 300ms); // stands still itself
        prepare(flow, step, into);
    };
    const auto told = run_and_listen(plan, {}, traffic);
    check_agreement(told);
    BOOST_TEST(told.progress.back().steps[0].outcomes[static_cast<std::size_t>(Outcome::dropped)] > 0U);
}

BOOST_AUTO_TEST_CASE(in_the_closed_model_the_workers_tell_what_was_due) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    auto plan = plain_plan(server.port(), 0, 1200ms);
    plan.users = Users{.count = 3, .think_time = 10ms};
    const auto told = run_and_listen(plan);
    check_agreement(told);
    check_it_only_grows(told);
    BOOST_TEST(told.progress.front().due >= told.progress.front().sent);
    BOOST_TEST(told.progress.front().sent > 3U);
}

BOOST_AUTO_TEST_SUITE_END()
