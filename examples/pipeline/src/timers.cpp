#include "redline/leadpipe/timers.hpp"

#include <algorithm>

namespace redline::leadpipe {

bool Timers::later(const Waiting& a, const Waiting& b) {
    return a.due != b.due ? a.due > b.due : a.number > b.number;
}

bool Timers::at(base::Instant due, Call&& call) {
    bool is_next = false;
    {
        const std::lock_guard lock(mutex_);
        if (heap_.size() >= waiting_max_) return false;
        is_next = heap_.empty() || due < heap_.front().due;
        heap_.push_back({due, number_++, std::move(call)});
        std::ranges::push_heap(heap_, later);
    }
    if (is_next) changed_.notify_all();
    return true;
}

std::optional<Timers::Call> Timers::take_due(base::Instant now) {
    const std::lock_guard lock(mutex_);
    if (heap_.empty() || heap_.front().due > now) return std::nullopt;
    std::ranges::pop_heap(heap_, later);
    auto call = std::move(heap_.back().call);
    heap_.pop_back();
    return call;
}

std::size_t Timers::run_due(base::Instant now) {
    std::size_t count = 0;
    for (auto call = take_due(now); call; call = take_due(now)) {
        (*call)();
        ++count;
    }
    return count;
}

std::optional<base::Instant> Timers::next_due() const {
    const std::lock_guard lock(mutex_);
    return heap_.empty() ? std::nullopt : std::optional(heap_.front().due);
}

void Timers::wait(const std::stop_token& stop, const base::Clock& clock) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (heap_.empty()) {
            changed_.wait(lock, stop, [&] { return !heap_.empty(); });
            continue;
        }
        const auto due = heap_.front().due;
        if (due <= clock.now()) return;
        changed_.wait_until(lock, stop, due, [&] { return heap_.empty() || heap_.front().due < due; });
    }
}

TimerThread::TimerThread(Timers& timers, base::Clock& clock)
    : thread_([&timers, &clock](const std::stop_token& stop) {
          for (timers.wait(stop, clock); !stop.stop_requested(); timers.wait(stop, clock))
              timers.run_due(clock.now());
      }) {}

} // namespace redline::leadpipe
