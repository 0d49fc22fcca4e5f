/// Why this exists: a drill is a fault that comes at a known time, lasts a known time and goes. A schedule
/// says when, in a file that a run and a scenario can share:
///
///     version: 1
///     faults:
///       - { at: 5s, for: 10s, fault: intake-errors=20% }
///       - { at: 8s, fault: buyer=rooftop-power:hanging }       # no `for`: it stays
///       - { at: 12s, for: 3s, pause: worker-0 }                # SIGSTOP, then SIGCONT
///       - { at: 20s, kill: worker-1 }                          # kill -9
///
/// Times count from the start of whoever reads it. `kill` and `pause` name a role of `leadpipe up`; only its
/// supervisor can do them, everything else is done by the processes themselves.
///
/// A worker begins the schedule anew when it is started again.
///
/// Reading reports all mistakes at their places. Pure, any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "redline/leadpipe/fault_plan.hpp"

namespace redline::leadpipe {

struct ScheduledFault {
    base::Duration at{};
    std::optional<base::Duration> lasts{};
    std::string fault; ///< as with_fault reads it; it has read it once
};

enum class ProcessAction { kill, pause };

struct ScheduledAction {
    base::Duration at{};
    std::optional<base::Duration> lasts{}; ///< of a pause
    ProcessAction action = ProcessAction::kill;
    std::string role;
};

struct FaultSchedule {
    std::vector<ScheduledFault> faults{};
    std::vector<ScheduledAction> actions{};
};

base::Result<FaultSchedule> read_fault_schedule(const std::filesystem::path& file);
base::Result<FaultSchedule> parse_fault_schedule(std::shared_ptr<const base::SourceText> source);

/// `standing` with what the schedule adds to it after `elapsed`; of two for one place the later in the file
/// holds.
FaultPlan plan_at(const FaultSchedule& schedule, FaultPlan standing, base::Duration elapsed);

/// The next time after `elapsed` at which plan_at() may change; nothing when it will not.
std::optional<base::Duration> next_change(const FaultSchedule& schedule, base::Duration elapsed);

} // namespace redline::leadpipe
