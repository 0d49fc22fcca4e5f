#include "redline/leadpipe/process_identity.hpp"

#include <charconv>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/syscall.h>
#include <unistd.h>

namespace redline::leadpipe {

namespace {

constexpr int fields_before_start = 19; // from the state, field 3, to the start, field 22
constexpr base::Duration look_again = std::chrono::milliseconds(5);
constexpr base::Duration death_patience = std::chrono::seconds(10);

std::optional<ProcessStat> stat_of(int pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    if (!in) return std::nullopt;
    return parse_process_stat(std::string(std::istreambuf_iterator<char>(in), {}));
}

/// Waits until it has ended; false when it has not by then.
bool ends_before(const ProcessIdentity& process, base::Instant deadline, base::Clock& clock) {
    while (is_running(process)) {
        if (clock.now() >= deadline) return false;
        clock.sleep_until(clock.now() + look_again);
    }
    return true;
}

} // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view text) {
    // The name stands in parentheses and may hold some itself.
    const auto name_end = text.rfind(')');
    if (name_end == std::string_view::npos || name_end + 2 >= text.size()) return std::nullopt;
    text.remove_prefix(name_end + 2);
    ProcessStat stat;
    stat.state = text.front();
    for (int field = 0; field < fields_before_start; ++field) {
        const auto space = text.find(' ');
        if (space == std::string_view::npos) return std::nullopt;
        text.remove_prefix(space + 1);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), stat.start_ticks);
    if (error != std::errc{}) return std::nullopt;
    return stat;
}

std::optional<ProcessIdentity> identify_process(int pid) {
    const auto stat = stat_of(pid);
    return stat ? std::optional(ProcessIdentity{pid, stat->start_ticks}) : std::nullopt;
}

bool is_running(const ProcessIdentity& process) {
    if (process.pid <= 0) return false;
    const auto stat = stat_of(process.pid);
    return stat && stat->start_ticks == process.start_ticks && stat->state != 'Z' && stat->state != 'X';
}

bool send_signal(const ProcessIdentity& process, int signal) {
    if (process.pid <= 0) return false;
    const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0));
    if (descriptor < 0) return false;
    const bool sent =
        is_running(process) && ::syscall(SYS_pidfd_send_signal, descriptor, signal, nullptr, 0) == 0;
    ::close(descriptor);
    return sent;
}

Stopped stop_process(const ProcessIdentity& process, base::Duration patience, base::Clock& clock) {
    if (!send_signal(process, SIGTERM)) return Stopped::was_gone;
    send_signal(process, SIGCONT); // one that was paused could not end
    if (ends_before(process, clock.now() + patience, clock)) return Stopped::ended;
    send_signal(process, SIGKILL);
    ends_before(process, clock.now() + death_patience, clock);
    return Stopped::killed;
}

} // namespace redline::leadpipe
