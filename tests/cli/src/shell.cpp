#include "shell.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "redline/base/clock.hpp"

namespace redline::transcripts {

namespace {

using std::chrono::milliseconds;

/// Becomes `sh -c command`; never returns. Only calls allowed between fork and exec.
[[noreturn]] void become_shell(const char* command, const char* folder, char* const* environment,
                               int output) {
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDONLY);
    const bool ready = chdir(folder) == 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
                       dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0;
    if (ready) execle("/bin/sh", "sh", "-c", command, nullptr, environment);
    _exit(126);
}

pid_t start_shell(const std::string& command, const ShellOptions& options, int output) {
    std::vector<char*> environment;
    for (const auto& variable : options.environment)
        environment.push_back(const_cast<char*>(variable.c_str()));
    environment.push_back(nullptr);
    const auto folder = options.folder.string();
    const pid_t pid = fork();
    if (pid == 0) become_shell(command.c_str(), folder.c_str(), environment.data(), output);
    if (pid < 0) throw std::runtime_error("no process for a transcript's command");
    setpgid(pid, pid); // Whichever of the two runs first.
    return pid;
}

int exit_status_of(int wait_status) {
    return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

/// Reads until every writer has closed the pipe; false when `deadline` came first.
bool read_until(int pipe_end, base::Instant deadline, std::string& output) {
    std::array<char, 4096> buffer{};
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - base::monotonic_now());
        if (left <= milliseconds(0)) return false;
        pollfd readable{pipe_end, POLLIN, 0};
        if (poll(&readable, 1, static_cast<int>(left.count())) <= 0) continue;
        const auto got = read(pipe_end, buffer.data(), buffer.size());
        if (got <= 0) return true;
        output.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

void pause_briefly() { base::SystemClock().sleep_until(base::monotonic_now() + milliseconds(5)); }

} // namespace

Ran run_command(const std::string& command, const ShellOptions& options) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a transcript's command");
    const auto deadline = base::monotonic_now() + options.timeout;
    const pid_t pid = start_shell(command, options, ends[1]);
    close(ends[1]);
    Ran ran;
    ran.timed_out = !read_until(ends[0], deadline, ran.output);
    if (ran.timed_out) kill(-pid, SIGKILL);
    int status = 0;
    waitpid(pid, &status, 0);
    kill(-pid, SIGKILL);
    close(ends[0]);
    ran.exit_status = exit_status_of(status);
    return ran;
}

BackgroundCommand::BackgroundCommand(const std::string& command, const ShellOptions& options,
                                     const std::filesystem::path& output) {
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) throw std::runtime_error("no file for a background command's output");
    // exec: the signal that stops it reaches the program, not a shell that waits for it.
    pid_ = start_shell("exec " + command, options, file);
    close(file);
}

BackgroundCommand::BackgroundCommand(BackgroundCommand&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)) {}

BackgroundCommand::~BackgroundCommand() { stop(); }

bool BackgroundCommand::running() {
    if (pid_ < 0) return false;
    siginfo_t ended{};
    const bool known = waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0;
    return known && ended.si_pid == 0;
}

bool BackgroundCommand::stop(std::chrono::seconds patience) {
    if (pid_ < 0) return true;
    const auto deadline = base::monotonic_now() + patience;
    kill(-pid_, SIGTERM);
    while (running() && base::monotonic_now() < deadline) pause_briefly();
    const bool obeyed = !running();
    kill(-pid_, SIGKILL);
    waitpid(std::exchange(pid_, -1), nullptr, 0);
    return obeyed;
}

bool wait_for_file(const std::filesystem::path& path, BackgroundCommand& command,
                   std::chrono::seconds patience) {
    const auto deadline = base::monotonic_now() + patience;
    std::error_code code;
    while (base::monotonic_now() < deadline) {
        const auto bytes = std::filesystem::file_size(path, code);
        if (!code && bytes > 0) return true;
        if (!command.running()) return false;
        pause_briefly();
    }
    return false;
}

} // namespace redline::transcripts
