/// Why this exists: a run passes or fails by what its author wrote down beforehand, in one line a promise:
///
///     METRIC OP VALUE [on STEP] [during STAGE]          p99 < 250ms on post during hold
///
/// | metric | of | value |
/// |---|---|---|
/// | `p50 p90 p95 p99 p999 max mean` | response time, counted from when a request was due | a duration |
/// | `service.p99` … | service time, counted from when it was sent | a duration |
/// | `send_lag.p99` … | lateness of the generator itself, over the whole run | a duration |
/// | `divergence.p99` … | response time over service time, the same figure of each | a factor |
/// | `errors` | requests that were not ok, of all that fell due | a percentage |
/// | `checks` | answers below which every check held, of all answers | a percentage |
/// | `rate` | requests sent per second | a rate |
///
/// Requests that waited for their turn make the two times diverge: `divergence.p99 < 2x` holds while waiting
/// at most doubles what the 99th percentile of callers sees.
///
/// OP is one of `< <= > >=`. Without `during`, the measured stages count; with it, that stage, measured or
/// not. A name with spaces or quotes is written "in quotes". Mistakes are diagnostics at their column.
///
/// Values without locks; every function here is pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/base/quantity.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

/// What is measured.
enum class Measure { response_time, service_time, send_lag, divergence, errors, checks, rate };

/// Which figure of a distribution; unused (p50) for errors, checks and rate.
enum class Figure { p50, p90, p95, p99, p999, max, mean };

enum class Comparison { less, at_most, more, at_least };

/// Typed by the measure: times take a Duration, divergence a Factor, errors and checks a Share, rate a Rate.
using Limit = std::variant<base::Duration, base::Share, base::Rate, base::Factor>;

/// A step or stage as the threshold names it. Names are equal by their text.
struct ScopeName {
    std::string text;
    base::Place place; ///< where it stands, for whoever knows the names that exist
    bool operator==(const ScopeName& other) const { return text == other.text; }
};

struct Threshold {
    Measure measure = Measure::response_time;
    Figure figure = Figure::p50;
    Comparison comparison = Comparison::less;
    Limit limit;
    std::optional<ScopeName> step;
    std::optional<ScopeName> stage;
    std::string text; ///< as written; two thresholds that mean the same are equal however written
    bool operator==(const Threshold& other) const;
};

/// Reads one threshold. `at` is the place of its first byte; diagnostics point into the text from there.
base::Result<Threshold> parse_threshold(std::string_view text, const base::Place& at);

/// The canonical form: parse_threshold(to_text(t)) == t.
std::string to_text(const Threshold& threshold);

/// A diagnostic for each step or stage the threshold names and the scenario does not have.
std::vector<base::Diagnostic> unknown_names(const Threshold& threshold,
                                            std::span<const std::string_view> steps,
                                            std::span<const std::string_view> stages);

/// How one threshold came out.
struct ThresholdVerdict {
    std::string text; ///< as written
    bool judged =
        false;         ///< false where the run holds nothing to judge it by; then `note` says what is missing
    bool held = false; ///< false where not judged
    std::string observed; ///< the figure, with its unit; empty where not judged
    std::string note;
    bool operator==(const ThresholdVerdict&) const = default;
};

/// One verdict a threshold, in their order. A step name counts every step of that name, whichever its flow.
std::vector<ThresholdVerdict> judge_thresholds(const std::vector<Threshold>& thresholds,
                                               const loadgen::RunResult& result);

} // namespace redline::reports
