#include "redline/loadgen/rate_shape.hpp"

#include <cmath>
#include <numbers>

namespace redline::loadgen {

namespace {

constexpr double time_tolerance = 1e-10; ///< seconds

std::vector<RatePoint> raised(std::span<const RatePoint> points, double by) {
    std::vector<RatePoint> higher(points.begin(), points.end());
    for (auto& point : higher) point.rate.per_second += by;
    return higher;
}

double amplitude_of(const std::optional<Swing>& swing) { return swing ? swing->amplitude.per_second : 0; }

} // namespace

RateShape::RateShape(std::span<const RatePoint> points, std::optional<Swing> swing)
    : straight_(amplitude_of(swing) == 0), amplitude_(amplitude_of(swing)),
      turning_(swing ? 2 * std::numbers::pi / base::in_seconds(swing->period) : 0), line_(points),
      ceiling_(raised(points, amplitude_)) {}

double RateShape::swing_at(double seconds) const {
    return straight() ? 0 : amplitude_ * std::sin(turning_ * seconds);
}

/// The sine's part is amplitude/turning · (1 − cos(turning·t)), written so that it does not cancel near 0.
double RateShape::integral_to(double seconds) const {
    if (straight()) return line_.integral_to(seconds);
    const double half = std::sin(turning_ * std::clamp(seconds, 0.0, this->seconds()) / 2);
    return line_.integral_to(seconds) + 2 * amplitude_ / turning_ * half * half;
}

/// The sine adds between nothing and 2·amplitude/turning to the line's integral, which brackets the answer.
double RateShape::time_of(double integral) const {
    if (straight()) return line_.time_of(integral);
    return searched(integral, line_.time_of(integral - 2 * amplitude_ / turning_), line_.time_of(integral));
}

/// Depends on the integral alone and not on what was asked before, so that every part of a schedule finds
/// the same times.
double RateShape::searched(double integral, double low, double high) const {
    double at = (low + high) / 2;
    while (high - low > time_tolerance) {
        const auto [beyond, step] = look(integral, at);
        if (std::abs(step) < time_tolerance) return std::clamp(at - step, low, high);
        (beyond > 0 ? high : low) = at;
        const double next = at - step;
        at = next > low && next < high ? next : low + (high - low) / 2;
    }
    return at;
}

/// Halley's method (E. Halley 1694): needs only the sine and cosine that Newton's does, and trebles the right
/// digits with each step.
RateShape::Look RateShape::look(double integral, double at) const {
    const double sine = std::sin(turning_ * at / 2);
    const double cosine = std::cos(turning_ * at / 2);
    const auto line = line_.at(at);
    const double beyond = line.integral + 2 * amplitude_ / turning_ * sine * sine - integral;
    const double rate = line.rate + 2 * amplitude_ * sine * cosine;
    const double slope = line.slope + amplitude_ * turning_ * (1 - 2 * sine * sine);
    return {beyond, 2 * beyond * rate / (2 * rate * rate - beyond * slope)};
}

} // namespace redline::loadgen
