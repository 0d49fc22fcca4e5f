#include "redline/leadpipe/faults.hpp"

#include "redline/base/random.hpp"

namespace redline::leadpipe {

Faults::Faults(FaultPlan plan, std::uint64_t seed, base::Clock& clock)
    : seed_(seed), clock_(clock), plan_(std::make_shared<const FaultPlan>(std::move(plan))) {}

std::shared_ptr<const FaultPlan> Faults::plan() const {
    const std::lock_guard lock(mutex_);
    return plan_;
}

void Faults::set(FaultPlan plan) {
    auto made = std::make_shared<const FaultPlan>(std::move(plan));
    {
        const std::lock_guard lock(mutex_);
        plan_ = made;
    }
    for (const auto& told : listeners_) told(*made);
}

void Faults::listen(std::function<void(const FaultPlan&)> told) {
    told(*plan());
    listeners_.push_back(std::move(told));
}

bool Faults::intake_fails() {
    const auto share = plan()->intake_errors.ratio;
    if (share <= 0) return false;
    const auto post = posts_.fetch_add(1, std::memory_order_relaxed);
    return base::Random::keyed(seed_, "intake-errors", post).chance(share);
}

bool Faults::poisons(LeadId lead) const {
    const auto share = plan()->poison.ratio;
    return share > 0 && base::Random::keyed(seed_, "poison", static_cast<std::uint64_t>(lead)).chance(share);
}

void Faults::slow_normalise() {
    if (const auto time = plan()->slow_normalise; time.count() > 0) clock_.sleep_until(clock_.now() + time);
}

bool Faults::store_writes() {
    const auto now = plan();
    if (now->slow_store.count() > 0) clock_.sleep_until(clock_.now() + now->slow_store);
    return now->store == StoreFault::none;
}

} // namespace redline::leadpipe
