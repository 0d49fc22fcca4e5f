/// Why this exists: how the rate of a stage goes, as a value that answers what a schedule asks: the rate at a
/// moment, its integral, the moment an integral is reached, and a ceiling to thin a Poisson process from.
///
/// A shape is a line of straight pieces (see rate_line.hpp) and, where there is one, a sine about it. With a
/// sine the integral has no inverse in closed form: time_of then searches, and stops within a tenth of a
/// nanosecond or as near as a double comes. Where the rate is next to nothing the moment is as uncertain as
/// that, and the integral at the answer is still within 1e-6 events of the one asked for.
///
/// Units: seconds since the stage's begin, events a second, events. A value without locks.
#pragma once

#include <optional>

#include "redline/loadgen/rate_line.hpp"

namespace redline::loadgen {

/// A sine about a line that is nowhere lower than the amplitude; it sets out upwards.
struct Swing {
    base::Rate amplitude;
    base::Duration period = std::chrono::seconds(60);
    bool operator==(const Swing&) const = default;
};

class RateShape {
  public:
    /// The points are RateLine's.
    explicit RateShape(std::span<const RatePoint> points, std::optional<Swing> swing = std::nullopt);

    double seconds() const { return line_.seconds(); }
    double total() const { return integral_to(seconds()); }
    /// No moment has more; a sine about a line that is not level may not come so far.
    double maximum() const { return ceiling_.maximum(); }
    double rate_at(double seconds) const { return line_.rate_at(seconds) + swing_at(seconds); }
    double integral_to(double seconds) const;
    double time_of(double integral) const;

    /// A line nowhere below the shape; the shape itself where that is straight.
    const RateLine& ceiling() const { return ceiling_; }
    bool straight() const { return straight_; }
    /// The part of the ceiling the shape fills, where the ceiling is `most`.
    double share_of(double most, double seconds) const {
        return (most - amplitude_ + swing_at(seconds)) / most;
    }

  private:
    struct Look {
        double beyond = 0; ///< how far the integral is beyond the one searched for
        double step = 0;   ///< how far to go back
    };

    double swing_at(double seconds) const;
    double searched(double integral, double low, double high) const;
    Look look(double integral, double at) const;

    bool straight_ = true;
    double amplitude_ = 0;
    double turning_ = 0; ///< radians a second
    RateLine line_;
    RateLine ceiling_;
};

} // namespace redline::loadgen
