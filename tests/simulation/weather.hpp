/// Why this exists: what every test of a misbehaving target asks: run a plan, and hold the count of each
/// outcome to what the target did. Whatever happens, each request that fell due ended exactly once, in the
/// counts and in the slices.
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/loadgen/run.hpp"
#include "test_server.hpp"

namespace redline::weather {

using namespace std::chrono_literals;
using loadgen::RunResult;

constexpr base::Duration short_timeout = 300ms;

inline loadgen::OutcomeCounts outcomes_of(const RunResult& result) {
    loadgen::OutcomeCounts total{};
    for (const auto& stage : result.cells)
        for (const auto& cell : stage)
            for (std::size_t i = 0; i < total.size(); ++i) total[i] += cell.outcomes[i];
    return total;
}

using ByName = std::map<std::string_view, std::uint64_t>;

/// Those that happened.
inline ByName named(const loadgen::OutcomeCounts& counts) {
    ByName names;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) names[loadgen::outcome_names[i]] = counts[i];
    return names;
}

inline RunResult run_well(const loadgen::Plan& plan, const loadgen::Traffic& traffic = plain_traffic()) {
    auto result = loadgen::run(plan, traffic, {}, {});
    BOOST_REQUIRE(result.has_value());
    std::uint64_t ended = 0;
    for (const auto& [name, count] : named(outcomes_of(*result))) ended += count;
    BOOST_TEST(ended == result->due);
    std::uint64_t in_slices = 0;
    for (const auto& slice : result->slices)
        for (const auto& [ending, count] : slice.endings) in_slices += count.requests;
    BOOST_TEST(in_slices == result->due);
    return std::move(*result);
}

/// 50 requests in a fifth of a second.
inline loadgen::Plan fifty(std::uint16_t port) { return plain_plan(port, 250, 200ms); }

/// 50 requests, each met by `deed`.
inline RunResult under(TestServer::Respond deed, base::Duration timeout = 3s) {
    const TestServer server(std::move(deed));
    auto plan = fifty(server.port());
    plan.timeout = timeout;
    return run_well(plan);
}

inline void check(const RunResult& result, const ByName& expected) {
    const auto names = named(outcomes_of(result));
    for (const auto& [name, count] : names) BOOST_TEST_MESSAGE(name << " " << count);
    BOOST_CHECK(names == expected);
}

inline TestServer::Respond always(std::string bytes) {
    return [bytes = std::move(bytes)](std::string_view, TestClient& client) { client.send(bytes); };
}

} // namespace redline::weather
