/// Why this exists: what every request writes must not be shared between threads, and what a thread wrote
/// must outlive it. Each thread that asks gets a T of its own; when the thread ends, its T stays, is still
/// seen by for_each, and is handed on to the next thread that asks. So there are as many T as there ever were
/// threads at once, not as many as there ever were threads.
///
/// Thread use: any. `use` takes no lock, but for one at a thread's first call on this PerThread (and while
/// the thread is being torn down, when its thread-locals are already gone). `for_each` runs beside owners at
/// work: what it reads of a T, the T must keep in atomics. A PerThread may die before the threads that used
/// it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace redline::tracer {

template <class T>
class PerThread {
  public:
    PerThread() = default;
    PerThread(const PerThread&) = delete;
    PerThread& operator=(const PerThread&) = delete;

    /// Calls visit(T&) with the calling thread's own T; nobody else writes to it meanwhile.
    template <class Visit>
    void use(Visit visit) {
        if (!thread_ending()) return visit(own().value);
        const auto slot = claim();
        visit(slot->value);
        slot->release();
    }

    /// Calls visit(const T&) for every T there is, oldest first.
    template <class Visit>
    void for_each(Visit visit) const {
        for (const auto& slot : slots()) visit(std::as_const(slot->value));
    }

  private:
    struct Slot {
        T value{};
        std::atomic<bool> claimed{true};

        void release() { claimed.store(false, std::memory_order_release); }
        bool try_claim() {
            bool expected = false;
            return claimed.compare_exchange_strong(expected, true, std::memory_order_acquire);
        }
    };
    using SharedSlot = std::shared_ptr<Slot>;

    struct Claim {
        std::uint64_t owner;
        SharedSlot slot;
    };

    /// What one thread has claimed, from every PerThread<T> it used.
    struct Claims {
        std::vector<Claim> held;
        ~Claims() {
            thread_ending() = true;
            for (const Claim& claim : held) claim.slot->release();
        }
    };

    static Claims& claims() {
        static thread_local Claims of_this_thread;
        return of_this_thread;
    }

    /// True once the thread's Claims are destroyed. Trivially destructible, so it may be read until the end.
    static bool& thread_ending() {
        static thread_local bool ending = false;
        return ending;
    }

    static std::uint64_t next_id() {
        static std::atomic<std::uint64_t> last{0};
        return ++last;
    }

    Slot& own() {
        auto& held = claims().held;
        const auto is_ours = [this](const Claim& claim) { return claim.owner == id_; };
        if (const auto found = std::ranges::find_if(held, is_ours); found != held.end()) return *found->slot;
        std::erase_if(held, [](const Claim& claim) { return claim.slot.use_count() == 1; });
        return *held.emplace_back(Claim{id_, claim()}).slot;
    }

    SharedSlot claim() {
        const std::scoped_lock hold(lock_);
        const auto free = std::ranges::find_if(slots_, [](const auto& slot) { return slot->try_claim(); });
        return free != slots_.end() ? *free : slots_.emplace_back(std::make_shared<Slot>());
    }

    std::vector<SharedSlot> slots() const {
        const std::scoped_lock hold(lock_);
        return slots_;
    }

    const std::uint64_t id_ = next_id(); ///< never reused, unlike an address
    mutable std::mutex lock_;
    std::vector<SharedSlot> slots_;
};

} // namespace redline::tracer
