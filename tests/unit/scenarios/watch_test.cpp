#include "redline/scenarios/watch.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "test_server.hpp"

using namespace redline;
using namespace redline::scenarios;
using namespace std::chrono_literals;

namespace {

std::string complaint(const WatchRequest& request) {
    const auto watch = resolve_watch(request);
    return watch ? "" : base::to_text(watch.error());
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Look look_at(base::Duration at, base::Duration busy) {
    Look look;
    look.at = base::Instant{} + at;
    look.machine.cores = 1;
    look.machine.busy = busy;
    return look;
}

} // namespace

BOOST_AUTO_TEST_SUITE(watch)

BOOST_AUTO_TEST_CASE(nothing_asked_is_nothing_watched) {
    const auto nothing = resolve_watch({});
    BOOST_REQUIRE(nothing);
    BOOST_TEST(nothing->empty());
}

BOOST_AUTO_TEST_CASE(a_process_is_named_by_its_number) {
    const auto self = std::to_string(getpid());
    const auto watched = resolve_watch({{self, self}, ""});
    BOOST_REQUIRE(watched);
    BOOST_TEST((watched->processes == std::vector<int>{getpid()}));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_said_before_the_run) {
    const auto text = complaint({{"no-such-process"}, ""});
    BOOST_TEST(contains(text, "--watch no-such-process: no process of this name or number is running"), text);
    BOOST_TEST(contains(complaint({{"0"}, ""}), "--watch 0: no process"));
    const RefusingPort port;
    const auto url = fmt::format("http://127.0.0.1:{}/metrics", port.port());
    BOOST_TEST(contains(complaint({{}, url}), "--metrics-of " + url), complaint({{}, url}));
    const TestServer server([](std::string_view, TestClient& client) {
        client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    });
    BOOST_TEST(contains(complaint({{}, fmt::format("http://127.0.0.1:{}/", server.port())}),
                        "answered with status 404"));
}

BOOST_AUTO_TEST_CASE(two_looks_are_evidence) {
    int depth = 0;
    const TestServer server([&](std::string_view, TestClient& client) {
        client.send(TestServer::ok(fmt::format("# TYPE queue_depth gauge\nqueue_depth {}\n", depth)));
        depth += 30;
    });
    const auto order = resolve_watch(
        {{std::to_string(getpid())}, fmt::format("http://127.0.0.1:{}/metrics", server.port())});
    BOOST_REQUIRE(order);
    const auto before = take_look(*order);
    const auto after = take_look(*order);
    const auto evidence = evidence_between(before, after);
    BOOST_TEST(evidence.processes.size() == 1U);
    BOOST_TEST(evidence.machine.size() == 1U);
    BOOST_REQUIRE(evidence.gauges.size() == 1U);
    BOOST_TEST(evidence.gauges[0].last - evidence.gauges[0].first == 30);
}

BOOST_AUTO_TEST_CASE(stretches_are_as_long_as_asked) {
    const std::vector<Look> looks{look_at(0s, 0s), look_at(1s, 1s), look_at(2s, 1s), look_at(3s, 1s),
                                  look_at(5s, 3s)};
    const auto evidence = evidence_of(looks, 2s);
    BOOST_REQUIRE(evidence.size() == 2U);
    BOOST_TEST(evidence[0].machine[0].cores_used == 0.5);
    BOOST_TEST(evidence[1].machine[0].cores_used == 2.0 / 3, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(evidence_of({}, 2s).empty());
}

BOOST_AUTO_TEST_SUITE_END()
