/// Why this exists: "could it do ten times that?" has an answer before anybody buys machines: throughput
/// against the number of requests in the target at once bends by a law, and the bend shows where it ends.
///
/// The Universal Scalability Law (Gunther 1993; "Guerrilla Capacity Planning", 2007):
///
///     X(N) = λN / (1 + σ(N − 1) + κN(N − 1))
///
/// λ: what one request at a time gets through; σ, *contention*: the share of the work that is done one at a
/// time; κ, *crosstalk*: the price each pair of requests pays for agreeing. The curve ends at λ/σ where κ is
/// 0, else it peaks at N = √((1 − σ)/κ) and falls. N is throughput × mean service time (Little 1961), counted
/// from when a request was sent, so that it ends with the connections and is steady even where the backlog
/// before them is not.
///
/// The fit: N/X is linear in (1/λ, σ/λ, κ/λ), none of them negative; least squares of relative errors,
/// reweighted until they settle. N carries the error of a mean, X hardly any, so a point weighs by how far an
/// error of N moves X (effective variance, Orear 1982). The bands are the 95 % percentiles of refits to
/// resampled residuals (Efron 1979), scaled up for the parameters fitted and, by Student's distribution, for
/// how few points there are. How often they hold the truth: scenarios/README.md.
///
/// Refused, with the reason: too few points, points too close together, points no such curve goes through.
///
/// Pure; some milliseconds. Rates per second, times in seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "redline/base/error.hpp"

namespace redline::reports {

/// What one steady probe showed.
struct LoadPoint {
    double throughput = 0; ///< answers per second
    double in_flight = 0;  ///< requests in the target at once, on average
};

struct Band {
    double low = 0;
    double value = 0;
    double high = 0;
};

struct Scalability {
    Band lambda;
    Band sigma;
    Band kappa;
    Band ceiling;                 ///< of X; infinite where the curve does not bend
    double ceiling_in_flight = 0; ///< N at the peak; infinite where κ is 0
    double scatter = 0;           ///< of the points around the curve, a standard deviation as a share of X
    std::size_t points = 0;
};

constexpr std::size_t scalability_points_min = 5;
constexpr double scalability_spread_min = 3;    ///< largest N over smallest
constexpr double scalability_scatter_max = 0.2; ///< beyond, no such curve goes through the points

/// X(N) of the fitted values.
double throughput_at(const Scalability& fit, double in_flight);

/// The refusal is a sentence without blame: ErrorCode::invalid_input. `seed` resamples.
base::Result<Scalability> fit_scalability(std::span<const LoadPoint> points, std::uint64_t seed);

/// Whether `wanted` per second is within reach, in a sentence with the figures that say so.
std::string reach_text(const Scalability& fit, double wanted);

} // namespace redline::reports
