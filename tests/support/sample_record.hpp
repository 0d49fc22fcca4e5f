/// A whole record as redline writes one: the sample run, the sample rules, and thresholds of which some
/// broke.
#pragma once

#include "redline/reports/run_record.hpp"
#include "redline/reports/verdict.hpp"

#include "sample_rules.hpp"
#include "sample_run.hpp"

namespace redline::test {

inline reports::RunRecord sample_record(std::uint64_t seed = 42) {
    reports::RunRecord record;
    record.scenario = {"lead-intake", "scenarios/lead-intake.yaml", seed, "http://127.0.0.1:8080"};
    record.redline_version = "0.1.0";
    record.environment = {2, "Linux 6.1.0-18-amd64", "AMD EPYC 7B13"};
    record.result = SampleRun(seed).make();
    record.rules = {sample_rules()};
    std::vector<reports::Threshold> thresholds;
    for (const char* text :
         {"p99 < 250ms", "errors < 1%", "service.p95 < 100ms on post", "rate > 100/s during hold"})
        thresholds.push_back(reports::parse_threshold(text, {}).value());
    reports::conclude(record, thresholds, {});
    return record;
}

/// A run that was stopped before anything happened.
inline reports::RunRecord empty_record() {
    reports::RunRecord record;
    record.scenario = {"nothing", "nothing.yaml", 1, "http://127.0.0.1:1"};
    record.redline_version = "0.1.0";
    reports::conclude(record, {}, {});
    return record;
}

} // namespace redline::test
