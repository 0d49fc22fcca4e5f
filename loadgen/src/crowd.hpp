/// Why this exists: the closed model. So many users, each running one flow after another: the next starts
/// when the one before has ended, after a think time, and no sooner than an iteration after its start. What a
/// slow answer delays here is the load itself, which is why the summary says which model ran.
///
/// The worker that owns users `first`, `first + every`, … numbers its flows the same way, so that all
/// workers' flows together are 0, 1, 2 … as long as they keep pace. Times since the run's start. For one
/// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/random.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/schedule.hpp"

namespace redline::loadgen {

class Crowd {
  public:
    /// A user's next flow.
    struct Turn {
        base::Duration due{0};
        std::uint32_t user = 0;
    };

    /// `plan.users` must be set; plan and schedule must outlive it.
    Crowd(const Plan& plan, const Schedule& schedule, std::uint32_t first, std::uint32_t every);

    bool empty() const { return turns_.empty(); }
    const Turn& front() const { return turns_.front(); }
    /// The flow of the turn in front, which is taken.
    Start take();
    /// The user's flow ended. No turn follows one that would begin after the last stage, or beyond
    /// `flows_max`.
    void ended(std::uint32_t user, base::Duration at);

  private:
    void add(Turn turn);
    base::Duration varied(base::Duration length);
    std::uint32_t stage_at(base::Duration due) const;

    const Plan& plan_;
    const Schedule& schedule_;
    std::uint32_t first_;
    std::uint32_t every_;
    base::Random jitter_;
    std::vector<Turn> turns_;            ///< a heap, the earliest in front
    std::vector<base::Duration> starts_; ///< of each user's current flow
    std::uint64_t flows_ = 0;            ///< begun by this worker's users
    std::uint64_t flows_max_;
};

} // namespace redline::loadgen
