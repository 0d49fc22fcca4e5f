#include "redline/scenarios/process_snapshot.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

namespace redline::scenarios {

namespace {

namespace files = std::filesystem;

constexpr std::uint64_t bytes_per_kibibyte = 1024;
constexpr std::size_t kernel_name_bytes_max = 15;

/// Empty where it cannot be read.
std::string text_of(const files::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string without_newline(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

std::optional<int> number_of(const std::string& name) {
    int number = 0;
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (code != std::errc{} || end != name.data() + name.size()) return std::nullopt;
    return number;
}

/// 0 for `max` and for no text.
std::uint64_t bytes_in(const std::string& text) {
    std::uint64_t bytes = 0;
    std::from_chars(text.data(), text.data() + text.size(), bytes);
    return bytes;
}

/// Calls `visit(path, number)` for every entry of `folder` that is a number.
template <class Visit>
void for_each_number(const files::path& folder, Visit visit) {
    std::error_code gone;
    for (files::directory_iterator entry(folder, gone), end; !gone && entry != end; entry.increment(gone))
        if (const auto number = number_of(entry->path().filename().string())) visit(entry->path(), *number);
}

std::vector<ThreadSnapshot> threads_of(const files::path& process) {
    std::vector<ThreadSnapshot> threads;
    for_each_number(process / "task", [&](const files::path& thread, int id) {
        const auto times = read_schedstat(text_of(thread / "schedstat"));
        if (!times) return;
        const auto switches = read_field(text_of(thread / "status"), "nonvoluntary_ctxt_switches");
        threads.push_back({id, without_newline(text_of(thread / "comm")), *times, switches.value_or(0)});
    });
    return threads;
}

/// The limits of the process's control group; of the nearest group above it that sets one, memory and quota
/// alike.
void read_group(ProcessSnapshot& process, const std::string& group) {
    for (files::path below = group; below.has_relative_path(); below = below.parent_path()) {
        const auto folder = files::path("/sys/fs/cgroup") / below.relative_path();
        if (process.memory_bytes_max == 0)
            process.memory_bytes_max = bytes_in(text_of(folder / "memory.max"));
        const auto quota = read_quota(text_of(folder / "cpu.max"));
        if (quota <= 0 || process.quota_periods > 0) continue;
        process.cores_allowed = std::min(process.cores_allowed, quota);
        const auto statistics = text_of(folder / "cpu.stat");
        process.quota_periods = read_field(statistics, "nr_periods").value_or(0);
        process.throttled_periods = read_field(statistics, "nr_throttled").value_or(0);
    }
}

std::uint64_t descriptors_of(const files::path& process) {
    std::uint64_t count = 0;
    for_each_number(process / "fd", [&](const files::path&, int) { ++count; });
    return count;
}

double per_second(base::Duration part, base::Duration apart) {
    return std::chrono::duration<double>(part) / std::chrono::duration<double>(apart);
}

std::uint64_t rise(std::uint64_t before, std::uint64_t after) { return after > before ? after - before : 0; }

void add_thread(reports::ProcessUse& use, const ThreadSnapshot& before, const ThreadSnapshot& after,
                base::Duration apart) {
    const auto ran = per_second(after.times.ran - before.times.ran, apart);
    const auto wanted = std::min(ran + per_second(after.times.waited - before.times.waited, apart), 1.0);
    use.cores_used += ran;
    use.cores_wanted += wanted;
    use.forced_switches +=
        static_cast<double>(rise(before.forced_switches, after.forced_switches)) / base::in_seconds(apart);
    if (wanted <= use.busiest_thread_wanted) return;
    use.busiest_thread = after.name;
    use.busiest_thread_wanted = wanted;
    use.busiest_thread_used = std::min(ran, 1.0);
}

bool runs_file_named(const files::path& process, const std::string& name) {
    const auto command = text_of(process / "cmdline");
    return files::path(command.substr(0, command.find('\0'))).filename() == name;
}

} // namespace

std::optional<ProcessSnapshot> read_process(int pid) {
    const auto folder = files::path("/proc") / std::to_string(pid);
    const auto status = text_of(folder / "status");
    if (status.empty()) return std::nullopt;
    ProcessSnapshot process;
    process.pid = pid;
    process.name = without_newline(text_of(folder / "comm"));
    process.threads = threads_of(folder);
    process.cores_allowed = read_cores_allowed(status);
    process.descriptors = descriptors_of(folder);
    process.descriptors_max = read_descriptors_max(text_of(folder / "limits"));
    process.memory_bytes = read_field(status, "VmRSS").value_or(0) * bytes_per_kibibyte;
    read_group(process, read_cgroup(text_of(folder / "cgroup")));
    return process;
}

MachineSnapshot read_machine() {
    const auto ticks = read_machine_ticks(text_of("/proc/stat"));
    const auto tick = std::chrono::nanoseconds(std::chrono::seconds(1)) / sysconf(_SC_CLK_TCK);
    return {ticks.cores,
            tick * static_cast<std::int64_t>(ticks.busy),
            read_pressure(text_of("/proc/pressure/cpu")),
            read_pressure(text_of("/proc/pressure/memory")),
            read_pressure(text_of("/proc/pressure/io")),
            read_accept_queue_drops(text_of("/proc/net/netstat"))};
}

std::vector<int> processes_named(const std::string& name) {
    std::vector<int> pids;
    if (name.empty()) return pids; // what threads of the kernel run has no name
    for_each_number("/proc", [&](const files::path& process, int pid) {
        const auto kernel_name = without_newline(text_of(process / "comm"));
        const bool same = kernel_name == name.substr(0, kernel_name_bytes_max);
        if (pid != getpid() && (same || runs_file_named(process, name))) pids.push_back(pid);
    });
    std::sort(pids.begin(), pids.end());
    return pids;
}

reports::ProcessUse use_between(const ProcessSnapshot& before, const ProcessSnapshot& after,
                                base::Duration apart) {
    reports::ProcessUse use;
    use.name = after.name;
    use.pid = after.pid;
    use.threads = static_cast<unsigned>(after.threads.size());
    use.cores_allowed = after.cores_allowed;
    use.descriptors = after.descriptors;
    use.descriptors_max = after.descriptors_max;
    use.memory_bytes = after.memory_bytes;
    use.memory_bytes_max = after.memory_bytes_max;
    const auto periods = rise(before.quota_periods, after.quota_periods);
    if (periods > 0)
        use.throttled_share = static_cast<double>(rise(before.throttled_periods, after.throttled_periods)) /
                              static_cast<double>(periods);
    for (const auto& thread : after.threads) {
        const auto earlier = std::find_if(before.threads.begin(), before.threads.end(),
                                          [&](const ThreadSnapshot& known) { return known.id == thread.id; });
        if (earlier != before.threads.end()) add_thread(use, *earlier, thread, apart);
    }
    return use;
}

reports::MachineUse use_between(const MachineSnapshot& before, const MachineSnapshot& after,
                                base::Duration apart) {
    return {static_cast<double>(after.cores),
            per_second(after.busy - before.busy, apart),
            per_second(after.pressure_cpu - before.pressure_cpu, apart),
            per_second(after.pressure_memory - before.pressure_memory, apart),
            per_second(after.pressure_io - before.pressure_io, apart),
            rise(before.accept_queue_drops, after.accept_queue_drops)};
}

} // namespace redline::scenarios
