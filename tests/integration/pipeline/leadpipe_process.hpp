/// The real leadpipe in a folder of its own, started on a free port and stopped at the end.
#pragma once

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "redline/base/json.hpp"
#include "scratch_folder.hpp"

namespace redline::test {

/// What a program that ended said.
struct Ended {
    int status = -1; ///< exit status; minus the signal that killed it
    std::string output;
    std::string errors;
};

inline std::string file_text(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

class LeadpipeProcess {
  public:
    /// Runs `leadpipe WORDS…` in `folder`, its outputs in files there.
    LeadpipeProcess(const std::filesystem::path& folder, std::vector<std::string> words) : folder_(folder) {
        std::array<int, 2> ready{};
        if (::pipe2(ready.data(), O_CLOEXEC) != 0) std::abort();
        words.insert(words.begin(), LEADPIPE_PROGRAM);
        child_ = ::fork();
        if (child_ == 0) become(words, ready[1]);
        ::close(ready[1]);
        read_first_line(ready[0]);
        ::close(ready[0]);
    }
    LeadpipeProcess(const LeadpipeProcess&) = delete;
    LeadpipeProcess& operator=(const LeadpipeProcess&) = delete;
    ~LeadpipeProcess() {
        if (child_ > 0) stop(SIGKILL);
    }

    /// 0 when the program ended before it was ready.
    unsigned short port() const {
        const auto colon = first_line_.rfind(':');
        return colon == std::string::npos
                   ? 0
                   : static_cast<unsigned short>(std::stoi(first_line_.substr(colon + 1)));
    }
    const std::string& first_line() const { return first_line_; }

    /// For a signal that does not end it.
    void signal(int number) const { ::kill(child_, number); }

    Ended stop(int signal) {
        ::kill(child_, signal);
        return wait();
    }

    Ended wait() {
        int status = 0;
        ::waitpid(std::exchange(child_, -1), &status, 0);
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        return {code, first_line_, file_text(folder_ / "stderr")};
    }

    /// The lines of its log.
    std::vector<base::Json> log() const {
        std::vector<base::Json> lines;
        std::ifstream in(folder_ / "log");
        for (std::string line; std::getline(in, line);) lines.push_back(base::Json::parse(line));
        return lines;
    }

  private:
    [[noreturn]] void become(std::vector<std::string>& words, int output) const {
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const auto errors = (folder_ / "stderr").string();
        ::dup2(output, STDOUT_FILENO);
        ::dup2(::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        if (::chdir(folder_.c_str()) == 0) ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }

    /// Waits for the line that says it is ready, or for its end.
    void read_first_line(int output) {
        char c = 0;
        while (::read(output, &c, 1) == 1 && c != '\n') first_line_ += c;
    }

    std::filesystem::path folder_;
    pid_t child_ = -1;
    std::string first_line_;
};

/// A serving leadpipe with its ledger and log in a scratch folder.
class ServingLeadpipe {
  public:
    explicit ServingLeadpipe(std::vector<std::string> more = {}) : more_(std::move(more)) { start(); }

    /// Again, over the same ledger, with other words.
    void start(std::vector<std::string> more) {
        more_ = std::move(more);
        start();
    }

    void start() {
        std::vector<std::string> words{"serve",      "--port",       "0",     "--port-file", "port",
                                       "--database", "leads.sqlite", "--log", "log"};
        words.insert(words.end(), more_.begin(), more_.end());
        process_.reset();
        process_.emplace(folder_.path(), words);
    }

    LeadpipeProcess& process() { return *process_; }
    unsigned short port() const { return process_->port(); }
    const std::filesystem::path& folder() const { return folder_.path(); }

  private:
    std::vector<std::string> more_;
    ScratchFolder folder_;
    std::optional<LeadpipeProcess> process_;
};

} // namespace redline::test
