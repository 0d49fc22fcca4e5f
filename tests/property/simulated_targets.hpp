/// Why this exists: a search for capacity can only be judged against targets whose capacity is known. These
/// answer "does a probe at this rate keep the SLO?" by a model and dice, ten thousand times a second.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "redline/base/random.hpp"

namespace redline::property {

/// Whether a probe at `rate` holds.
using Holds = std::function<bool(double rate, base::Random& random)>;

/// A target whose probes hold as often as not at `capacity`.
struct SimulatedTarget {
    double capacity = 0;
    Holds holds;
};

inline double normal(base::Random& random) { // Box and Muller 1958
    return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(6.283185307 * random.uniform());
}

inline SimulatedTarget hard_knee(double capacity) {
    return {capacity, [capacity](double rate, base::Random&) { return rate <= capacity; }};
}

/// Logistic in the logarithm of the rate.
inline SimulatedTarget soft_edge(double capacity, double width) {
    return {capacity, [=](double rate, base::Random& random) {
                return random.uniform() < 1 / (1 + std::pow(rate / capacity, 1 / width));
            }};
}

/// A hard knee that breaks now and then for no reason.
inline SimulatedTarget flaky(double capacity, double share) {
    return {capacity,
            [=](double rate, base::Random& random) { return rate <= capacity && !random.chance(share); }};
}

/// Latency along a curve of the Universal Scalability Law with contention alone, which is 1/(λ(1 −
/// X/ceiling)) but for a constant, seen with an error of 20 %; the SLO is what it is at 90 % of the ceiling.
inline SimulatedTarget along_the_curve(double capacity) {
    return {capacity, [=](double rate, base::Random& random) {
                const auto load = rate / (capacity / 0.9);
                return load < 1 && std::exp(0.2 * normal(random)) / (1 - load) < 10;
            }};
}

/// The 99th percentile of the response times of one probe of an M/M/1 queue that begins empty (Lindley 1952).
inline double sampled_p99(double rate, double service_rate, double seconds, base::Random& random) {
    std::vector<double> responses;
    double waiting = 0;
    for (double at = random.exponential() / rate; at < seconds;) {
        const auto service = random.exponential() / service_rate;
        responses.push_back(waiting + service);
        const auto gap = random.exponential() / rate;
        waiting = std::max(0.0, waiting + service - gap);
        at += gap;
    }
    if (responses.empty()) return 0;
    const auto rank =
        responses.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(responses.size() - 1));
    std::nth_element(responses.begin(), rank, responses.end());
    return *rank;
}

/// An M/M/1 queue that serves one in a unit of time, probed for 3,000 of them; the SLO is p99 < 30. In the
/// long run the 99th percentile is ln 100 / (1 − rate), so it would hold up to 0.846; probes that begin empty
/// see less, and hold as often as not at 0.888 (measured with 20,000 probes of seed 99 at each of 0.884,
/// 0.886 and 0.888).
inline SimulatedTarget queue(double scale) {
    constexpr double seen_capacity = 0.888;
    return {seen_capacity * scale, [=](double rate, base::Random& random) {
                return sampled_p99(rate / scale, 1, 3000, random) < 30;
            }};
}

} // namespace redline::property
