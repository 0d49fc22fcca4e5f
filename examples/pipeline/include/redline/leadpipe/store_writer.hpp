/// Why this exists: the ledger and the bus are each a file with one writer that commits for everybody who
/// waits (GroupCommit). What a caller wants done to the file is a step; it runs in the writer's next
/// transaction, and its answer is handed on once that is committed.
///
/// A step that answers with nothing says that the storage failed: the whole batch is taken back. Any thread
/// may call settle(); it blocks until the commit. The end of the object finishes what waits.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "redline/leadpipe/group_commit.hpp"

namespace redline::leadpipe {

enum class CommitFault {
    full,    ///< too many wait already
    storage, ///< the disk or the file failed; nothing of the batch was kept
};

template <class Store>
class StoreWriter {
  public:
    /// `committed` is called on the writer's thread after every batch, also one that failed.
    StoreWriter(GroupCommitLimits limits, Store store, std::function<void(Store&)> committed)
        : store_(std::move(store)), committed_(std::move(committed)),
          commits_(limits, [this](const std::vector<Order>& batch) { return write(batch); }) {}

    /// With `durable`, the commit waits for the disk. The step may refer to what lives until this returns.
    template <class Step>
    auto settle(bool durable, Step step)
        -> tl::expected<typename std::invoke_result_t<Step, Store&>::value_type, CommitFault> {
        std::invoke_result_t<Step, Store&> answer;
        const auto committed = commits_.submit({durable, [&](Store& store) {
                                                    answer = step(store);
                                                    return answer.has_value();
                                                }});
        if (!committed) return tl::unexpected(CommitFault::full);
        if (!*committed) return tl::unexpected(CommitFault::storage);
        return *std::move(answer);
    }

  private:
    struct Order {
        bool durable = false;
        std::function<bool(Store&)> apply; ///< false when the storage failed
    };

    std::vector<char> write(const std::vector<Order>& batch) {
        const bool durable =
            std::any_of(batch.begin(), batch.end(), [](const Order& order) { return order.durable; });
        auto done = in_one_transaction(store_, durable, batch, [this](const Order& order) {
            return order.apply(store_) ? std::optional<char>(true) : std::nullopt;
        });
        if (done.empty()) done.assign(batch.size(), false);
        committed_(store_);
        return done;
    }

    Store store_; ///< the writer's thread's
    std::function<void(Store&)> committed_;
    GroupCommit<Order, char> commits_; ///< last, so that its thread ends before what it uses
};

} // namespace redline::leadpipe
