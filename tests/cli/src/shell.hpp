/// Why this exists: a transcript's commands run as a user's would, by sh, in a folder of their own, with
/// nothing of the tester's environment; and none outlives its test.
///
/// Not for use from several threads at once.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace redline::transcripts {

struct ShellOptions {
    std::filesystem::path folder;         ///< where commands run
    std::vector<std::string> environment; ///< NAME=value, and nothing else
    std::chrono::seconds timeout{60};
};

struct Ran {
    std::string output;  ///< stdout and stderr, one pipe
    int exit_status = 0; ///< 128 + signal where one ended it, as sh says it
    bool timed_out = false;
};

/// Runs `sh -c command` with an empty stdin. What is left of its process group when it ends, or when time is
/// up, is killed.
Ran run_command(const std::string& command, const ShellOptions& options);

/// A command left running in its own process group, its output going to a file. Stopped by stop() or the
/// destructor.
class BackgroundCommand {
  public:
    BackgroundCommand(const std::string& command, const ShellOptions& options,
                      const std::filesystem::path& output);
    ~BackgroundCommand();
    BackgroundCommand(BackgroundCommand&& other) noexcept;
    BackgroundCommand& operator=(BackgroundCommand&&) = delete;

    bool running();
    /// SIGTERM, then SIGKILL if it has not ended in `patience`; false where that was needed.
    bool stop(std::chrono::seconds patience = std::chrono::seconds(10));

  private:
    pid_t pid_ = -1;
};

/// Waits until `path` is a file with something in it; false after `patience`, or when `command` ended.
bool wait_for_file(const std::filesystem::path& path, BackgroundCommand& command,
                   std::chrono::seconds patience);

} // namespace redline::transcripts
