/// Why this exists: a worker keeps its connections in queues (idle, vacant, awaiting a deadline) and must
/// take one out of the middle when it closes or answers, in constant time and without allocation.
///
/// A first-in first-out queue over the numbers 0 … capacity-1, each in it at most once. For one thread.
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

namespace redline::loadgen {

class SlotQueue {
  public:
    explicit SlotQueue(std::uint32_t capacity) : links_(capacity + 1, Link{absent, absent}), end_(capacity) {
        links_[end_] = {end_, end_};
    }

    bool empty() const { return size_ == 0; }
    std::uint32_t size() const { return size_; }
    bool contains(std::uint32_t slot) const { return links_[slot].next != absent; }
    std::uint32_t front() const { return links_[end_].next; }

    void push_back(std::uint32_t slot) {
        assert(!contains(slot));
        const auto last = links_[end_].previous;
        links_[slot] = {last, end_};
        links_[last].next = slot;
        links_[end_].previous = slot;
        ++size_;
    }

    /// Does nothing for a slot that is not in the queue.
    void remove(std::uint32_t slot) {
        if (!contains(slot)) return;
        const auto [previous, next] = links_[slot];
        links_[previous].next = next;
        links_[next].previous = previous;
        links_[slot] = {absent, absent};
        --size_;
    }

  private:
    static constexpr std::uint32_t absent = UINT32_MAX;

    struct Link {
        std::uint32_t previous;
        std::uint32_t next;
    };

    std::vector<Link> links_; ///< the last one closes the ring
    std::uint32_t end_;
    std::uint32_t size_ = 0;
};

} // namespace redline::loadgen
