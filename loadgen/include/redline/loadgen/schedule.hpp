/// Why this exists: when each flow starts is decided before the run, by the stages and the seed alone, so no
/// reply can delay a start (the open model) and every thread or shard can work out its own part of the same
/// schedule.
///
/// Regular arrivals: start number k, from 0, is due when the integral of the rate reaches k, counted through
/// all regular stages; their starts together are that integral, rounded. Poisson arrivals: unit-exponential
/// gaps mapped through the integral (time-rescaling; Cinlar 1975, "Introduction to Stochastic
/// Processes", 4.7), a stream of its own for every stage.
///
/// Starts are generated as they are asked for: memory does not depend on the length of the run. Making a
/// Schedule counts its Poisson starts, about 20 ns each. A Schedule may be read from any thread; a Cursor
/// belongs to one, and the Schedule must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/random.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::loadgen {

/// The start of flow number `index`.
struct Start {
    std::uint64_t index = 0;
    base::Duration due{0};   ///< since the run's start; never decreases with the index
    std::uint32_t stage = 0; ///< index into Plan::stages
    std::uint32_t flow = 0;  ///< index into Plan::flows, drawn by weight
    bool operator==(const Start&) const = default;
};

class Schedule {
  public:
    explicit Schedule(const Plan& plan);

    std::uint64_t size() const { return size_; }
    base::Duration length() const { return length_; }
    /// The flow that flow number `index` is, drawn by weight.
    std::uint32_t flow_of(std::uint64_t index) const;

    /// Hands out the starts `first`, `first + every`, `first + 2 × every` … in order.
    class Cursor {
      public:
        Cursor(const Schedule& schedule, std::uint64_t first, std::uint64_t every);
        std::optional<Start> next();

      private:
        friend class Schedule;

        /// Goes to the next start of the whole schedule; false at the end. Leaves its place in the members.
        bool advance();
        void enter_stage(std::uint32_t stage);

        const Schedule* schedule_;
        std::uint64_t first_;
        std::uint64_t every_;
        std::uint64_t next_index_ = 0;
        std::uint32_t stage_ = 0;
        std::uint64_t next_regular_ = 0; ///< counted through all regular stages
        base::Random gaps_{0};
        double cumulative_ = 0; ///< the integral of the rate from the stage's start to this start
    };

    Cursor starts(std::uint64_t first = 0, std::uint64_t every = 1) const { return {*this, first, every}; }

  private:
    struct Stretch {
        base::Duration begin{0};
        base::Duration duration{0};
        double from = 0;
        double to = 0;
        double integral = 0;
        bool poisson = false;
        double regular_before = 0;       ///< integral of the regular stages before this one
        std::uint64_t regular_count = 0; ///< starts due by this stage's end, all regular stages so far
    };

    base::Duration due_at(const Stretch& stretch, double cumulative) const;
    std::uint64_t count_starts() const;

    std::vector<Stretch> stretches_;
    std::vector<double> weights_; ///< cumulative
    std::uint64_t seed_;
    std::uint64_t size_ = 0;
    base::Duration length_{0};
};

} // namespace redline::loadgen
