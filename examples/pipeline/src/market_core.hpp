/// Why this exists: callbacks outlive the object that asked for them. What auctions and deliveries work with
/// is shared by all that are under way; the Market itself is only its owner, and closes it.
///
/// A callback enters, and does nothing when the market is closed; close() waits for those that have entered.
#pragma once

#include <atomic>

#include "market_desks.hpp"

namespace redline::leadpipe {

struct MarketCore {
    using Parts = Market::Parts;

    MarketCore(Parts made_of, const MarketOptions& chosen)
        : parts(std::move(made_of)), options(chosen), desks(parts.buyers, chosen.breaker),
          budget(chosen.budget, parts.clock.now()) {}

    /// Runs `work` unless the market is closed.
    template <class Work>
    void enter(Work work) {
        inside.fetch_add(1);
        if (!closed.load()) work();
        if (inside.fetch_sub(1) == 1 && closed.load()) inside.notify_all();
    }
    void close() {
        closed.store(true);
        for (auto left = inside.load(); left != 0; left = inside.load()) inside.wait(left);
    }

    /// Whether one more may run; it is then counted.
    bool admit() {
        if (running.fetch_add(1) < options.running_max) return true;
        running.fetch_sub(1);
        return false;
    }
    void leave() { running.fetch_sub(1); }

    base::Instant now() const { return parts.clock.now(); }

    Parts parts;
    MarketOptions options;
    Desks desks;
    std::mutex budget_mutex{};
    RetryBudget budget;
    std::atomic<std::size_t> running{0};
    std::atomic<int> inside{0};
    std::atomic<bool> closed{false};
};

} // namespace redline::leadpipe
