#include "redline/leadpipe/worker_pool.hpp"

namespace redline::leadpipe {

WorkerPool::WorkerPool(unsigned threads, std::size_t waiting_max) : queue_(waiting_max) {
    const auto work_until_closed = [this] {
        for (;;) {
            // Ends with the turn: what the work holds, such as a connection, must not outlive it by a wait.
            const auto work = queue_.take(1);
            if (work.empty()) return;
            work.front()();
        }
    };
    for (unsigned count = 0; count < threads; ++count) threads_.emplace_back(work_until_closed);
}

WorkerPool::~WorkerPool() { queue_.close(); }

} // namespace redline::leadpipe
