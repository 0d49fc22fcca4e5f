// How often the bands of a fitted curve hold what the curve was made of. Probes as a search makes them:
// doubling rates, then many near the edge; the number in flight is seen with an error. The weights of the fit
// were chosen on seed 1, this is seed 2. REDLINE_FITS asks for more fits and prints what scenarios/README.md
// states.
#include "redline/reports/scalability.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "simulated_targets.hpp"

using namespace redline;
using namespace redline::property;
using reports::Band;

namespace {

unsigned fits() {
    const char* wanted = std::getenv("REDLINE_FITS");
    return wanted == nullptr ? 25 : static_cast<unsigned>(std::strtoul(wanted, nullptr, 10));
}

struct Curve {
    const char* name;
    double lambda;
    double sigma;
    double kappa;

    double throughput(double n) const { return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1)); }
    double peak() const { return kappa > 0 ? std::sqrt((1 - sigma) / kappa) : 1e4; }
    double ceiling() const { return kappa > 0 ? throughput(peak()) : lambda / sigma; }
};

/// The number in flight at a throughput below the ceiling, by bisection.
double in_flight_at(const Curve& curve, double throughput) {
    double low = 1e-9;
    double high = curve.peak();
    for (int i = 0; i < 100; ++i) {
        const auto middle = (low + high) / 2;
        (curve.throughput(middle) < throughput ? low : high) = middle;
    }
    return low;
}

std::vector<reports::LoadPoint> probes_of(const Curve& curve, double error, base::Random& random) {
    const auto top = 0.85 * curve.ceiling();
    std::vector<double> rates;
    for (double rate = top / 16; rate < top * 0.99; rate *= 2) rates.push_back(rate);
    for (int i = 0; i < 8; ++i) rates.push_back(top * (0.9 + 0.025 * i));
    std::vector<reports::LoadPoint> points;
    for (const auto rate : rates)
        points.push_back({rate * std::exp(0.002 * normal(random)),
                          in_flight_at(curve, rate) * std::exp(error * normal(random))});
    return points;
}

bool holds(const Band& band, double truth) { return band.low <= truth + 1e-12 && truth <= band.high + 1e-12; }

/// Shares of fits whose band held λ, σ, κ and the ceiling.
std::array<double, 4> coverage(const Curve& curve, double error) {
    std::array<double, 4> held{};
    double fitted = 0;
    for (unsigned i = 0; i < fits(); ++i) {
        auto random = base::Random::keyed(2, curve.name, i);
        const auto made = reports::fit_scalability(probes_of(curve, error, random), i);
        if (!made) continue; // now and then errors of 10 % leave no curve
        const auto& fit = *made;
        ++fitted;
        held[0] += holds(fit.lambda, curve.lambda) ? 1 : 0;
        held[1] += holds(fit.sigma, curve.sigma) ? 1 : 0;
        held[2] += holds(fit.kappa, curve.kappa) ? 1 : 0;
        held[3] += holds(fit.ceiling, curve.ceiling()) ? 1 : 0;
    }
    for (auto& share : held) share /= fitted;
    if (fits() > 25)
        std::cout << fmt::format("{:14} error {:.0f} %  λ {:.2f}  σ {:.2f}  κ {:.2f}  ceiling {:.2f}\n",
                                 curve.name, 100 * error, held[0], held[1], held[2], held[3]);
    return held;
}

constexpr std::array curves{Curve{"one server", 250, 0.5, 0}, Curve{"contention", 1000, 0.05, 0},
                            Curve{"crosstalk", 1000, 0.05, 0.0005}};

} // namespace

// A band that holds the truth in 80 % of cases does so in fewer than 60 % of 25 with probability 0.006, one
// of 90 % practically never; the README states how often they do.
BOOST_AUTO_TEST_CASE(bands_hold_what_the_curve_was_made_of) {
    for (const auto& curve : curves)
        for (const double error : {0.02, 0.05, 0.1})
            for (const double share : coverage(curve, error))
                BOOST_TEST(share >= 0.6, curve.name << " with an error of " << error);
}

BOOST_AUTO_TEST_CASE(without_errors_the_curve_is_found_exactly) {
    for (const auto& curve : curves) {
        std::vector<reports::LoadPoint> points;
        for (double n = 0.1; n < 30; n *= 1.5) points.push_back({curve.throughput(n), n});
        const auto fit = reports::fit_scalability(points, 1).value();
        BOOST_TEST(fit.lambda.value == curve.lambda, boost::test_tools::tolerance(1e-6));
        BOOST_TEST(fit.sigma.value == curve.sigma, boost::test_tools::tolerance(1e-6));
        BOOST_TEST(std::abs(fit.kappa.value - curve.kappa) < 1e-9);
    }
}
