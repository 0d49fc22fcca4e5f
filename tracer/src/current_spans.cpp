#include "current_spans.hpp"

#include <vector>

namespace redline::tracer {

namespace {

/// Trivially destructible, so it may be read when OpenSpans is gone.
thread_local bool thread_ending = false;

struct OpenSpans {
    std::vector<std::shared_ptr<OpenSpan>> oldest_first;
    ~OpenSpans() { thread_ending = true; }
};

std::vector<std::shared_ptr<OpenSpan>>& open_spans() {
    static thread_local OpenSpans of_this_thread;
    std::erase_if(of_this_thread.oldest_first,
                  [](const auto& span) { return span->ended.load(std::memory_order_acquire); });
    return of_this_thread.oldest_first;
}

} // namespace

void make_current(std::shared_ptr<OpenSpan> span) {
    if (!thread_ending) open_spans().push_back(std::move(span));
}

std::shared_ptr<OpenSpan> current_span() {
    if (thread_ending) return nullptr;
    const auto& spans = open_spans();
    return spans.empty() ? nullptr : spans.back();
}

} // namespace redline::tracer
