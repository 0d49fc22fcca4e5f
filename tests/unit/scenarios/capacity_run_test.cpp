#include "redline/scenarios/capacity_run.hpp"

#include <boost/test/unit_test.hpp>

#include "scratch_folder.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::scenarios;
using namespace std::chrono_literals;
using reports::CapacityEnd;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: small
seed: 7
stages: [{ name: hold, duration: 2s, arrival_rate: 50/s, arrivals: poisson }]
flows: [{ name: look, steps: [{ name: get, get: /page, check: [status == 200] }] }]
thresholds: [p50 < 1ns]
target: http://127.0.0.1:)";

/// 20/s to 40/s in probes of half a second; the SLO lets a crowded machine be slow.
CapacityOrder order_for(std::uint16_t port) {
    const test::ScratchFolder folder;
    RunRequest request;
    request.scenario = folder.write("small.yaml", std::string(scenario_text) + std::to_string(port));
    CapacityOrder order;
    order.run = prepare(request).value();
    order.slos = {reports::parse_threshold("p50 < 2s", {}).value()};
    order.search = {20, 40, 0.2, 100};
    order.probe = 500ms;
    order.settle = 100ms;
    return order;
}

reports::CapacityRecord capacity_of(const CapacityOrder& order) {
    return find_capacity(order, "0.1.0", {}, {}).value();
}

TestServer::Respond always(std::string answer) {
    return [answer](std::string_view, TestClient& client) { client.send(answer); };
}

} // namespace

BOOST_AUTO_TEST_SUITE(capacity_run)

BOOST_AUTO_TEST_CASE(a_probe_is_the_scenarios_traffic_at_one_rate) {
    const auto order = order_for(1);
    const auto& plan = order.run.scenario->plan;
    const auto probe = probe_plan(plan, order, 30, 0);
    BOOST_REQUIRE(probe.stages.size() == 2U);
    BOOST_TEST(!probe.stages[0].measured);
    BOOST_TEST(probe.stages[1].measured);
    BOOST_TEST((probe.stages[0].duration == 100ms));
    BOOST_TEST((probe.stages[1].duration == 500ms));
    for (const auto& stage : probe.stages) {
        BOOST_TEST(stage.from.per_second == 30);
        BOOST_TEST(stage.to.per_second == 30);
        BOOST_TEST((stage.arrivals == loadgen::Arrivals::poisson));
    }
    BOOST_TEST(probe.flows.size() == plan.flows.size());
    BOOST_TEST(probe.seed != probe_plan(plan, order, 30, 1).seed);
    BOOST_TEST(probe.seed == probe_plan(plan, order, 40, 0).seed);
}

BOOST_AUTO_TEST_CASE(without_settling_there_is_one_stage) {
    auto order = order_for(1);
    order.settle = 0s;
    BOOST_TEST(probe_plan(order.run.scenario->plan, order, 30, 0).stages.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_target_that_is_good_enough_holds_up_to_the_top) {
    const TestServer server(always(TestServer::ok()));
    std::vector<double> rates;
    const auto record =
        find_capacity(order_for(server.port()), "0.1.0",
                      [&](const reports::CapacityProbe& probe) { rates.push_back(probe.rate); }, {})
            .value();
    BOOST_TEST((record.end == CapacityEnd::above_to));
    BOOST_TEST(rates.size() == record.probes.size());
    BOOST_TEST(rates.front() == 20);
    BOOST_TEST(rates.back() == 40);
    BOOST_TEST(record.slos.front() == "p50 < 2s");
    BOOST_TEST(record.probes.back().throughput > 0);
    BOOST_TEST(record.probes.back().in_flight > 0);
    BOOST_TEST(!record.watched);
}

BOOST_AUTO_TEST_CASE(requests_that_fail_break_a_probe_whatever_the_slo) {
    const TestServer server(always("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
    const auto record = capacity_of(order_for(server.port()));
    BOOST_TEST((record.end == CapacityEnd::below_from));
    BOOST_TEST(record.probes.front().reason.find("status == 200") != std::string::npos);
    BOOST_TEST(record.probes.front().failed_share == 1);
}

BOOST_AUTO_TEST_CASE(nobody_there_is_a_target_that_does_not_hold) {
    const RefusingPort port;
    BOOST_TEST((capacity_of(order_for(port.port())).end == CapacityEnd::below_from));
}

BOOST_AUTO_TEST_CASE(no_probe_begins_that_would_not_end_in_time) {
    const TestServer server(always(TestServer::ok()));
    auto order = order_for(server.port());
    order.time_max = 700ms;
    const auto record = capacity_of(order);
    BOOST_TEST((record.end == CapacityEnd::out_of_time));
    BOOST_TEST(record.probes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_keeps_what_is_known) {
    const TestServer server(always(TestServer::ok()));
    std::stop_source stop;
    const auto record = find_capacity(
        order_for(server.port()), "0.1.0", [&](const reports::CapacityProbe&) { stop.request_stop(); },
        stop.get_token());
    BOOST_REQUIRE(record);
    BOOST_TEST((record->end == CapacityEnd::interrupted));
    BOOST_TEST(record->probes.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
