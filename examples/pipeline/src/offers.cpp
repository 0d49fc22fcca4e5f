#include "redline/leadpipe/offers.hpp"

#include <fmt/format.h>

#include "redline/base/random.hpp"

namespace redline::leadpipe {

std::string Offers::keep(Offer offer) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    forget_until(now);
    if (by_age_.size() >= limits_.count_max) forget_oldest();
    auto id = fmt::format("pg_{:016x}{:016x}", base::fresh_seed(), base::fresh_seed());
    const auto until = now + limits_.kept_for;
    kept_.emplace(id, Kept{std::move(offer), until});
    by_age_.emplace_back(until, id);
    return id;
}

std::optional<Offer> Offers::take(const std::string& id) {
    const std::lock_guard lock(mutex_);
    forget_until(clock_.now());
    const auto found = kept_.find(id);
    if (found == kept_.end()) return std::nullopt;
    auto offer = std::move(found->second.offer);
    kept_.erase(found);
    return offer;
}

/// What was taken still stands in the order of age, and counts until its time is over.
void Offers::forget_until(base::Instant now) {
    while (!by_age_.empty() && by_age_.front().first <= now) forget_oldest();
}

void Offers::forget_oldest() {
    kept_.erase(by_age_.front().second);
    by_age_.pop_front();
}

} // namespace redline::leadpipe
