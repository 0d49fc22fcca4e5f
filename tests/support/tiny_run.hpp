/// A run small enough to check by hand: a warm-up of one request at 900 ms, then 2 s of `hold` with ten
/// requests of one step: six ok, one each of error_status, check_failed, timeout and not_sent. The histograms
/// hold ten round values, response times 10, 20, … 100 ms and service times a tenth of them.
#pragma once

#include <chrono>

#include "redline/loadgen/run_result.hpp"

namespace redline::test {

inline loadgen::Cell tiny_cell() {
    using loadgen::Outcome;
    loadgen::Cell cell;
    for (std::uint64_t i = 1; i <= 10; ++i) {
        cell.response_time.record(i * 10'000'000);
        cell.service_time.record(i * 1'000'000);
    }
    const auto count = [&](Outcome outcome, std::uint64_t times) {
        cell.outcomes[static_cast<std::size_t>(outcome)] = times;
    };
    count(Outcome::ok, 6);
    count(Outcome::error_status, 1);
    count(Outcome::check_failed, 1);
    count(Outcome::timeout, 1);
    count(Outcome::not_sent, 1);
    cell.failed_checks = {1};
    return cell;
}

inline loadgen::RunResult tiny_run() {
    using namespace std::chrono_literals;
    loadgen::RunResult run;
    run.scheduled = run.took = 3s;
    run.due = 11;
    run.sent = 10;
    run.promised_flows = run.started_flows = 11;
    run.stages = {{"warm-up", 1s, false}, {"hold", 2s, true}};
    run.steps = {{"sell-lead", "post", "POST", "/v1/leads", {"status == 202"}}};
    loadgen::Cell warm_up;
    warm_up.response_time.record(900'000'000);
    warm_up.service_time.record(900'000'000);
    warm_up.outcomes[0] = 1;
    warm_up.failed_checks = {0};
    run.cells = {{warm_up}, {tiny_cell()}};
    run.honesty.send_lag.record(250'000);
    return run;
}

} // namespace redline::test
