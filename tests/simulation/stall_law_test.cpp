// The law the product stands on: when the target stalls, every request the stall delayed shows it. The
// quantiles the engine reports are compared with those computed from due times and the server's own stamps of
// its replies.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/base/clock.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/loadgen/run.hpp"
#include "redline/loadgen/schedule.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

struct Stall {
    base::Duration at;
    base::Duration length;
};

/// Answers at once, but sleeps through the stalls, counted from its first request; stamps every reply.
class StallingServer {
  public:
    StallingServer(std::vector<Stall> stalls, std::size_t requests)
        : stalls_(std::move(stalls)), stamps_(requests),
          server_([this](std::string_view path, TestClient& client) { respond(path, client); }) {}

    std::uint16_t port() const { return server_.port(); }
    /// By flow index; to be read after the run.
    const std::vector<base::WallTime>& stamps() const { return stamps_; }

  private:
    void respond(std::string_view path, TestClient& client) {
        if (first_ == base::Instant{}) first_ = clock_.now();
        if (next_ < stalls_.size() && clock_.now() >= first_ + stalls_[next_].at) {
            clock_.sleep_until(first_ + stalls_[next_].at + stalls_[next_].length);
            ++next_;
        }
        stamps_.at(index_in(path)) = clock_.wall_now();
        client.send(TestServer::ok());
    }

    base::SystemClock clock_;
    std::vector<Stall> stalls_;
    std::size_t next_ = 0;
    base::Instant first_{};
    std::vector<base::WallTime> stamps_;
    TestServer server_;
};

/// Milliseconds from due to the server's stamp, sorted.
std::vector<double> expected_times(const Plan& plan, const RunResult& result, const StallingServer& server) {
    std::vector<double> times;
    const Schedule schedule(plan);
    auto starts = schedule.starts();
    while (const auto start = starts.next())
        times.push_back(
            base::in_milliseconds(server.stamps()[start->index] - (result.started_at + start->due)));
    std::sort(times.begin(), times.end());
    return times;
}

void compare(const char* name, double expected, std::uint64_t observed_nanoseconds) {
    const auto observed = static_cast<double>(observed_nanoseconds) / 1e6;
    std::cout << name << ": server's stamps " << expected << " ms, engine " << observed << " ms\n";
    BOOST_TEST_CONTEXT(name) { BOOST_TEST(std::abs(observed - expected) <= 0.005 * expected + 0.2); }
}

void check_the_law(const Plan& plan, std::vector<Stall> stalls, std::uint64_t requests) {
    StallingServer server(std::move(stalls), requests);
    auto at_server = plan;
    at_server.target.port = server.port();
    const auto result = run(at_server, plain_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    BOOST_TEST(result->sent == requests);
    BOOST_TEST(result->promised_flows == requests);
    const auto& cell = result->cells[0][0];
    BOOST_TEST(cell.outcomes[0] == requests);

    const auto expected = expected_times(at_server, *result, server);
    const auto at = [&](double q) {
        return expected[static_cast<std::size_t>(std::ceil(q * static_cast<double>(requests))) - 1];
    };
    compare("p95", at(0.95), cell.response_time.quantile(0.95));
    compare("p99", at(0.99), cell.response_time.quantile(0.99));
    compare("p99.9", at(0.999), cell.response_time.quantile(0.999));
    compare("max", at(1), cell.response_time.max());
    for (const auto& finding : confess(*result)) BOOST_ERROR(finding.code + ": " + finding.message);
    std::cout << "send lag p50 " << result->honesty.send_lag.quantile(0.5) / 1000 << " us, p99 "
              << result->honesty.send_lag.quantile(0.99) / 1000 << " us, cpu "
              << result->honesty.busiest_thread_cpu << ", connections opened "
              << result->honesty.connections_opened << "\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(stall_law)

BOOST_AUTO_TEST_CASE(two_stalls_of_a_second_under_a_thousand_a_second) {
    auto plan = plain_plan(0, 1000, 20s);
    plan.connections = 100;
    check_the_law(plan, {{5s, 1s}, {15s, 1s}}, 20'000);
}

BOOST_AUTO_TEST_CASE(a_short_stall_over_few_connections_and_two_threads) {
    auto plan = plain_plan(0, 500, 4s);
    plan.connections = 10;
    plan.threads = 2;
    check_the_law(plan, {{1500ms, 300ms}}, 2'000);
}

BOOST_AUTO_TEST_SUITE_END()
