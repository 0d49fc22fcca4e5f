/// Why this exists: what is broken on purpose changes while requests run. Each part of the pipeline asks
/// here, whenever it does what could be broken; whoever sets another plan changes them all at once. Dice are
/// seeded: the n-th post fails or not by (seed, n) alone, so two runs with one seed fail alike and a test can
/// say which posts will.
///
/// Any thread; the numbering of posts is the order of drawing. `sleep` goes through the clock handed in.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/fault_plan.hpp"
#include "redline/leadpipe/lead_id.hpp"

namespace redline::leadpipe {

class Faults {
  public:
    /// `clock` outlives this.
    Faults(FaultPlan plan, std::uint64_t seed, base::Clock& clock);

    std::shared_ptr<const FaultPlan> plan() const;
    /// From here on; those who listen are told on this thread.
    void set(FaultPlan plan);
    /// Calls `told` now and at every change. Not while requests run.
    void listen(std::function<void(const FaultPlan&)> told);

    /// Draws for the next post.
    bool intake_fails();
    bool poisons(LeadId lead) const;
    bool is_zombie() const { return plan()->zombie; }
    /// Takes the time a slow normalisation takes.
    void slow_normalise();
    /// Takes the time a slow store takes; false when the store refuses.
    bool store_writes();

  private:
    const std::uint64_t seed_;
    base::Clock& clock_;
    std::atomic<std::uint64_t> posts_{0};
    mutable std::mutex mutex_;
    std::shared_ptr<const FaultPlan> plan_;
    std::vector<std::function<void(const FaultPlan&)>> listeners_;
};

} // namespace redline::leadpipe
