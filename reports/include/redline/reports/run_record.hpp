/// Why this exists: one run as one value: what was asked, where it ran, what was measured, how it was judged.
/// Every report is a function of it, and what `run.json` holds is it.
///
/// A value without locks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redline/alerting/rules_verdict.hpp"
#include "redline/loadgen/finding.hpp"
#include "redline/loadgen/run_result.hpp"
#include "redline/reports/threshold.hpp"

namespace redline::reports {

enum class Verdict { pass, fail, undecided, interrupted };

/// The word used in JSON: `pass`, `fail`, `undecided`, `interrupted`.
constexpr std::string_view to_text(Verdict verdict) {
    switch (verdict) {
    case Verdict::pass: return "pass";
    case Verdict::fail: return "fail";
    case Verdict::undecided: return "undecided";
    case Verdict::interrupted: return "interrupted";
    }
    return "";
}

/// What was run.
struct ScenarioLabel {
    std::string name;
    std::string file; ///< as the user named it
    std::uint64_t seed = 0;
    std::string target; ///< base URL
};

/// Where it ran. Empty texts and zero mean unknown.
struct Environment {
    unsigned cores = 0;
    std::string kernel;
    std::string cpu;
};

struct RunRecord {
    ScenarioLabel scenario;
    std::string redline_version;
    Environment environment;
    loadgen::RunResult result;
    std::vector<ThresholdVerdict> thresholds;
    std::vector<alerting::RulesVerdict> rules;
    std::vector<loadgen::Finding> findings; ///< the deciding one first
    Verdict verdict = Verdict::undecided;
};

} // namespace redline::reports
