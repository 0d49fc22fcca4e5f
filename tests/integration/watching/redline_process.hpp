/// The real redline in a folder of its own: its standard output in the file `out`, its standard error read as
/// it comes, through a pipe or from a pseudo-terminal of so many columns.
#pragma once

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace redline::test {

struct Surroundings {
    std::optional<unsigned short> columns; ///< of the terminal; nothing: a pipe
    std::map<std::string, std::string> environment;
};

class RedlineProcess {
  public:
    RedlineProcess(const std::filesystem::path& folder, std::vector<std::string> words,
                   const Surroundings& surroundings = {}) {
        int writes = -1;
        if (surroundings.columns)
            open_terminal(*surroundings.columns, writes);
        else
            open_pipe(writes);
        words.insert(words.begin(), REDLINE_PROGRAM);
        child_ = ::fork();
        if (child_ == 0) become(folder, words, surroundings.environment, writes);
        ::close(writes);
    }
    RedlineProcess(const RedlineProcess&) = delete;
    RedlineProcess& operator=(const RedlineProcess&) = delete;
    ~RedlineProcess() {
        if (child_ > 0) ::kill(child_, SIGKILL);
        if (child_ > 0) wait();
        ::close(errors_);
    }

    std::string read_line() {
        std::string line;
        for (char c = 0; ::read(errors_, &c, 1) == 1 && c != '\n';) line += c;
        return line;
    }

    /// Until it ends; a terminal's other end then gives EIO.
    std::string read_all() {
        std::string text;
        std::array<char, 4096> bytes{};
        for (ssize_t count = 0; (count = ::read(errors_, bytes.data(), bytes.size())) > 0;)
            text.append(bytes.data(), static_cast<std::size_t>(count));
        return text;
    }

    /// The exit status; minus the signal that ended it.
    int wait() {
        int status = 0;
        ::waitpid(std::exchange(child_, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

  private:
    void open_terminal(unsigned short columns, int& writes) {
        winsize size{};
        size.ws_col = columns;
        size.ws_row = 24;
        if (::openpty(&errors_, &writes, nullptr, nullptr, &size) != 0) std::abort();
        ::fcntl(errors_, F_SETFD, FD_CLOEXEC);
    }

    void open_pipe(int& writes) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
        errors_ = ends[0];
        writes = ends[1];
    }

    [[noreturn]] static void become(const std::filesystem::path& folder, std::vector<std::string>& words,
                                    const std::map<std::string, std::string>& environment, int errors) {
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::unsetenv("NO_COLOR");
        for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
        if (::chdir(folder.c_str()) != 0) ::_exit(127);
        ::dup2(::open("out", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
        ::dup2(errors, STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }

    pid_t child_ = -1;
    int errors_ = -1;
};

} // namespace redline::test
