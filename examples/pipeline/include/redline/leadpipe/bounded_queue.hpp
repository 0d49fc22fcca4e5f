/// Why this exists: whatever waits here is memory, and a service that queues without end answers nobody in
/// time. The queue has a length it never exceeds; when full, try_push says no and the caller answers 503.
///
/// Any number of threads push and take. After close() nothing is pushed, what is queued can still be taken.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace redline::leadpipe {

template <class T>
class BoundedQueue {
  public:
    explicit BoundedQueue(std::size_t length_max) : length_max_(length_max) {}

    /// False when the queue is full or closed; `item` is then untouched.
    bool try_push(T&& item) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || items_.size() >= length_max_) return false;
            items_.push_back(std::move(item));
        }
        changed_.notify_one();
        return true;
    }

    /// Waits for something, then takes as much as there is, at most `count_max`, in order. Empty only when
    /// the queue is closed and drained.
    std::vector<T> take(std::size_t count_max) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !items_.empty(); });
        const auto count = static_cast<std::ptrdiff_t>(std::min(count_max, items_.size()));
        std::vector<T> taken(std::make_move_iterator(items_.begin()),
                             std::make_move_iterator(items_.begin() + count));
        items_.erase(items_.begin(), items_.begin() + count);
        return taken;
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        changed_.notify_all();
    }

  private:
    const std::size_t length_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> items_;
    bool closed_ = false;
};

} // namespace redline::leadpipe
