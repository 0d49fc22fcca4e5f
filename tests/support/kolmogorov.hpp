/// Why this exists: whether draws follow a distribution is asked with the one-sample test of Kolmogorov and
/// Smirnov: the greatest distance between the draws' own distribution and the one they should have. Tests
/// that use it state their seed, or one in a hundred runs would fail by luck.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace redline::test {

/// The greatest distance between the empirical distribution of `draws` and `cdf`.
template <class Cdf>
double ks_distance(std::vector<double> draws, Cdf cdf) {
    std::sort(draws.begin(), draws.end());
    const auto count = static_cast<double>(draws.size());
    double greatest = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const double expected = cdf(draws[i]);
        const auto below = static_cast<double>(i) / count;
        greatest = std::max({greatest, expected - below, below + 1 / count - expected});
    }
    return greatest;
}

/// What a distance exceeds once in a hundred, with the correction for finite samples of M. A. Stephens, 1974,
/// "EDF statistics for goodness of fit and some comparisons", table 1A.
inline double ks_critical_at_1_percent(std::size_t count) {
    const auto root = std::sqrt(static_cast<double>(count));
    return 1.628 / (root + 0.12 + 0.11 / root);
}

} // namespace redline::test
