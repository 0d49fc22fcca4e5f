#include "redline/leadpipe/worker_pool.hpp"

namespace redline::leadpipe {

WorkerPool::WorkerPool(unsigned threads, std::size_t waiting_max) : queue_(waiting_max) {
    const auto work_until_closed = [this] {
        for (auto work = queue_.take(1); !work.empty(); work = queue_.take(1)) work.front()();
    };
    for (unsigned count = 0; count < threads; ++count) threads_.emplace_back(work_until_closed);
}

WorkerPool::~WorkerPool() { queue_.close(); }

} // namespace redline::leadpipe
