/// Why this exists: nobody outside base reads a clock or sleeps, so tests own time and every decision is a
/// function of the times it is handed. Two scales: Instant for durations (never steps), WallTime for stamps
/// people compare.
///
/// Clocks may be read from any thread.
#pragma once

#include <chrono>
#include <string>

namespace redline::base {

using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// The time source decisions are handed; the second implementation is a test's ManualClock.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual WallTime wall_now() const = 0;
    /// Returns at `instant` or later, at once if it has passed.
    virtual void sleep_until(Instant instant) = 0;
};

/// The machine's clocks (CLOCK_MONOTONIC and CLOCK_REALTIME).
class SystemClock final : public Clock {
  public:
    Instant now() const override;
    WallTime wall_now() const override;
    void sleep_until(Instant instant) override;
};

/// A clock that stands still until told: sleeping moves it. Not for use from several threads at once.
class ManualClock final : public Clock {
  public:
    Instant now() const override { return now_; }
    WallTime wall_now() const override { return WallTime{} + now_.time_since_epoch(); }
    void sleep_until(Instant instant) override { now_ = instant > now_ ? instant : now_; }
    void advance(std::chrono::nanoseconds by) { now_ += by; }

  private:
    Instant now_{};
};

/// The clock of the machine, for code that measures rather than decides.
Instant monotonic_now();
WallTime wall_now();

/// CPU time (user and system) this thread has used so far.
std::chrono::nanoseconds thread_cpu_time();

/// RFC 3339 in UTC with milliseconds: 2026-05-01T12:00:00.000Z.
std::string to_rfc3339(WallTime time);

} // namespace redline::base
