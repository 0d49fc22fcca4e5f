/// Why this exists: a disk takes as long to make one order durable as to make five hundred. One writer thread
/// takes everything that waits and commits it together (group commit: DeWitt et al. 1984, "Implementation
/// techniques for main memory database systems"), so the disk is waited for once a batch. The
/// ledger and the bus both stand on it.
///
/// The waiting line is bounded: when it is full, submit() says so at once and the order is not kept. Any
/// thread may submit; it blocks until its batch is settled. The destructor finishes what waits.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "redline/leadpipe/bounded_queue.hpp"

namespace redline::leadpipe {

struct GroupCommitLimits {
    std::size_t waiting_max = 4096;
    std::size_t batch_max = 512;
};

template <class Order, class Outcome>
class GroupCommit {
  public:
    /// Settles a batch on the writer's thread: an outcome for each order, in their order.
    using Commit = std::function<std::vector<Outcome>(const std::vector<Order>&)>;

    GroupCommit(GroupCommitLimits limits, Commit commit)
        : batch_max_(limits.batch_max), commit_(std::move(commit)), queue_(limits.waiting_max),
          thread_([this] { settle_until_closed(); }) {}
    ~GroupCommit() { queue_.close(); }

    /// Nothing when the line is full. What the order points to need only live until this returns.
    std::optional<Outcome> submit(Order order) {
        Waiting waiting{std::move(order), {}};
        auto settled = waiting.settled.get_future();
        if (!queue_.try_push(std::move(waiting))) return std::nullopt;
        return settled.get();
    }

  private:
    struct Waiting {
        Order order;
        std::promise<Outcome> settled;
    };

    void settle_until_closed() {
        for (auto batch = queue_.take(batch_max_); !batch.empty(); batch = queue_.take(batch_max_)) {
            std::vector<Order> orders;
            orders.reserve(batch.size());
            for (auto& waiting : batch) orders.push_back(std::move(waiting.order));
            auto outcomes = commit_(orders);
            for (std::size_t at = 0; at < batch.size(); ++at)
                batch[at].settled.set_value(std::move(outcomes[at]));
        }
    }

    const std::size_t batch_max_;
    Commit commit_;
    BoundedQueue<Waiting> queue_;
    std::jthread thread_; ///< last, so that it ends before what it uses
};

/// Applies every order inside one transaction of `store`. `apply` answers with an outcome, or with nothing
/// when the storage failed. What is returned is empty when a step or the commit failed and all was taken
/// back. With `durable` the commit waits for the disk; without, a power failure may take it back.
template <class Store, class Order, class Apply>
auto in_one_transaction(Store& store, bool durable, const std::vector<Order>& orders, Apply apply) {
    std::vector<typename std::invoke_result_t<Apply, const Order&>::value_type> outcomes;
    if (!store.begin(durable)) return outcomes;
    for (const auto& order : orders) {
        auto outcome = apply(order);
        if (!outcome) break;
        outcomes.push_back(*std::move(outcome));
    }
    if (outcomes.size() == orders.size() && store.commit()) return outcomes;
    store.rollback();
    outcomes.clear();
    return outcomes;
}

} // namespace redline::leadpipe
