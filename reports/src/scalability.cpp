#include "redline/reports/scalability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "redline/base/random.hpp"
#include "redline/reports/figures.hpp"

namespace redline::reports {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tail = 0.025;
constexpr int refits = 400;
constexpr int reweightings = 8;
constexpr std::size_t parameters = 3;
/// The error of a throughput over that of a number in flight: the offered rate is kept within 1 %, a mean
/// service time of a probe within some 5 %.
constexpr double throughput_error_share = 0.2;

/// R = N/X = a + b(N − 1) + cN(N − 1).
struct Line {
    double a = 0;
    double b = 0;
    double c = 0;

    double residence(double n) const { return a + b * (n - 1) + c * n * (n - 1); }
    /// d log X / d log N: 1 where the curve is straight, 0 at its peak.
    double elasticity(double n) const { return (a - b - c * n * n) / residence(n); }
};

using Row = std::array<double, parameters + 1>;

using Matrix = std::array<Row, parameters>;

Matrix normal_equations(const std::vector<Row>& rows) {
    Matrix normal{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < parameters; ++i)
            for (std::size_t j = 0; j <= parameters; ++j) normal[i][j] += row[i] * row[j];
    return normal;
}

/// Makes the solution 0 in one place, whatever the rest.
void pin_to_zero(Matrix& normal, std::size_t place) {
    for (auto& row : normal) row[place] = 0;
    normal[place] = {};
    normal[place][place] = 1;
}

/// Gauss and Jordan without pivoting: the matrix is positive definite. A place the rows do not tell is -1.
std::array<double, parameters> solution_of(Matrix normal) {
    for (std::size_t i = 0; i < parameters; ++i)
        for (std::size_t k = 0; k < parameters; ++k) {
            if (k == i || normal[i][i] == 0) continue;
            const auto factor = normal[k][i] / normal[i][i];
            for (std::size_t j = i; j <= parameters; ++j) normal[k][j] -= factor * normal[i][j];
        }
    std::array<double, parameters> solution{};
    for (std::size_t i = 0; i < parameters; ++i)
        solution[i] = normal[i][i] == 0 ? -1 : normal[i][parameters] / normal[i][i];
    return solution;
}

/// Least squares with the columns in `used`, a bit each; the others are 0.
std::array<double, parameters> solve(const std::vector<Row>& rows, unsigned used) {
    auto normal = normal_equations(rows);
    for (std::size_t i = 0; i < parameters; ++i)
        if ((used >> i & 1U) == 0) pin_to_zero(normal, i);
    return solution_of(normal);
}

double squares_of(const std::vector<Row>& rows, const std::array<double, parameters>& solution) {
    double sum = 0;
    for (const auto& row : rows) {
        auto rest = row[parameters];
        for (std::size_t i = 0; i < parameters; ++i) rest -= row[i] * solution[i];
        sum += rest * rest;
    }
    return sum;
}

/// The best of the solutions without a negative value: with both bends, one, or none.
Line best_line(const std::vector<Row>& rows) {
    std::array<double, parameters> best{};
    double least = infinite;
    for (const unsigned used : {0b111U, 0b011U, 0b101U, 0b001U}) {
        const auto solution = solve(rows, used);
        const bool allowed =
            solution[0] > 0 && std::all_of(solution.begin(), solution.end(), [](double v) { return v >= 0; });
        if (!allowed) continue;
        const auto squares = squares_of(rows, solution);
        if (squares < least) {
            least = squares;
            best = solution;
        }
    }
    return {best[0], best[1], best[2]};
}

/// How much a point's log X may be off, in units of the error of log N.
double spread_at(const Line& line, double n) {
    return std::hypot(line.elasticity(n), throughput_error_share);
}

Line fit_line(std::span<const LoadPoint> points) {
    Line line;
    for (int round = 0; round <= reweightings; ++round) {
        std::vector<Row> rows;
        for (const auto& point : points) {
            const auto n = point.in_flight;
            const auto observed = n / point.throughput;
            const auto weight = round == 0 ? 1 / observed : 1 / (line.residence(n) * spread_at(line, n));
            rows.push_back({weight, weight * (n - 1), weight * n * (n - 1), weight * observed});
        }
        line = best_line(rows);
    }
    return line;
}

/// What a fitted line means.
struct Meaning {
    double lambda;
    double sigma;
    double kappa;
    double peak_in_flight;
    double ceiling;
};

Meaning meaning_of(const Line& line) {
    const auto peak = line.c > 0 ? std::sqrt(std::max(line.a - line.b, 0.0) / line.c) : infinite;
    const auto asymptote = line.b > 0 ? 1 / line.b : infinite;
    // A line that falls from its first request on peaks there.
    const auto ceiling =
        std::isfinite(peak) ? std::max(peak, 1.0) / line.residence(std::max(peak, 1.0)) : asymptote;
    return {1 / line.a, line.b / line.a, line.c / line.a, peak, ceiling};
}

/// How much wider a 95 % interval of Student's distribution is than the normal one's (Cornish and Fisher
/// 1938).
double widened_for(std::size_t points) {
    const auto freedom = static_cast<double>(points - parameters);
    return 1 + 1.21 / freedom + 1.44 / (freedom * freedom);
}

/// Residuals of log X in units of their expected spread, scaled up for the parameters they were fitted with.
std::vector<double> residuals_of(const Line& line, std::span<const LoadPoint> points) {
    const auto n = static_cast<double>(points.size());
    const auto scale = std::sqrt(n / (n - parameters));
    std::vector<double> residuals;
    for (const auto& point : points)
        residuals.push_back(scale *
                            std::log(point.throughput * line.residence(point.in_flight) / point.in_flight) /
                            spread_at(line, point.in_flight));
    return residuals;
}

std::vector<Meaning> refitted(const Line& line, std::span<const LoadPoint> points, std::uint64_t seed) {
    auto residuals = residuals_of(line, points);
    for (auto& residual : residuals) residual *= widened_for(points.size());
    auto random = base::Random::keyed(seed, "scalability", 0);
    std::vector<Meaning> meanings;
    for (int i = 0; i < refits; ++i) {
        std::vector<LoadPoint> resampled(points.begin(), points.end());
        for (auto& point : resampled)
            point.throughput =
                point.in_flight / line.residence(point.in_flight) *
                std::exp(residuals[random.below(residuals.size())] * spread_at(line, point.in_flight));
        meanings.push_back(meaning_of(fit_line(resampled)));
    }
    return meanings;
}

Band band_of(double value, const std::vector<Meaning>& refits_made, double Meaning::*figure) {
    std::vector<double> values;
    for (const auto& meaning : refits_made) values.push_back(meaning.*figure);
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {std::min(at(tail), value), value, std::max(at(1 - tail), value)};
}

double scatter_of(const Line& line, std::span<const LoadPoint> points) {
    double squares = 0;
    for (const auto residual : residuals_of(line, points)) squares += residual * residual;
    return std::sqrt(squares / static_cast<double>(points.size()));
}

tl::unexpected<base::Error> refusal(std::string reason) {
    return base::failure(base::ErrorCode::invalid_input, std::move(reason));
}

base::Result<void> fit_for_fitting(std::span<const LoadPoint> points) {
    if (points.size() < scalability_points_min)
        return refusal(fmt::format("{} steady probe{}, and the curve needs {}", points.size(),
                                   points.size() == 1 ? "" : "s", scalability_points_min));
    const auto [least, most] = std::minmax_element(
        points.begin(), points.end(), [](const auto& a, const auto& b) { return a.in_flight < b.in_flight; });
    if (!(least->in_flight > 0)) return refusal("a probe without an answer");
    if (most->in_flight < scalability_spread_min * least->in_flight)
        return refusal(
            fmt::format("the probes kept {} to {} requests in the target at once, too little apart "
                        "to show a bend",
                        number_text(least->in_flight, 2), number_text(most->in_flight, 2)));
    return {};
}

} // namespace

