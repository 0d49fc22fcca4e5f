/// Makes a schedule of faults happen: sets the plan of each moment when it comes. What /admin/faults sets in
/// between holds until the schedule's next change.
///
/// A thread of its own until destroyed; what is handed in outlives this.
#pragma once

#include <thread>

#include "redline/leadpipe/fault_schedule.hpp"
#include "redline/leadpipe/faults.hpp"

namespace redline::leadpipe {

class FaultDriver {
  public:
    /// The schedule begins now, on top of the plan of now.
    FaultDriver(Faults& faults, FaultSchedule schedule, base::Clock& clock);

  private:
    std::jthread thread_;
};

} // namespace redline::leadpipe
