/// Why this exists: the law the product stands on is checked over every kind of target: when the target
/// stalls, every request the stall delayed shows it. The quantiles the engine reports are compared with those
/// computed from due times and the server's own stamps of its answers, to within 0.5 % and 0.2 ms.
#pragma once

#include <algorithm>
#include <cmath>
#include <iostream>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "plain_traffic.hpp"
#include "redline/loadgen/honesty.hpp"
#include "redline/loadgen/run.hpp"
#include "redline/loadgen/schedule.hpp"
#include "stalls.hpp"

namespace redline::test {

/// Milliseconds from due to the server's stamp, sorted.
inline std::vector<double> expected_times(const loadgen::Plan& plan, const loadgen::RunResult& result,
                                          const Stalls& stalls) {
    std::vector<double> times;
    const loadgen::Schedule schedule(plan);
    auto starts = schedule.starts();
    while (const auto start = starts.next())
        times.push_back(
            base::in_milliseconds(stalls.stamps()[start->index] - (result.started_at + start->due)));
    std::sort(times.begin(), times.end());
    return times;
}

inline void compare(const char* name, double expected, std::uint64_t observed_nanoseconds) {
    const auto observed = static_cast<double>(observed_nanoseconds) / 1e6;
    std::cout << name << ": server's stamps " << expected << " ms, engine " << observed << " ms\n";
    BOOST_TEST_CONTEXT(name) { BOOST_TEST(std::abs(observed - expected) <= 0.005 * expected + 0.2); }
}

/// Runs the plan against the server that keeps the stalls, and compares.
inline loadgen::RunResult check_the_law(const loadgen::Plan& plan, const Stalls& stalls) {
    const auto result = loadgen::run(plan, plain_traffic(), {}, {});
    BOOST_REQUIRE(result.has_value());
    const auto requests = stalls.stamps().size();
    BOOST_TEST(result->sent == requests);
    BOOST_TEST(result->promised_flows == requests);
    const auto& cell = result->cells[0][0];
    BOOST_TEST_REQUIRE(cell.outcomes[0] == requests);

    const auto expected = expected_times(plan, *result, stalls);
    const auto at = [&](double q) {
        return expected[static_cast<std::size_t>(std::ceil(q * static_cast<double>(requests))) - 1];
    };
    compare("p95", at(0.95), cell.response_time.quantile(0.95));
    compare("p99", at(0.99), cell.response_time.quantile(0.99));
    compare("p99.9", at(0.999), cell.response_time.quantile(0.999));
    compare("max", at(1), cell.response_time.max());
    std::cout << "send lag p50 " << result->honesty.send_lag.quantile(0.5) / 1000 << " us, p99 "
              << result->honesty.send_lag.quantile(0.99) / 1000 << " us, cpu "
              << result->honesty.busiest_thread_cpu << ", connections opened "
              << result->honesty.connections_opened << ", " << result->honesty.transport << "\n";
    return *result;
}

inline void expect_no_findings(const loadgen::RunResult& result) {
    for (const auto& finding : loadgen::confess(result)) BOOST_ERROR(finding.code + ": " + finding.message);
}

} // namespace redline::test
