#include "redline/leadpipe/buyers.hpp"

#include <array>

#include "redline/base/random.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::array buyers{
    Buyer{"sunline-energy", "solar", 4500, 11000, 0.25},
    Buyer{"rooftop-power", "solar", 3000, 9000, 0.15},
    Buyer{"tallpine-roofing", "roofing", 2500, 8000, 0.30},
    Buyer{"harbor-mortgage", "mortgage", 3500, 15000, 0.35},
    Buyer{"meridian-auto", "auto-insurance", 800, 3200, 0.20},
    Buyer{"lakeside-home", "home-insurance", 900, 4000, 0.20},
    Buyer{"silver-medicare", "medicare", 2000, 7500, 0.30},
    Buyer{"open-exchange", "", 100, 900, 0.45},
};

} // namespace

std::span<const Buyer> known_buyers() { return buyers; }

std::optional<std::int64_t> bid_of(const Buyer& buyer, std::int64_t fingerprint) {
    auto dice = base::Random::keyed(static_cast<std::uint64_t>(fingerprint), buyer.name, 0);
    if (dice.chance(buyer.decline_share)) return std::nullopt;
    const auto width = static_cast<std::uint64_t>(buyer.ceiling_cents - buyer.floor_cents + 1);
    return buyer.floor_cents + static_cast<std::int64_t>(dice.below(width));
}

std::optional<Sale> sell(std::string_view vertical, std::int64_t fingerprint,
                         std::span<const Buyer> offered) {
    std::optional<Sale> best;
    for (const auto& buyer : offered) {
        if (!buys(buyer, vertical)) continue;
        const auto price = bid_of(buyer, fingerprint);
        if (price && (!best || *price > best->price_cents)) best = Sale{buyer.name, *price};
    }
    return best;
}

} // namespace redline::leadpipe
