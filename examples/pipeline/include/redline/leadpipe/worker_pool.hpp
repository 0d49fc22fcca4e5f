/// Why this exists: handling a request waits for the ledger's disk, and the thread that reads sockets must
/// not. A fixed number of threads run what they are given, in order of arrival, one request a thread: so a
/// request's spans nest on its own thread, and many requests can wait for one commit together.
///
/// Full means full: try_run answers false at once, and the caller answers 503. Any thread may call it.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "redline/leadpipe/bounded_queue.hpp"

namespace redline::leadpipe {

class WorkerPool {
  public:
    using Work = std::function<void()>;

    WorkerPool(unsigned threads, std::size_t waiting_max);
    /// Finishes what is queued.
    ~WorkerPool();

    bool try_run(Work work) { return queue_.try_push(std::move(work)); }

  private:
    BoundedQueue<Work> queue_;
    std::vector<std::jthread> threads_;
};

} // namespace redline::leadpipe
