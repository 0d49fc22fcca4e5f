/// Why this exists: who wins a lead must be a function of what the buyers said, so that an argument about it
/// can be settled.
///
/// Pure, any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/buyer_call.hpp"

namespace redline::leadpipe {

enum class AuctionMode {
    parallel,   ///< all buyers are asked at once: an auction takes as long as its slowest buyer
    sequential, ///< one after the other, as the prototype did: as long as all of them together
};

/// Reads `parallel` or `sequential`; a wrong word is answered with the nearest right one.
base::Result<AuctionMode> parse_auction_mode(std::string_view text);

struct Bid {
    std::string buyer;
    std::int64_t price_cents = 0;
    bool operator==(const Bid&) const = default;
};

/// What an auction came to.
struct AuctionResult {
    std::vector<Bid> bids{};
    std::size_t unheard = 0; ///< buyers that could not say: failed, late, or left out by their breaker

    /// Without bids, and with buyers unheard, nobody knows whether the lead can be sold: it is worth another
    /// auction.
    bool decided() const { return !bids.empty() || unheard == 0; }
};

struct PingReply {
    std::string buyer;
    BuyerReply reply;
};

/// The bids among `replies`, highest first; of equal bids the one whose buyer is listed first. A bid of
/// nothing or less is none.
std::vector<Bid> ranked(std::span<const PingReply> replies);

} // namespace redline::leadpipe
