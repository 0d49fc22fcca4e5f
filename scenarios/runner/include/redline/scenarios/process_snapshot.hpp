/// Why this exists: /proc counts since a process began; what a process did in between is the difference of
/// two looks. Taking a look reads files; the difference is arithmetic.
///
/// What cannot be read (another user's descriptors, a kernel without a file) is 0, which the judgement takes
/// for unknown. Control groups of version 2 only. A look at a process of a hundred threads costs about 3 ms,
/// so once a second it takes nothing from the generator worth naming.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/reports/limits.hpp"
#include "redline/scenarios/proc_text.hpp"

namespace redline::scenarios {

struct ThreadSnapshot {
    int id = 0;
    std::string name;
    ThreadTimes times;
    std::uint64_t forced_switches = 0;
};

struct ProcessSnapshot {
    int pid = 0;
    std::string name;
    std::vector<ThreadSnapshot> threads;
    double cores_allowed = 0;
    std::uint64_t descriptors = 0;
    std::uint64_t descriptors_max = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t memory_bytes_max = 0;
    std::uint64_t quota_periods = 0;
    std::uint64_t throttled_periods = 0;
};

struct MachineSnapshot {
    unsigned cores = 0;
    base::Duration busy{0};
    base::Duration pressure_cpu{0};
    base::Duration pressure_memory{0};
    base::Duration pressure_io{0};
    std::uint64_t accept_queue_drops = 0;
};

/// Nothing where there is no such process any more.
std::optional<ProcessSnapshot> read_process(int pid);

MachineSnapshot read_machine();

/// The processes of this name: the kernel's (at most 15 characters) or that of the file that runs. Never this
/// one.
std::vector<int> processes_named(const std::string& name);

/// What happened between two looks `apart` apart. Threads that began or ended in between are left away.
reports::ProcessUse use_between(const ProcessSnapshot& before, const ProcessSnapshot& after,
                                base::Duration apart);
reports::MachineUse use_between(const MachineSnapshot& before, const MachineSnapshot& after,
                                base::Duration apart);

} // namespace redline::scenarios
