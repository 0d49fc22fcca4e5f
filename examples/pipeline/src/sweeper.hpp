/// Takes up leads nobody drives on: those a process that died had accepted, those that were opened again, and
/// those whose result could not be written down, which are tried again in a moment, all together. One after
/// the other, on a thread of its own until destroyed.
///
/// How many wait for that moment has no limit of its own: a store that takes no results takes no leads
/// either, so they are never more than were being sold when it broke. Any thread; what is handed in outlives
/// this.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/leadpipe/bounded_queue.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/timers.hpp"

namespace redline::leadpipe {

class Sweeper {
  public:
    struct Moment {
        Timers& timers;
        base::Clock& clock;
        base::Duration pause; ///< before another try
    };

    /// Begins with `accepted`; `take_up` decides what becomes of each: false when it must be tried again.
    Sweeper(std::vector<LeadId> accepted, std::function<bool(LeadId)> take_up, const Moment& moment);
    ~Sweeper();

    /// False when too many wait.
    bool take_up(std::vector<LeadId> ids) { return opened_.try_push(std::move(ids)); }

    void take_up_later(LeadId id);

  private:
    /// What a timer may find after the sweeper has gone.
    struct Waiting;

    void sweep(const std::vector<LeadId>& ids, const std::stop_token& stop);
    void set_timer();
    void take_up_waiting();

    std::function<bool(LeadId)> take_up_;
    Moment moment_;
    std::shared_ptr<Waiting> waiting_;
    BoundedQueue<std::vector<LeadId>> opened_{64};
    std::jthread thread_; ///< last, so that it ends before what it uses
};

} // namespace redline::leadpipe
