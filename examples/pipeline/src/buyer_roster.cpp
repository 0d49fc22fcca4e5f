#include "redline/leadpipe/buyer_roster.hpp"

namespace redline::leadpipe {

BuyerRoster::BuyerRoster(std::span<const BuyerProfile> profiles, std::uint64_t seed) {
    for (const auto& profile : profiles)
        stands_.try_emplace(profile.offer.name, std::make_unique<Stand>(profile, seed));
}

BuyerRoster::Stand* BuyerRoster::find(std::string_view buyer) const {
    const auto found = stands_.find(buyer);
    return found == stands_.end() ? nullptr : found->second.get();
}

std::optional<WireFormat> BuyerRoster::format_of(std::string_view buyer) const {
    const auto* stand = find(buyer);
    return stand != nullptr ? std::optional(stand->format) : std::nullopt;
}

std::optional<SimulatedAnswer> BuyerRoster::answer(std::string_view buyer, CallKind kind,
                                                   std::string_view call, base::WallTime now) {
    auto* stand = find(buyer);
    if (stand == nullptr) return std::nullopt;
    const std::lock_guard lock(stand->mutex);
    return stand->buyer.answer(kind, call, now);
}

bool BuyerRoster::with(std::string_view buyer, const std::function<void(SimulatedBuyer&)>& look) {
    auto* stand = find(buyer);
    if (stand == nullptr) return false;
    const std::lock_guard lock(stand->mutex);
    look(stand->buyer);
    return true;
}

void BuyerRoster::for_each(const std::function<void(SimulatedBuyer&)>& look) {
    for (const auto& [name, stand] : stands_) {
        const std::lock_guard lock(stand->mutex);
        look(stand->buyer);
    }
}

} // namespace redline::leadpipe
