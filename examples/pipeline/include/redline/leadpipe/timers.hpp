/// Why this exists: thousands of auctions wait at the same time, for buyers and for the end of their
/// patience, and a thread for each would be the synchronous monolith again. Whoever waits leaves a call here
/// with the time it is due; one thread makes the calls.
///
/// Timers is the bounded heap: at() refuses when it is full. run_due() makes the calls that are due, those
/// due at the same time in the order they came, outside its lock, so a call may set others. TimerThread waits
/// for the next one; its end leaves alone what was not yet due. A call must not block: all others wait for
/// it.
///
/// Any thread may call at().
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

class Timers {
  public:
    using Call = std::function<void()>;

    explicit Timers(std::size_t waiting_max = 1 << 18) : waiting_max_(waiting_max) {}

    /// False, and `call` is untouched, when as many wait as may.
    bool at(base::Instant due, Call&& call);

    /// Makes the calls due at `now` or before; how many they were.
    std::size_t run_due(base::Instant now);

    std::optional<base::Instant> next_due() const;

    /// Returns when `stop` is requested, something is due by `clock`, or something earlier was set.
    void wait(const std::stop_token& stop, const base::Clock& clock);

  private:
    struct Waiting {
        base::Instant due;
        std::uint64_t number; ///< keeps the order of equals
        Call call;
    };
    static bool later(const Waiting& a, const Waiting& b);
    std::optional<Call> take_due(base::Instant now);

    const std::size_t waiting_max_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Waiting> heap_; ///< the next one at the front
    std::uint64_t number_ = 0;
};

/// Makes the calls of `timers` on a thread of its own until destroyed. What is handed in outlives this.
class TimerThread {
  public:
    TimerThread(Timers& timers, base::Clock& clock);

  private:
    std::jthread thread_;
};

} // namespace redline::leadpipe
