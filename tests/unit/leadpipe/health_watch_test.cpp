#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>

#include "fake_worker.hpp"
#include "redline/leadpipe/health_watch.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;
using test::FakeWorker;

namespace {

/// Checks as fast as it may, and hands over the changes it saw.
struct Watched {
    Watched(const FakeWorker& worker, HealthCheck check)
        : addresses{{"127.0.0.1", worker.port(), 1}}, workers(addresses, {}),
          watch(workers, addresses, {check, 1ms, 5s},
                [this](std::size_t, bool healthy) { (healthy ? returned : ejected).set_value(); }) {}

    std::vector<WorkerAddress> addresses;
    std::promise<void> ejected, returned;
    WorkerSet workers;
    HealthWatch watch;
};

bool happens(std::promise<void>& promise) {
    return promise.get_future().wait_for(10s) == std::future_status::ready;
}

} // namespace

BOOST_AUTO_TEST_SUITE(health_watch)

BOOST_AUTO_TEST_CASE(a_worker_that_dies_is_ejected_and_one_that_is_back_returns) {
    FakeWorker worker("here");
    Watched watched(worker, HealthCheck::shallow);
    worker.stop();
    BOOST_TEST(happens(watched.ejected));
    BOOST_TEST(!watched.workers.any_healthy());
    worker.start();
    BOOST_TEST(happens(watched.returned));
    BOOST_TEST(watched.workers.any_healthy());
}

BOOST_AUTO_TEST_CASE(a_zombie_is_seen_by_a_deep_check_and_not_by_a_shallow_one) {
    std::atomic<int> pings = 0;
    const FakeWorker zombie([&](const Request& request) {
        if (request.target == "/healthz") ++pings;
        return request.target == "/healthz" ? FakeWorker::say(200, "ok") : FakeWorker::say(503, "no");
    });
    Watched shallow(zombie, HealthCheck::shallow);
    while (pings < 20) std::this_thread::yield();
    BOOST_TEST(shallow.workers.any_healthy());
    Watched deep(zombie, HealthCheck::deep);
    BOOST_TEST(happens(deep.ejected));
    BOOST_TEST(!deep.workers.any_healthy());
    BOOST_TEST(shallow.workers.any_healthy());
}

BOOST_AUTO_TEST_SUITE_END()