double throughput_at(const Scalability& fit, double n) {
    return fit.lambda.value * n / (1 + fit.sigma.value * (n - 1) + fit.kappa.value * n * (n - 1));
}

base::Result<Scalability> fit_scalability(std::span<const LoadPoint> points, std::uint64_t seed) {
    if (const auto fit = fit_for_fitting(points); !fit) return tl::unexpected(fit.error());
    const auto line = fit_line(points);
    const auto scatter = scatter_of(line, points);
    if (!(line.a > 0) || !(scatter <= scalability_scatter_max))
        return refusal(fmt::format("the probes lie {} off any such curve", share_text(scatter)));
    const auto meaning = meaning_of(line);
    const auto refits_made = refitted(line, points, seed);
    return Scalability{band_of(meaning.lambda, refits_made, &Meaning::lambda),
                       band_of(meaning.sigma, refits_made, &Meaning::sigma),
                       band_of(meaning.kappa, refits_made, &Meaning::kappa),
                       band_of(meaning.ceiling, refits_made, &Meaning::ceiling),
                       meaning.peak_in_flight,
                       scatter,
                       points.size()};
}

std::string reach_text(const Scalability& fit, double wanted) {
    if (!(fit.ceiling.value < 10 * wanted))
        return fmt::format("{} is beyond what the curve can say: it hardly bends where it was measured",
                           rate_text(wanted));
    const auto ends = fmt::format("{} [{}, {}]", rate_text(fit.ceiling.value), rate_text(fit.ceiling.low),
                                  rate_text(fit.ceiling.high));
    const auto contention =
        fmt::format("contention σ {:.3g} [{:.2g}, {:.2g}]", fit.sigma.value, fit.sigma.low, fit.sigma.high);
    if (fit.ceiling.low >= wanted)
        return fmt::format("{} is not ruled out: the curve ends at {}", rate_text(wanted), ends);
    if (fit.ceiling.high >= wanted)
        return fmt::format("{} is doubtful: the curve ends at {}", rate_text(wanted), ends);
    if (fit.kappa.low > 0)
        return fmt::format(
            "{} is out of reach: the curve peaks at {} with {} requests at once and falls beyond, "
            "by {} and crosstalk κ {:.2g} [{:.2g}, {:.2g}]",
            rate_text(wanted), ends, number_text(fit.ceiling_in_flight, 0), contention, fit.kappa.value,
            fit.kappa.low, fit.kappa.high);
    return fmt::format(
        "{} is out of reach: requests wait for each other as if {} of the work were done one at a time ({}), "
        "which ends the curve at {}",
        rate_text(wanted), share_text(std::round(fit.sigma.value * 1000) / 1000), contention, ends);
}

} // namespace redline::reports
