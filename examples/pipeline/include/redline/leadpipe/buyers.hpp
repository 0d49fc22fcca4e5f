/// Why this exists: leads are sold or they are not, and a load test must be able to tell which it was. The
/// buyers are simulated in process: each bids for the verticals it wants or declines, by dice named after the
/// lead, so the same lead always meets the same fate, whatever the run, thread or order.
///
/// Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace redline::leadpipe {

struct Buyer {
    std::string_view name;
    std::string_view vertical; ///< empty: buys any
    std::int64_t floor_cents;
    std::int64_t ceiling_cents; ///< bids are uniform between floor and ceiling, both included
    double decline_share;       ///< of the leads it is offered, 0 … 1
};

struct Sale {
    std::string_view buyer;
    std::int64_t price_cents = 0;
    bool operator==(const Sale&) const = default;
};

/// The buyers leadpipe knows.
std::span<const Buyer> known_buyers();

/// What this buyer bids for a lead of its vertical; nothing when it declines.
std::optional<std::int64_t> bid_of(const Buyer& buyer, std::int64_t fingerprint);

/// Whether the buyer wants leads of this vertical at all.
constexpr bool buys(const Buyer& buyer, std::string_view vertical) {
    return buyer.vertical.empty() || buyer.vertical == vertical;
}

/// The highest bid, at a tie the buyer listed first; nothing when all decline.
std::optional<Sale> sell(std::string_view vertical, std::int64_t fingerprint, std::span<const Buyer> buyers);

} // namespace redline::leadpipe
