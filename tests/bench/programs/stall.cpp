// One stall test of the engine: 1,000 requests a second over plain HTTP/1.1, TLS or HTTP/2, while the server
// freezes twice. Prints what the engine told of the tail beside the truth, as the one line of JSON
// tests/bench/run judges.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "h2_test_server.hpp"
#include "plain_traffic.hpp"
#include "redline/loadgen/run.hpp"
#include "stall_truth.hpp"
#include "stalls.hpp"
#include "test_server.hpp"
#include "tls_test_server.hpp"

namespace {

using namespace redline;
using namespace std::chrono_literals;

constexpr double per_second = 1000;

/// Whichever server carries `protocol`: plain, tls, http2 or h2c.
class StallingServer {
  public:
    StallingServer(const std::string& protocol, test::Stalls& stalls) {
        const ServerTls tls{.identity = certificates_.server()};
        const auto over_stream = [&](std::string_view path, Stream& client) {
            stalls.pass(index_in(path));
            client.send(TestServer::ok());
        };
        const auto over_http2 = [&](std::string_view path, H2Exchange& exchange) {
            stalls.pass(index_in(path));
            exchange.answer(200);
        };
        if (protocol == "plain")
            plain_.emplace([&](std::string_view path, TestClient& client) {
                stalls.pass(index_in(path));
                client.send(TestServer::ok());
            });
        else if (protocol == "tls")
            tls_.emplace(tls, over_stream);
        else
            http2_.emplace(over_http2, protocol == "h2c" ? std::nullopt : std::optional(tls));
    }

    std::uint16_t port() const { return plain_ ? plain_->port() : tls_ ? tls_->port() : http2_->port(); }
    std::string ca_file() const { return certificates_.ca_file(); }

  private:
    TestCertificates certificates_;
    std::optional<TestServer> plain_;
    std::optional<TlsTestServer> tls_;
    std::optional<H2TestServer> http2_;
};

loadgen::Plan plan_for(const std::string& protocol, const StallingServer& server, unsigned connections,
                       base::Duration duration) {
    auto plan = plain_plan(server.port(), per_second, duration);
    plan.connections = connections;
    plan.target.tls = protocol == "tls" || protocol == "http2";
    plan.wire.tls.ca_file = server.ca_file();
    if (protocol == "http2" || protocol == "h2c") plan.wire.protocol = loadgen::Protocol::http2;
    return plan;
}

std::string to_json(const std::vector<test::ToldAndTrue>& tails, std::uint64_t missing) {
    std::string text = fmt::format("{{\"missing\": {}", missing);
    for (const auto& tail : tails)
        text += fmt::format(", \"{}\": {{\"told\": {:.3f}, \"true\": {:.3f}, \"miss\": {:.3f}}}", tail.name,
                            tail.told, tail.truth, tail.miss());
    return text + "}";
}

/// A quarter and three quarters of the way, each for a twentieth of it.
std::vector<test::Stall> two_stalls_in(base::Duration duration) {
    return {{duration / 4, duration / 20}, {3 * duration / 4, duration / 20}};
}

int measure(const std::string& protocol, unsigned connections, std::chrono::seconds duration) {
    const auto requests =
        static_cast<std::uint64_t>(per_second) * static_cast<std::uint64_t>(duration.count());
    test::Stalls stalls(two_stalls_in(duration), requests);
    loadgen::Plan plan;
    base::Result<loadgen::RunResult> result;
    {
        const StallingServer server(protocol, stalls);
        plan = plan_for(protocol, server, connections, duration);
        result = loadgen::run(plan, plain_traffic(), {}, {});
    }
    if (!result) {
        std::fprintf(stderr, "%s\n", base::to_text(result.error()).c_str());
        return 1;
    }
    const auto ok = result->cells.at(0).at(0).outcomes[0];
    std::puts(
        to_json(test::compare_tails(*result, test::true_times(plan, *result, stalls.stamps())), requests - ok)
            .c_str());
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fputs("usage: bench_stall plain|tls|http2|h2c CONNECTIONS SECONDS\n", stderr);
        return 2;
    }
    return measure(arguments[1], static_cast<unsigned>(std::atoi(arguments[2])),
                   std::chrono::seconds(std::atoi(arguments[3])));
}
