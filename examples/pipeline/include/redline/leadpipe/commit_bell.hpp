/// Why this exists: whoever follows a file that others write waits for the next commit and must not miss one
/// between looking and waiting. The bell is a number that counts commits: look at it, then at the file, then
/// wait until it has changed.
///
/// Any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

class CommitBell {
  public:
    void ring() {
        {
            const std::lock_guard lock(mutex_);
            ++commits_;
        }
        rang_.notify_all();
    }

    std::uint64_t commits() {
        const std::lock_guard lock(mutex_);
        return commits_;
    }

    /// Returns at `until`, when stopped, or when there was a commit after number `seen`.
    void wait(std::uint64_t seen, base::Instant until, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        rang_.wait_until(lock, stop, until, [&] { return commits_ != seen; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable_any rang_;
    std::uint64_t commits_ = 0;
};

} // namespace redline::leadpipe
