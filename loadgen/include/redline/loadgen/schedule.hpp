/// Why this exists: when each flow starts is decided before the run, by the stages and the seed alone, so no
/// reply can delay a start (the open model) and every thread or shard can work out its own part of the same
/// schedule.
///
/// Regular arrivals: start number k, from 0, is due when the integral of the rate reaches k, counted through
/// all regular stages; their starts together are that integral, rounded.
///
/// Poisson arrivals, a stream of random numbers for every stage: unit-exponential gaps mapped through the
/// integral of the rate (time-rescaling; Cinlar 1975, "Introduction to Stochastic Processes", 4.7) wherever
/// that has an inverse in closed form, which is every shape but the sine: it is exact, and no draw is wasted.
/// About a sine, the same process is made at the rate of its ceiling and thinned: a start is kept with the
/// probability rate/ceiling, which is exact too (Lewis, Shedler 1979, "Simulation of nonhomogeneous Poisson
/// processes by thinning"), for two candidates a start at worst, on average, and no numeric inverse for each.
///
/// Starts are generated as they are asked for: memory depends on the number of stages and their bends, not on
/// the length of the run. Parts together are exactly the whole: worker w of W on shard s of S takes the
/// starts from s + S·w on, every S·W-th. A part passes over the regular starts of others at once; Poisson
/// starts, whose times hang on all before them, are drawn by every part. A Schedule may be read from any
/// thread; a Cursor belongs to one, and the Schedule must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/random.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::loadgen {

/// How the rate of a stage goes.
RateShape shape_of(const Stage& stage);

/// The start of flow number `index`.
struct Start {
    std::uint64_t index = 0;
    base::Duration due{0};   ///< since the run's start; never decreases with the index
    std::uint32_t stage = 0; ///< index into Plan::stages
    std::uint32_t flow = 0;  ///< index into Plan::flows, drawn by weight
    bool operator==(const Start&) const = default;
};

class Schedule {
    struct Stretch;

  public:
    /// With `flows_max`, Poisson starts up to there are drawn once to learn when the run ends.
    explicit Schedule(const Plan& plan);

    /// How many starts there are. Draws all Poisson starts to count them, about 25 ns each, 80 about a sine.
    std::uint64_t size() const;
    /// When the stages are over, or when the first start beyond `flows_max` would have been due.
    base::Duration length() const { return length_; }
    /// The flow that flow number `index` is, drawn by weight or taken in turn.
    std::uint32_t flow_of(std::uint64_t index) const {
        if (in_turn_) return static_cast<std::uint32_t>(index % chances_.size());
        return chances_.size() < 2 ? 0 : drawn_flow(index);
    }

    /// Hands out the starts `first`, `first + every`, `first + 2 × every` … in order.
    class Cursor {
      public:
        Cursor(const Schedule& schedule, std::uint64_t first, std::uint64_t every);
        std::optional<Start> next();

      private:
        friend class Schedule;

        bool find();
        bool draw();
        void enter_stage(std::uint32_t stage);

        const Schedule* schedule_;
        std::uint64_t wanted_; ///< the index to hand out next
        std::uint64_t every_;
        std::uint64_t poisson_count_ = 0; ///< Poisson starts drawn so far, all stages
        std::uint32_t stage_ = 0;
        const Stretch* stretch_ = nullptr; ///< null after the last stage
        RateLine::Walk walk_;              ///< along the stage's ceiling
        double seconds_ = 0;               ///< since the stage's start, of the start found last
        double cumulative_ = 0;            ///< the integral of the ceiling up to there
        base::Random dice_{0};
    };

    Cursor starts(std::uint64_t first = 0, std::uint64_t every = 1) const { return {*this, first, every}; }

  private:
    struct Stretch {
        RateShape shape;
        base::Duration begin{0};
        bool poisson = false;
        double regular_before = 0;       ///< integral of the regular stages before this one
        std::uint64_t regular_count = 0; ///< starts due by this stage's end, all regular stages so far
    };

    void add(const Stage& stage);
    std::uint32_t drawn_flow(std::uint64_t index) const;

    std::vector<Stretch> stretches_;
    bool in_turn_ = false;
    std::vector<std::uint64_t> chances_; ///< of each flow or one before it, in 2⁶⁴
    std::uint64_t seed_;
    base::Random flow_dice_;
    double regular_ = 0; ///< integral of all regular stages
    std::uint64_t flows_max_ = UINT64_MAX;
    base::Duration length_{0};
};

} // namespace redline::loadgen
