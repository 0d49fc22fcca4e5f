/// Why this exists: a number of a process is used again after it ends, and to stop the wrong one is worse
/// than to stop none. A process is known by its number and the time it started, both; Linux tells the latter
/// in /proc/PID/stat, field 22, in clock ticks since the machine started (proc(5)).
///
/// Signals go through a pidfd that was opened before the start time was compared, so that no other process
/// can take the number in between (pidfd_open(2)). Any thread. Linux only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::leadpipe {

struct ProcessIdentity {
    int pid = 0; ///< 0: none
    std::uint64_t start_ticks = 0;
    bool operator==(const ProcessIdentity&) const = default;
};

struct ProcessStat {
    char state = '?'; ///< `Z` for one that ended and was not waited for
    std::uint64_t start_ticks = 0;
};

/// Reads the text of /proc/PID/stat, whatever the program's name holds.
std::optional<ProcessStat> parse_process_stat(std::string_view text);

/// The process of this number as it is now; nothing when there is none.
std::optional<ProcessIdentity> identify_process(int pid);

/// Whether exactly this process is there and has not ended.
bool is_running(const ProcessIdentity& process);

/// False when it is not there any more.
bool send_signal(const ProcessIdentity& process, int signal);

enum class Stopped { was_gone, ended, killed };

/// SIGTERM, and SIGKILL when it is still there `patience` later. Waits until it has ended.
Stopped stop_process(const ProcessIdentity& process, base::Duration patience, base::Clock& clock);

} // namespace redline::leadpipe
