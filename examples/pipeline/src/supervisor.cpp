#include "redline/leadpipe/supervisor.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child_process.hpp"

namespace redline::leadpipe {

namespace {

constexpr base::Duration start_patience = std::chrono::seconds(30);
constexpr base::Duration look_again = std::chrono::milliseconds(5);
constexpr base::Duration longest_wait = std::chrono::hours(1);
constexpr std::size_t shown_lines = 5;

sigset_t watched_signals() {
    sigset_t watched;
    ::sigemptyset(&watched);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) ::sigaddset(&watched, signal);
    return watched;
}

/// The next of the watched signals; 0 when none came in time.
int next_signal(base::Duration patience) {
    const auto watched = watched_signals();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(patience);
    const timespec time{seconds.count(), (patience - seconds).count()};
    const int signal = ::sigtimedwait(&watched, nullptr, &time);
    return signal > 0 ? signal : 0;
}

unsigned short port_in(const std::filesystem::path& file) {
    unsigned short port = 0;
    std::ifstream(file) >> port;
    return port;
}

} // namespace

struct Supervisor::Member {
    Role role;
    RestartBackoff backoff{};
    base::Instant started{};
    std::optional<base::Instant> restart_at{};
    std::optional<int> ended{}; ///< what waitpid said of a child not yet buried
    RoleRecord* record = nullptr;
    std::filesystem::path folder;
};

Supervisor::Supervisor(std::filesystem::path folder, std::vector<Role> roles, tracer::Tracer& tracer,
                       base::Clock& clock)
    : folder_(std::move(folder)), tracer_(tracer), clock_(clock) {
    const auto watched = watched_signals();
    ::sigprocmask(SIG_BLOCK, &watched, &signals_before_);
    record_.supervisor = identify_process(::getpid()).value_or(ProcessIdentity{});
    record_.roles.resize(roles.size());
    for (auto& role : roles) {
        auto& member = members_.emplace_back();
        member.record = &record_.roles[members_.size() - 1];
        member.record->name = role.name;
        member.record->port = role.port;
        member.folder = folder_ / role.name;
        member.role = std::move(role);
    }
}

Supervisor::~Supervisor() { ::sigprocmask(SIG_SETMASK, &signals_before_, nullptr); }

void Supervisor::write_down() {
    if (const auto written = write_pipeline_file(folder_, record_); !written)
        tracer_.log(tracer::Severity::error, "pipeline file not written",
                    {{"reason", written.error().message}});
}

base::Result<void> Supervisor::start() {
    for (auto& member : members_) {
        auto started = start(member);
        if (started) started = wait_until_ready(member);
        if (started) continue;
        stop_all();
        return started;
    }
    return {};
}

base::Result<void> Supervisor::start(Member& member) {
    std::error_code ignored;
    std::filesystem::create_directories(member.folder, ignored);
    std::filesystem::remove(member.folder / "port", ignored);
    std::map<std::string, unsigned short> ports;
    for (const auto& role : record_.roles) ports[role.name] = role.port;
    auto words = with_ports(member.role.words, ports);
    const auto file = [&](const char* name) { return (member.folder / name).string(); };
    for (const auto& word : {std::string("--address"), std::string("127.0.0.1"), std::string("--port"),
                             std::to_string(member.record->port), std::string("--port-file"), file("port"),
                             std::string("--log"), file("log")})
        words.push_back(word);
    const auto process = start_this_program(words, member.folder / "output");
    if (!process) return tl::unexpected(process.error());
    member.started = clock_.now();
    member.ended.reset();
    member.record->process = *process;
    write_down();
    tracer_.log(tracer::Severity::info, "role started", {{"role", member.role.name}, {"pid", process->pid}});
    return {};
}

base::Result<void> Supervisor::wait_until_ready(Member& member) {
    const auto deadline = clock_.now() + start_patience;
    const auto failed = [&](const std::string& how) {
        auto lines = last_lines(member.folder / "output", shown_lines, "    ");
        if (lines.empty()) lines = last_lines(member.folder / "log", shown_lines, "    ");
        return base::failure(base::ErrorCode::io,
                             fmt::format("{} did not start: {}{}", member.role.name, how, lines),
                             fmt::format("its files are in {}", member.folder.string()));
    };
    while (clock_.now() < deadline) {
        if (const auto port = port_in(member.folder / "port"); port != 0) {
            member.record->port = port;
            write_down();
            return {};
        }
        reap();
        if (member.ended) return failed(how_it_ended(*member.ended));
        if (const int signal = next_signal(look_again); signal == SIGTERM || signal == SIGINT)
            return failed("it was told to stop");
    }
    return failed(fmt::format("it was not ready within {}", base::to_text(start_patience)));
}

/// Takes note of every child that has ended.
void Supervisor::reap() {
    for (auto& member : members_) {
        const auto pid = member.record->process.pid;
        int status = 0;
        if (pid > 0 && !member.ended && ::waitpid(pid, &status, WNOHANG) == pid) member.ended = status;
    }
}

void Supervisor::bury(Member& member, int status) {
    const auto now = clock_.now();
    const auto delay = member.backoff.after_death(member.started, now);
    tracer_.log(tracer::Severity::warn, delay ? "role died" : "role given up",
                {{"role", member.role.name},
                 {"pid", member.record->process.pid},
                 {"how", how_it_ended(status)},
                 {"restarts", member.record->restarts}});
    member.ended.reset();
    member.record->process = {};
    if (delay) member.restart_at = now + *delay;
    write_down();
}

void Supervisor::restart_due() {
    for (auto& member : members_) {
        if (!member.restart_at || *member.restart_at > clock_.now()) continue;
        member.restart_at.reset();
        ++member.record->restarts;
        if (!start(member)) member.restart_at = clock_.now() + stop_patience;
    }
}

base::Duration Supervisor::until_next_restart() const {
    auto wait = longest_wait;
    for (const auto& member : members_)
        if (member.restart_at) wait = std::min(wait, *member.restart_at - clock_.now());
    return std::max(wait, base::Duration::zero());
}

void Supervisor::run() {
    for (;;) {
        reap();
        for (auto& member : members_)
            if (member.ended) bury(member, *member.ended);
        restart_due();
        const int signal = next_signal(until_next_restart());
        if (signal == SIGTERM || signal == SIGINT) break;
    }
    stop_all();
}

void Supervisor::stop_all() {
    for (auto member = members_.rbegin(); member != members_.rend(); ++member) {
        const auto stopped = stop_process(member->record->process, stop_patience, clock_);
        tracer_.log(tracer::Severity::info, stopped == Stopped::killed ? "role killed" : "role stopped",
                    {{"role", member->role.name}, {"pid", member->record->process.pid}});
        reap();
    }
    std::error_code ignored;
    std::filesystem::remove(pipeline_file(folder_), ignored);
}

} // namespace redline::leadpipe
