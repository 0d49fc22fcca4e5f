#include "redline/leadpipe/store_faults.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> names{"none", "read-only", "slow", "full"};

} // namespace

base::Result<StoreFault> parse_store_fault(std::string_view text) {
    return parse_choice<StoreFault>("fault of the store", text, names);
}

std::string_view to_text(StoreFault fault) { return names[static_cast<std::size_t>(fault)]; }

void StoreFaults::set(StoreFault fault, std::optional<std::uint64_t> batches, base::Duration wait) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    batches_left_ = batches;
    wait_ = wait;
}

StoreFault StoreFaults::current() const {
    const std::lock_guard lock(mutex_);
    return batches_left_ == 0 ? StoreFault::none : fault_;
}

StoreFault StoreFaults::take() {
    if (batches_left_ == 0) fault_ = StoreFault::none;
    if (fault_ != StoreFault::none && batches_left_) --*batches_left_;
    return fault_;
}

base::Result<void> StoreFaults::meet() {
    std::unique_lock lock(mutex_);
    const auto fault = take();
    const auto until = clock_.now() + wait_;
    lock.unlock();
    switch (fault) {
    case StoreFault::none: return {};
    case StoreFault::slow: clock_.sleep_until(until); return {};
    case StoreFault::read_only:
        return base::failure(base::ErrorCode::io, "the store is read-only (an injected fault)");
    case StoreFault::full: break;
    }
    return base::failure(base::ErrorCode::io, "the store's disk is full (an injected fault)");
}

} // namespace redline::leadpipe
