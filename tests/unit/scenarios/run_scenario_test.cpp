#include "redline/scenarios/run_scenario.hpp"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include "redline/reports/verdict.hpp"
#include "scratch_folder.hpp"
#include "test_server.hpp"

using namespace redline;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: small
seed: 7
stages: [{ name: hold, duration: 2s, arrival_rate: 50/s }]
flows: [{ name: look, steps: [{ name: get, get: /page, check: [status == 200] }] }]
thresholds: [errors < 30%]
rules: [rules.yaml]
target: http://127.0.0.1:)";

/// One second of the run is five minutes of these windows: the pair fits into two seconds.
constexpr std::string_view rules_text = R"(version: 1
service: shop
owner: team
runbook: book.md
escalation: on-call
slos:
  - name: pages-answered
    objective: 99%
    window: 30d
    indicator:
      bad: http_server_request_duration_seconds_count{http_route="/page", error_type!=""}
      total: http_server_request_duration_seconds_count{http_route="/page"}
    alerts: [{ severity: page, burn_rate: 10, long: 5m, short: 1m }]
    min_events: 10
    runbook: "#pages"
)";

reports::RunRecord record_of_run_against(const TestServer& server) {
    const test::ScratchFolder folder;
    folder.write("book.md", "# Pages\n");
    folder.write("rules.yaml", rules_text);
    const auto scenario =
        folder.write("small.yaml", std::string(scenario_text) + std::to_string(server.port()) + "\n");
    const auto run = scenarios::prepare({scenario, {}, {}, {}, {}, {}});
    BOOST_REQUIRE_MESSAGE(run, (run ? std::string() : base::to_text(run.error())));
    const auto record = scenarios::run_scenario(*run, "test", {}, {});
    BOOST_REQUIRE_MESSAGE(record, (record ? std::string() : base::to_text(record.error())));
    return *record;
}

} // namespace

BOOST_AUTO_TEST_SUITE(run_scenario)

BOOST_AUTO_TEST_CASE(a_healthy_target_passes_and_every_request_is_accounted_for) {
    std::atomic<unsigned> answered{0};
    const TestServer server([&](std::string_view, TestClient& client) {
        ++answered;
        client.send(TestServer::ok());
    });
    const auto record = record_of_run_against(server);
    BOOST_TEST(reports::exit_status(record.verdict) == 0);
    BOOST_TEST(record.result.sent == 100U);
    BOOST_TEST(answered == 100U);
    BOOST_TEST((record.rules.at(0).alerts.at(0).state == alerting::RuleState::held));
    BOOST_TEST(record.rules.at(0).budgets.at(0).total == 100.0);
    BOOST_TEST(record.scenario.seed == 7U);
}

BOOST_AUTO_TEST_CASE(a_budget_burnt_under_the_threshold_still_fails_the_run) {
    std::atomic<unsigned> answered{0};
    const TestServer server([&](std::string_view, TestClient& client) {
        const bool broken = ++answered % 5 == 0;
        client.send(broken ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                           : TestServer::ok());
    });
    const auto record = record_of_run_against(server);
    BOOST_TEST(reports::exit_status(record.verdict) == 1);
    BOOST_TEST(record.thresholds.at(0).held);
    BOOST_TEST((record.rules.at(0).alerts.at(0).state == alerting::RuleState::fired));
    BOOST_TEST(record.rules.at(0).budgets.at(0).bad == 20.0);
    BOOST_TEST(reports::headline(record).find("pages-answered") != std::string::npos);
}

/// A server thread that computes for 30 ms a request cannot answer 50 a second, whatever else the machine
/// does: it wants a core all the time. Watched is this process, which holds it.
BOOST_AUTO_TEST_CASE(a_failed_run_that_was_watched_says_last_what_limited_it) {
    const TestServer server([](std::string_view, TestClient& client) {
        const auto begin = base::thread_cpu_time();
        while (base::thread_cpu_time() - begin < std::chrono::milliseconds(30)) {
        }
        client.send(TestServer::ok());
    });
    const test::ScratchFolder folder;
    constexpr std::string_view text = "version: 1\nname: busy\nseed: 7\n"
                                      "stages: [{ name: hold, duration: 3s, arrival_rate: 50/s }]\n"
                                      "flows: [{ name: look, steps: [{ name: get, get: /page }] }]\n"
                                      "thresholds: [p95 < 100ms, errors < 100%]\ntarget: http://127.0.0.1:";
    scenarios::RunRequest request;
    request.scenario = folder.write("busy.yaml", std::string(text) + std::to_string(server.port()) + "\n");
    request.watch.processes = {std::to_string(getpid())};
    const auto record = scenarios::run_scenario(scenarios::prepare(request).value(), "test", {}, {}).value();
    BOOST_TEST((record.verdict == reports::Verdict::fail));
    BOOST_TEST(record.findings.front().code == "threshold");
    const auto limit = std::find_if(record.findings.begin(), record.findings.end(),
                                    [](const auto& finding) { return finding.code == "limit"; });
    BOOST_REQUIRE((limit != record.findings.end()));
    BOOST_TEST(limit->message.starts_with("what limited it: "), limit->message);
    const auto told = std::any_of(limit, record.findings.end(), [](const auto& finding) {
        return finding.code == "limit" && finding.message.find("wanted a core") != std::string::npos;
    });
    BOOST_TEST(told);
}

BOOST_AUTO_TEST_SUITE_END()
