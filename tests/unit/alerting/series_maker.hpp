/// Why this exists: tests of rules need series whose every event they know, and runs that look like a healthy
/// service's or a broken one's, made again from a seed.
#pragma once

#include <chrono>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/base/time_series.hpp"

namespace redline::alerting::test {

/// A counter that is 0 at 0 and grows by growths[i] at (i + 1) × spacing.
inline base::TimeSeries counter(base::Labels labels, base::Duration spacing,
                                const std::vector<double>& growths) {
    base::TimeSeries series{std::move(labels), {{base::Duration{0}, 0}}};
    for (const double growth : growths)
        series.samples.push_back({series.samples.back().at + spacing, series.samples.back().value + growth});
    return series;
}

/// Standard normal (Box & Muller 1958).
inline double normal(base::Random& random) {
    const double radius = std::sqrt(2 * random.exponential());
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

/// What a simulated service does at a moment of the run.
struct Behaviour {
    double error_ratio = 0.001;
    double median_seconds = 0.020;
    double sigma = 0.7; ///< of the log-normal's logarithm
};

struct SimulatedRun {
    base::Duration length = std::chrono::seconds{30};
    base::Duration slice = std::chrono::milliseconds{200};
    double rate_per_second = 200;
    std::function<Behaviour(base::Duration)> behaviour = [](base::Duration) { return Behaviour{}; };
};

/// The series the runner makes of a run with Poisson arrivals: errors are 500s, one bucket at 300 ms.
inline std::vector<base::TimeSeries> simulate(const SimulatedRun& run, std::uint64_t seed,
                                              std::uint64_t index) {
    auto random = base::Random::keyed(seed, "simulated run", index);
    const auto slices = static_cast<std::size_t>(run.length / run.slice);
    std::vector<double> good(slices), bad(slices), fast(slices), slow_bad(slices), seconds(slices),
        none(slices);
    const double end = base::in_seconds(run.slice) * static_cast<double>(slices);
    for (double at = random.exponential() / run.rate_per_second; at < end;
         at += random.exponential() / run.rate_per_second) {
        const auto slice = std::min(slices - 1, static_cast<std::size_t>(at / base::in_seconds(run.slice)));
        const auto behaviour =
            run.behaviour(std::chrono::duration_cast<base::Duration>(std::chrono::duration<double>(at)));
        const bool failed = random.chance(behaviour.error_ratio);
        const double took = behaviour.median_seconds * std::exp(behaviour.sigma * normal(random));
        (failed ? bad : good)[slice] += 1;
        seconds[slice] += took;
        if (took <= 0.3) (failed ? slow_bad : fast)[slice] += 1;
    }
    const auto labels = [](std::string suffix, std::string error, std::string le = "") {
        base::Labels made{{"__name__", "http_server_request_duration_seconds" + suffix},
                          {"http_request_method", "POST"},
                          {"http_route", "/v1/leads"},
                          {"http_response_status_code", error.empty() ? "202" : error},
                          {"error_type", error}};
        if (!le.empty()) made["le"] = le;
        return made;
    };
    return {counter(labels("_count", ""), run.slice, good),
            counter(labels("_count", "500"), run.slice, bad),
            counter(labels("_bucket", "", "0.3"), run.slice, fast),
            counter(labels("_bucket", "500", "0.3"), run.slice, slow_bad),
            counter(labels("_sum", ""), run.slice, seconds),
            counter(labels("_sum", "500"), run.slice, none)};
}

} // namespace redline::alerting::test
