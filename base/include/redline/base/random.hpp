/// Why this exists: the traffic of a run is a function of its seed. A stream is named by (seed, purpose,
/// index), so request number 7 draws the same numbers whichever thread or shard prepares it, and tests can
/// print the seed.
///
/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): 64 bits of state,
/// passes BigCrush, made in a few instructions; not for secrets. A Random belongs to one thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace redline::base {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// The stream for one thing of one run, independent of every other (seed, purpose, index).
    static Random keyed(std::uint64_t seed, std::string_view purpose, std::uint64_t index);

    std::uint64_t next() {
        std::uint64_t z = (state_ += stride);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// Passes over so many numbers at once: the state only counts up.
    void skip(std::uint64_t numbers) { state_ += numbers * stride; }

    /// Uniform over [0, 1), all 53 bits of a double.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// Uniform over 0 … bound-1 (Lemire's multiplication; bias below 2⁻³² for bounds below 2³²). `bound` is
    /// at least 1.
    std::uint64_t below(std::uint64_t bound);

    bool chance(double probability) { return uniform() < probability; }

    /// Exponential with mean 1: the gap of a unit Poisson process.
    double exponential();

  private:
    static constexpr std::uint64_t stride = 0x9e3779b97f4a7c15;

    std::uint64_t state_;
};

/// A seed from the operating system, for runs that name none. The only dice in the house.
std::uint64_t fresh_seed();

} // namespace redline::base
