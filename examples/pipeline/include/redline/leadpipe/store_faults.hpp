/// Why this exists: what the writer does when its store cannot be written is only known when it was seen. The
/// store breaks on request: `read-only` and `full` take a batch back after its work was done and before its
/// commit, where a mistake in counting would show; `slow` makes each commit wait.
///
/// Nothing but the writer's batches is touched: the ledger has faults of its own (fault_plan.hpp). Any
/// thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class BatchFault { none, read_only, slow, full };

/// Reads `none`, `read-only`, `slow` or `full`; a wrong word is answered with the nearest right one.
base::Result<BatchFault> parse_batch_fault(std::string_view text);
std::string_view to_text(BatchFault fault);

class StoreFaults {
  public:
    /// `clock` outlives this.
    explicit StoreFaults(base::Clock& clock) : clock_(clock) {}

    /// From the next batch on; for so many batches, or until set again.
    void set(BatchFault fault, std::optional<std::uint64_t> batches = {},
             base::Duration wait = std::chrono::milliseconds(200));
    BatchFault current() const;

    /// What the next commit meets. Waits while slow.
    base::Result<void> meet();

  private:
    BatchFault take();

    base::Clock& clock_;
    mutable std::mutex mutex_;
    BatchFault fault_ = BatchFault::none;
    std::optional<std::uint64_t> batches_left_;
    base::Duration wait_{};
};

} // namespace redline::leadpipe
