/// Why this exists: what limits a process is written in some ten small files of /proc and /sys/fs/cgroup,
/// each in a form of its own. These functions read the forms, so that reading the files is all that is left
/// to do.
///
/// proc(5), the kernel's Documentation/scheduler/sched-stats.rst, accounting/psi.rst and
/// admin-guide/cgroup-v2.rst. A text that is not what was expected gives nothing, or 0; kernels differ, and a
/// figure that is missing must not end a run. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "redline/base/duration.hpp"

namespace redline::scenarios {

/// /proc/PID/task/TID/schedstat: time on a core, time ready and waiting for one.
struct ThreadTimes {
    base::Duration ran{0};
    base::Duration waited{0};
};

std::optional<ThreadTimes> read_schedstat(std::string_view text);

/// The number after `key` in lines of `key: value` or `key value` (status, cpu.stat, io files); units are
/// left away.
std::optional<std::uint64_t> read_field(std::string_view text, std::string_view key);

/// /proc/PID/status: how many cores `Cpus_allowed_list` names; 0 where it does not.
unsigned read_cores_allowed(std::string_view status);

/// /proc/PID/limits: the soft limit on open files; 0 for none.
std::uint64_t read_descriptors_max(std::string_view limits);

/// /proc/pressure/*: the time in which some task waited, since boot.
base::Duration read_pressure(std::string_view text);

/// /proc/net/netstat: connections dropped because an accept queue was full, since boot.
std::uint64_t read_accept_queue_drops(std::string_view netstat);

/// /proc/PID/cgroup: the path of the unified hierarchy; empty where there is none.
std::string read_cgroup(std::string_view text);

/// cpu.max: cores the quota is worth; 0 for no quota.
double read_quota(std::string_view cpu_max);

/// /proc/stat: time all cores together were busy, in ticks, and how many cores there are.
struct MachineTicks {
    std::uint64_t busy = 0;
    unsigned cores = 0;
};

MachineTicks read_machine_ticks(std::string_view stat);

} // namespace redline::scenarios
