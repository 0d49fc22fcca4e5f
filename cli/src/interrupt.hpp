/// Why this exists: the first SIGINT or SIGTERM ends a run in order, with a complete record; the second ends
/// the process at once. Signals are taken by one thread that waits for them, so no code runs inside a signal
/// handler.
///
/// Make one before any other thread starts: the mask it sets is what later threads inherit.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace redline::cli {

class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    /// Stops when the first signal arrives.
    std::stop_token token() const { return interrupted_.get_token(); }

  private:
    void wait_for_signals(const std::stop_token& done);

    sigset_t signals_{};
    sigset_t mask_before_{};
    std::stop_source interrupted_;
    std::jthread waiter_;
};

} // namespace redline::cli
