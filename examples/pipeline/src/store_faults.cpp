#include "redline/leadpipe/store_faults.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> names{"none", "read-only", "slow", "full"};

} // namespace

base::Result<BatchFault> parse_batch_fault(std::string_view text) {
    return parse_choice<BatchFault>("fault of the store", text, names);
}

std::string_view to_text(BatchFault fault) { return names[static_cast<std::size_t>(fault)]; }

void StoreFaults::set(BatchFault fault, std::optional<std::uint64_t> batches, base::Duration wait) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    batches_left_ = batches;
    wait_ = wait;
}

BatchFault StoreFaults::current() const {
    const std::lock_guard lock(mutex_);
    return batches_left_ == 0 ? BatchFault::none : fault_;
}

BatchFault StoreFaults::take() {
    if (batches_left_ == 0) fault_ = BatchFault::none;
    if (fault_ != BatchFault::none && batches_left_) --*batches_left_;
    return fault_;
}

base::Result<void> StoreFaults::meet() {
    std::unique_lock lock(mutex_);
    const auto fault = take();
    const auto until = clock_.now() + wait_;
    lock.unlock();
    switch (fault) {
    case BatchFault::none: return {};
    case BatchFault::slow: clock_.sleep_until(until); return {};
    case BatchFault::read_only:
        return base::failure(base::ErrorCode::io, "the store is read-only (an injected fault)");
    case BatchFault::full: break;
    }
    return base::failure(base::ErrorCode::io, "the store's disk is full (an injected fault)");
}

} // namespace redline::leadpipe
