// One server thread that takes 2 ms for each request can answer 500 a second and no more: the capacity found
// must be what the server's own stamps say it can be.
#include <atomic>

#include <boost/test/unit_test.hpp>

#include "redline/scenarios/capacity_run.hpp"
#include "scratch_folder.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::scenarios;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: queue
seed: 7
stages: [{ name: hold, duration: 2s, arrival_rate: 50/s }]
flows: [{ name: look, steps: [{ name: get, get: /page, check: [status == 200] }] }]
target: http://127.0.0.1:)";

/// How long the server took over its requests, by its own clock.
struct Stamps {
    std::atomic<std::int64_t> nanoseconds = 0;
    std::atomic<std::int64_t> requests = 0;

    double mean_seconds() const {
        return static_cast<double>(nanoseconds.load()) / 1e9 / static_cast<double>(requests.load());
    }
};

TestServer::Respond two_milliseconds_each(Stamps& stamps) {
    return [&stamps](std::string_view, TestClient& client) {
        const auto begin = base::monotonic_now();
        base::SystemClock().sleep_until(begin + 2ms);
        client.send(TestServer::ok());
        stamps.nanoseconds += (base::monotonic_now() - begin).count();
        ++stamps.requests;
    };
}

CapacityOrder order_for(std::uint16_t port, const test::ScratchFolder& folder) {
    RunRequest request;
    request.scenario = folder.write("queue.yaml", std::string(scenario_text) + std::to_string(port));
    CapacityOrder order;
    order.run = prepare(request).value();
    order.slos = {reports::parse_threshold("p90 < 100ms", {}).value()};
    order.search = {50, 3200, 0.2, 40};
    order.probe = 1s;
    order.settle = 100ms;
    order.time_max = 40s;
    return order;
}

} // namespace

/// Evenly spaced arrivals at a server of fixed service time S (D/D/1): below 1/S nobody waits, and the SLO
/// holds; at r above it the queue grows by r − 1/S a second, so that in the 1.1 s of a probe the 90th
/// percentile passes 100 ms when r is a tenth or so above 1/S. Other work on the machine makes the server's
/// own S vary from probe to probe: half and one and a half times are generous bounds.
BOOST_AUTO_TEST_CASE(known_queue) {
    Stamps stamps;
    const TestServer server(two_milliseconds_each(stamps));
    const test::ScratchFolder folder;
    const auto record = find_capacity(order_for(server.port(), folder), "0.1.0", {}, {}).value();
    const auto text = reports::capacity_text(record, false);
    const auto possible = 1 / stamps.mean_seconds();
    BOOST_TEST_MESSAGE(text);
    BOOST_TEST(possible < 500);
    BOOST_TEST(record.range.best > 0.5 * possible, text);
    BOOST_TEST(record.range.best < 1.5 * possible, text);
    for (const auto& probe : record.probes) BOOST_TEST(probe.throughput < 1.1 * 500, text);
}
