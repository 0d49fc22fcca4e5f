/// Why this exists: while a run lasts, its caller shows how it goes. Each worker adds what happened since it
/// last did, ten times a second and never on the path of a request; the caller takes it once a second.
///
/// The mutex is held for a merge of two small histograms. For one writer and one reader.
#pragma once

#include <chrono>
#include <mutex>
#include <utility>

#include "redline/base/duration.hpp"
#include "redline/base/histogram.hpp"

namespace redline::loadgen {

constexpr base::Duration pulse_interval = std::chrono::milliseconds(100);

/// What happened in a while; `busy` is how things stand at its end.
struct Beat {
    std::uint64_t follow_ups_due = 0;
    std::uint64_t sent = 0;
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;
    unsigned busy = 0;
    base::Histogram<5> response_time;
    base::Histogram<5> send_lag;

    void add(const Beat& other) {
        follow_ups_due += other.follow_ups_due;
        sent += other.sent;
        ok += other.ok;
        failed += other.failed;
        busy = other.busy;
        response_time.merge(other.response_time);
        send_lag.merge(other.send_lag);
    }
};

class Pulse {
  public:
    void add(const Beat& beat) {
        const std::lock_guard lock(mutex_);
        since_.add(beat);
    }

    Beat take() {
        const std::lock_guard lock(mutex_);
        const auto busy = since_.busy;
        auto taken = std::exchange(since_, {});
        since_.busy = busy;
        return taken;
    }

  private:
    std::mutex mutex_;
    Beat since_;
};

} // namespace redline::loadgen
