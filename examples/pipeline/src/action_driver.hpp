/// Does to the processes of a pipeline what only somebody outside them can do: kills them, or stops them for
/// a while. Which process a role is at that moment stands in the pipeline's file.
///
/// A thread of its own until destroyed; one that is stopped by then goes on.
#pragma once

#include <filesystem>
#include <thread>

#include "redline/leadpipe/fault_schedule.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

class ActionDriver {
  public:
    /// The schedule begins now. What is handed in outlives this.
    ActionDriver(std::filesystem::path folder, const std::vector<ScheduledAction>& actions,
                 base::Clock& clock, tracer::Tracer& tracer);

  private:
    std::jthread thread_;
};

} // namespace redline::leadpipe
