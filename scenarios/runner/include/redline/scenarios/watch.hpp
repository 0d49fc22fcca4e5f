/// Why this exists: to say what limited a target one must have looked while it was loaded. A watch is decided
/// before the run: the processes are there and the metrics page answers, or the user hears of it.
///
/// Looks are taken on the thread that waits for the run, once a second, and cost it a few milliseconds; the
/// metrics page may hold it up for half a second more, never the requests.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/error.hpp"
#include "redline/reports/limits.hpp"
#include "redline/scenarios/target_gauges.hpp"
#include "redline/scenarios/process_snapshot.hpp"

namespace redline::scenarios {

/// As a command line gives it.
struct WatchRequest {
    std::vector<std::string> processes; ///< PIDs or names
    std::string metrics_url;
};

/// What can be watched.
struct Watch {
    std::vector<int> processes;
    std::string metrics_url;

    bool empty() const { return processes.empty() && metrics_url.empty(); }
};

constexpr std::size_t watched_processes_max = 64;

/// ErrorCode::not_found for a process that is not there, the network's error for a page that does not answer.
base::Result<Watch> resolve_watch(const WatchRequest& request);

/// How things stood at one moment.
struct Look {
    base::Instant at;
    std::vector<ProcessSnapshot> processes;
    MachineSnapshot machine;
    Gauges gauges; ///< empty where the page did not answer
};

Look take_look(const Watch& watch);

/// What happened between two looks; the generator's part is left empty. Pure, as is the next.
reports::LimitEvidence evidence_between(const Look& before, const Look& after);

/// The stretches between looks, each at least `apart_min` long.
std::vector<reports::LimitEvidence> evidence_of(std::span<const Look> looks, base::Duration apart_min);

} // namespace redline::scenarios
