/// Why this exists: a worker is asked how it is before a client finds out. One thread a worker asks it every
/// `interval` over a connection of its own, so that a worker that hangs delays no other's check, and a full
/// pool is not taken for a sick worker.
///
/// Anything but 200 within `timeout` is a failure. Checks begin at once; the destructor waits for those under
/// way, `timeout` at most.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "redline/leadpipe/worker_set.hpp"

namespace redline::leadpipe {

struct HealthWatchOptions {
    HealthCheck check = HealthCheck::shallow;
    base::Duration interval = std::chrono::milliseconds(500);
    base::Duration timeout = std::chrono::seconds(1);
};

class HealthWatch {
  public:
    /// Called when a worker was ejected or returned, on the thread that noticed.
    using OnChange = std::function<void(std::size_t worker, bool healthy)>;

    /// `workers` outlives this.
    HealthWatch(WorkerSet& workers, const std::vector<WorkerAddress>& addresses, HealthWatchOptions options,
                OnChange on_change);
    ~HealthWatch();

  private:
    void watch(std::size_t index, const WorkerAddress& address, const std::stop_token& stop);

    WorkerSet& workers_;
    const HealthWatchOptions options_;
    const OnChange on_change_;
    std::vector<std::jthread> threads_;
};

} // namespace redline::leadpipe
