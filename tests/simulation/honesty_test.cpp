// Who is to blame: an over-asked generator confesses, a stalling target is never taken for one.
#include <algorithm>
#include <atomic>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/base/clock.hpp"
#include "redline/base/random.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/loadgen/run.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

bool has(const std::vector<Finding>& findings, std::string_view code) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

bool blames(const std::vector<Finding>& findings, Blame blame) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.blame == blame; });
}

void print(const std::vector<Finding>& findings) {
    for (const auto& finding : findings) BOOST_TEST_MESSAGE(finding.code << ": " << finding.message);
}

/// Arithmetic for about as many milliseconds; never 0 for the numbers used here.
std::uint64_t laborious_sum(int milliseconds) {
    base::Random random(1);
    std::uint64_t sum = 0;
    for (int i = 0; i < milliseconds * 1'000'000; ++i) sum ^= random.next();
    return sum;
}

/// Plain requests that take about a millisecond of arithmetic each to prepare.
Traffic laborious_traffic() {
    auto traffic = plain_traffic();
    traffic.prepare = [plain = traffic.prepare](std::uint64_t index, std::uint32_t step,
                                                PreparedRequest& into) {
        plain(index, step, into);
        into.trace_id.high = laborious_sum(1); // keeps the arithmetic from being optimised away
    };
    return traffic;
}

} // namespace

BOOST_AUTO_TEST_SUITE(honesty)

BOOST_AUTO_TEST_CASE(a_generator_asked_for_more_than_its_core_can_do_says_so_first) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    auto plan = plain_plan(server.port(), 3'000, 1s);
    plan.timeout = 200ms;
    const auto result = run(plan, laborious_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    const auto findings = confess(*result);
    print(findings);
    BOOST_REQUIRE(!findings.empty());
    BOOST_CHECK(findings.front().blame == Blame::generator);
    // On a machine too busy to give us a core, the lag tells what the CPU time cannot.
    BOOST_CHECK(has(findings, "generator_cpu") || has(findings, "send_lag"));
    BOOST_CHECK(has(findings, "load_not_offered"));
    BOOST_TEST(result->due == 3'000);
}

BOOST_AUTO_TEST_CASE(how_long_answers_are_judged_is_not_the_targets_latency) {
    // 40 answers at once, each judged for milliseconds: the last is read long after it came.
    std::vector<base::WallTime> stamps(40);
    base::Duration judging{0};
    RunResult result;
    {
        const TestServer server([&](std::string_view path, TestClient& client) {
            stamps[index_in(path)] = base::wall_now();
            client.send(TestServer::ok());
        });
        auto traffic = plain_traffic();
        traffic.judge = [&](std::uint32_t, const Response&) {
            const auto began = base::monotonic_now();
            const auto sum = laborious_sum(4);
            judging += base::monotonic_now() - began;
            return Judgement{.failed_checks = 0, .status_accepted = sum != 0};
        };
        auto plan = plain_plan(server.port(), 1'000'000, 40us);
        result = run(plan, traffic, {}, {}).value();
    }
    BOOST_REQUIRE(result.sent == 40);
    base::Duration slowest{0};
    for (std::size_t i = 0; i < stamps.size(); ++i)
        slowest = std::max<base::Duration>(slowest, stamps[i] - (result.started_at + i * 1us));
    const auto reported = base::Duration(result.cells[0][0].response_time.max());
    BOOST_TEST_MESSAGE("judging " << base::to_text(judging) << ", slowest by the server "
                                  << base::to_text(slowest) << ", by the engine " << base::to_text(reported));
    BOOST_CHECK(reported - slowest < judging / 4);
}

BOOST_AUTO_TEST_CASE(a_target_that_stalls_is_not_blamed_on_the_generator) {
    std::atomic<int> seen = 0;
    const TestServer server([&](std::string_view, TestClient& client) {
        base::SystemClock clock;
        if (++seen == 500) clock.sleep_until(clock.now() + 700ms);
        client.send(TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 1000, 2s);
    plan.connections = 20;
    const auto result = run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    const auto findings = confess(*result);
    print(findings);
    BOOST_CHECK(!blames(findings, Blame::generator));
    BOOST_CHECK(!blames(findings, Blame::promise));
    BOOST_TEST(result->sent == 2000);
    BOOST_TEST(result->honesty.connection_wait.max() > 600'000'000);
}

BOOST_AUTO_TEST_CASE(a_target_too_slow_for_the_promised_load_leaves_the_promise_unkept) {
    // One answer at a time, 25 ms each: 40 requests a second of the 80 promised.
    const TestServer server([](std::string_view, TestClient& client) {
        base::SystemClock clock;
        clock.sleep_until(clock.now() + 25ms);
        client.send(TestServer::ok());
    });
    auto plan = plain_plan(server.port(), 80, 1s);
    plan.connections = 2;
    plan.timeout = 500ms;
    const auto result = run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    const auto findings = confess(*result);
    print(findings);
    BOOST_CHECK(!blames(findings, Blame::generator));
    BOOST_CHECK(has(findings, "load_not_offered"));
}

BOOST_AUTO_TEST_SUITE_END()
