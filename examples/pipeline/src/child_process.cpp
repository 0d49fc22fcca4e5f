#include "child_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace redline::leadpipe {

namespace {

constexpr std::streamoff tail_bytes = 16 * 1024;

[[noreturn]] void become(char* const* arguments, const char* output) {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = ::open("/dev/null", O_RDONLY);
    const int written = ::open(output, O_WRONLY | O_CREAT | O_APPEND, 0640);
    if (nothing >= 0 && written >= 0) {
        ::dup2(nothing, STDIN_FILENO);
        ::dup2(written, STDOUT_FILENO);
        ::dup2(written, STDERR_FILENO);
        ::execv("/proc/self/exe", arguments);
    }
    ::_exit(127);
}

} // namespace

base::Result<ProcessIdentity> start_this_program(const std::vector<std::string>& words,
                                                 const std::filesystem::path& output) {
    auto copies = words;
    copies.insert(copies.begin(), "leadpipe");
    std::vector<char*> arguments;
    for (auto& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const auto child = ::fork();
    if (child == 0) become(arguments.data(), output.c_str());
    if (child < 0)
        return base::failure(base::ErrorCode::io,
                             fmt::format("cannot start a process: {}", std::strerror(errno)));
    // A child that has ended stays until it is waited for, so there is an identity.
    return identify_process(child).value_or(ProcessIdentity{child, 0});
}

std::string how_it_ended(int wait_status) {
    return WIFSIGNALED(wait_status) ? fmt::format("signal {}", WTERMSIG(wait_status))
                                    : fmt::format("exit status {}", WEXITSTATUS(wait_status));
}

std::string last_lines(const std::filesystem::path& file, std::size_t lines_max, std::string_view before) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(in.tellg());
    in.seekg(std::max<std::streamoff>(0, size - tail_bytes));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        if (lines.size() == lines_max) lines.erase(lines.begin());
        lines.push_back(line);
    }
    std::string text;
    for (const auto& line : lines) text += fmt::format("\n{}{}", before, line);
    return text;
}

} // namespace redline::leadpipe
