// The law of tests/support/stall_law.hpp, over each way a request can travel.
#include <optional>

#include <boost/test/unit_test.hpp>

#include "h2_test_server.hpp"
#include "stall_law.hpp"
#include "test_server.hpp"
#include "tls_test_server.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;
using redline::test::Stalls;

namespace {

/// So many connections at a constant rate.
Plan plan_of(unsigned connections, double per_second, base::Duration duration) {
    auto plan = plain_plan(0, per_second, duration);
    plan.connections = connections;
    return plan;
}

void check_plain(Plan plan, Stalls stalls) {
    TestServer server([&](std::string_view path, TestClient& client) {
        stalls.pass(index_in(path));
        client.send(TestServer::ok());
    });
    plan.target.port = server.port();
    test::expect_no_findings(test::check_the_law(plan, stalls));
}

void trust(Plan& plan, const TestCertificates& certificates) {
    plan.target.tls = true;
    plan.wire.tls.ca_file = certificates.ca_file();
}

void check_tls(Plan plan, Stalls stalls) {
    const TestCertificates certificates;
    TlsTestServer server({.identity = certificates.server()}, [&](std::string_view path, Stream& client) {
        stalls.pass(index_in(path));
        client.send(TestServer::ok());
    });
    trust(plan, certificates);
    plan.target.port = server.port();
    test::check_the_law(plan, stalls);
}

void check_http2(Plan plan, Stalls stalls, bool tls) {
    const TestCertificates certificates;
    H2TestServer server(
        [&](std::string_view path, H2Exchange& exchange) {
            stalls.pass(index_in(path));
            exchange.answer(200);
        },
        tls ? std::optional(ServerTls{.identity = certificates.server()}) : std::nullopt);
    if (tls) trust(plan, certificates);
    plan.wire.protocol = Protocol::http2;
    plan.target.port = server.port();
    test::expect_no_findings(test::check_the_law(plan, stalls));
}

} // namespace

BOOST_AUTO_TEST_SUITE(stall_law)

BOOST_AUTO_TEST_CASE(two_stalls_of_a_second_under_a_thousand_a_second) {
    check_plain(plan_of(100, 1000, 20s), Stalls({{5s, 1s}, {15s, 1s}}, 20'000));
}

BOOST_AUTO_TEST_CASE(a_short_stall_over_few_connections_and_two_threads) {
    auto plan = plan_of(10, 500, 4s);
    plan.threads = 2;
    check_plain(plan, Stalls({{1500ms, 300ms}}, 2'000));
}

// A handshake is a millisecond of the generator's own work, and all those of a stall come when it ends: it
// may have to confess that it was late, but the times it reports are the truth.
BOOST_AUTO_TEST_CASE(over_tls) {
    for (const unsigned connections : {10U, 100U})
        check_tls(plan_of(connections, 200, 4s), Stalls({{1s, 300ms}, {2500ms, 1s}}, 800));
}

BOOST_AUTO_TEST_CASE(over_http2) {
    for (const unsigned streams : {10U, 100U})
        check_http2(plan_of(streams, 1000, 3s), Stalls({{1s, 1s}}, 3'000), false);
}

BOOST_AUTO_TEST_CASE(over_http2_and_tls) {
    check_http2(plan_of(100, 1000, 3s), Stalls({{1s, 1s}}, 3'000), true);
}

BOOST_AUTO_TEST_SUITE_END()
