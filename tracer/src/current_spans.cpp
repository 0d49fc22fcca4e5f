#include "current_spans.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace redline::tracer {

namespace {

/// Trivially destructible, so it may be read when OpenSpans is gone.
thread_local bool thread_ending = false;

bool ended(const std::shared_ptr<OpenSpan>& span) { return span->ended.load(std::memory_order_acquire); }

/// Ended spans at the end are dropped at once. Those below an open one are swept out when the list has
/// doubled since the last sweep, so a thread with ten thousand requests in flight does not look at each for
/// each.
class OpenSpans {
  public:
    ~OpenSpans() { thread_ending = true; }

    void push(std::shared_ptr<OpenSpan> span) {
        drop_ended_at_end();
        if (oldest_first_.size() >= sweep_at_) sweep();
        oldest_first_.push_back(std::move(span));
    }

    std::shared_ptr<OpenSpan> youngest() {
        drop_ended_at_end();
        return oldest_first_.empty() ? nullptr : oldest_first_.back();
    }

  private:
    void drop_ended_at_end() {
        while (!oldest_first_.empty() && ended(oldest_first_.back())) oldest_first_.pop_back();
    }

    void sweep() {
        std::erase_if(oldest_first_, ended);
        sweep_at_ = std::max(sweep_at_min, 2 * oldest_first_.size());
    }

    static constexpr std::size_t sweep_at_min = 16;
    std::size_t sweep_at_ = sweep_at_min;
    std::vector<std::shared_ptr<OpenSpan>> oldest_first_;
};

OpenSpans& open_spans() {
    static thread_local OpenSpans of_this_thread;
    return of_this_thread;
}

} // namespace

void make_current(std::shared_ptr<OpenSpan> span) {
    if (!thread_ending) open_spans().push(std::move(span));
}

std::shared_ptr<OpenSpan> current_span() { return thread_ending ? nullptr : open_spans().youngest(); }

} // namespace redline::tracer
