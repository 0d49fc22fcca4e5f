/// Takes up leads nobody drives on: those a process that died had accepted, and those that were opened again.
/// One after the other, on a thread of its own until destroyed.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "redline/leadpipe/bounded_queue.hpp"
#include "redline/leadpipe/lead_id.hpp"

namespace redline::leadpipe {

class Sweeper {
  public:
    /// Begins with `accepted`; `take_up` decides what becomes of each.
    Sweeper(std::vector<LeadId> accepted, std::function<void(LeadId)> take_up);
    ~Sweeper();

    /// False when too many wait.
    bool take_up(std::vector<LeadId> ids) { return opened_.try_push(std::move(ids)); }

  private:
    void sweep(const std::vector<LeadId>& ids, const std::stop_token& stop) const;

    std::function<void(LeadId)> take_up_;
    BoundedQueue<std::vector<LeadId>> opened_{64};
    std::jthread thread_; ///< last, so that it ends before what it uses
};

} // namespace redline::leadpipe
