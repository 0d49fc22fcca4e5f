#include "redline/alerting/significance.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace redline::alerting {

namespace {

/// log of C(n,k) p^k (1-p)^(n-k), 0 < p < 1.
double log_term(std::uint64_t k, std::uint64_t n, double p) {
    const auto few = std::min(k, n - k);
    double log_choose = 0;
    for (std::uint64_t i = 1; i <= few; ++i)
        log_choose += std::log(static_cast<double>(n - few + i) / static_cast<double>(i));
    return log_choose + static_cast<double>(k) * std::log(p) + static_cast<double>(n - k) * std::log1p(-p);
}

/// P(X ≥ k) for k at or above the mean, where the terms only fall.
double falling_tail(std::uint64_t k, std::uint64_t n, double p) {
    double term = std::exp(log_term(k, n, p));
    double sum = 0;
    for (auto i = k; i <= n && term > sum * 1e-17; ++i) {
        sum += term;
        term *= static_cast<double>(n - i) / static_cast<double>(i + 1) * (p / (1 - p));
    }
    return std::min(sum, 1.0);
}

} // namespace

double binomial_upper_tail(std::uint64_t bad, std::uint64_t n, double p) {
    assert(p >= 0 && p <= 1);
    if (bad == 0 || p >= 1) return bad <= n ? 1 : 0;
    if (bad > n || p <= 0) return 0;
    if (static_cast<double>(bad) >= static_cast<double>(n) * p) return falling_tail(bad, n, p);
    // P(X ≥ bad) = 1 − P(n−X ≥ n−bad+1), and n−X is binomial with 1−p.
    return 1 - falling_tail(n - bad + 1, n, 1 - p);
}

double student_t_upper_tail(double t, unsigned degrees_of_freedom) {
    assert(degrees_of_freedom >= 1);
    const auto nu = degrees_of_freedom;
    const double theta = std::atan(t / std::sqrt(static_cast<double>(nu)));
    const double cosine = std::cos(theta);
    const bool odd = nu % 2 == 1;
    double term = odd ? cosine : 1;
    double series = nu == 1 ? 0 : term;
    for (unsigned i = odd ? 3 : 2; i + 2 <= nu; i += 2) {
        term *= cosine * cosine * (i - 1) / i;
        series += term;
    }
    const double between =
        odd ? 2 / std::numbers::pi * (theta + std::sin(theta) * series) : std::sin(theta) * series;
    return (1 - between) / 2;
}

} // namespace redline::alerting
