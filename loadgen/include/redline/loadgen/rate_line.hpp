/// Why this exists: most shapes of load go in straight pieces: a constant, a ramp, a staircase, a spike, a
/// recorded curve. The integral of such a rate is a parabola a piece, whose inverse has a closed form, so a
/// start is placed exactly and in a few instructions.
///
/// Units: seconds since the line's begin, events a second, and events for integrals. Where two answers would
/// do (an integral reached before a silence), the later one is given: what is due then opens the next piece.
/// Asking beyond the ends is answered with the ends. A value without locks; memory is 48 bytes a point.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/quantity.hpp"

namespace redline::loadgen {

/// The rate at one moment; between two of them it changes evenly.
struct RatePoint {
    base::Duration at{0};
    base::Rate rate;
    bool operator==(const RatePoint&) const = default;
};

/// Sums of decimal rates miss whole numbers by less than this: an integral that near a piece's end has
/// reached it.
constexpr double rounding_noise = 1e-6;

class RateLine {
    struct Piece {
        double begin = 0;  ///< seconds
        double before = 0; ///< the integral up to its begin
        double rate = 0;   ///< at its begin
        double slope = 0;  ///< events a second, a second
        double end = 0;
        double reached = 0; ///< the integral that belongs to the next piece; infinite in the last

        /// Solves rate·t + slope·t²/2 = integral − before for t, in the form that does not cancel.
        double time_of(double integral) const {
            const double left = integral - before;
            if (left <= 0) return begin;
            if (slope == 0) return std::min(begin + left / rate, end);
            const double root = std::sqrt(std::max(0.0, rate * rate + 2 * slope * left));
            return std::min(begin + 2 * left / (rate + root), end);
        }
        double rate_at(double seconds) const { return rate + slope * (seconds - begin); }
    };

  public:
    /// Through points in the order of time, the first at zero; two at one moment are a jump. None is below
    /// zero. Without a stretch of time between them the line is empty.
    explicit RateLine(std::span<const RatePoint> points);

    double seconds() const { return pieces_.back().end; }
    double total() const { return total_; }
    double maximum() const;

    struct Moment {
        double integral = 0; ///< up to it
        double rate = 0;
        double slope = 0; ///< events a second, a second
    };
    Moment at(double seconds) const;
    double rate_at(double seconds) const { return at(seconds).rate; }
    double integral_to(double seconds) const { return at(seconds).integral; }
    double time_of(double integral) const;

    /// For who asks in order: looks from where the answer before was found. The answers are the same.
    class Walk {
      public:
        Walk() = default; ///< of no line; nothing may be asked of it
        double time_of(double integral) {
            while (integral >= piece_->reached) ++piece_;
            return piece_->time_of(integral);
        }
        /// Of a moment time_of answered just now.
        double rate_at(double seconds) const { return piece_->rate_at(seconds); }

      private:
        friend class RateLine;
        explicit Walk(const Piece* piece) : piece_(piece) {}
        const Piece* piece_ = nullptr;
    };
    /// The line must outlive it and stay where it is.
    Walk walk() const { return Walk(pieces_.data()); }

  private:
    std::vector<Piece> pieces_; ///< at least one
    double total_ = 0;
};

} // namespace redline::loadgen
