#include "redline/leadpipe/auction.hpp"

#include <algorithm>
#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 2> mode_names{"parallel", "sequential"};

} // namespace

base::Result<AuctionMode> parse_auction_mode(std::string_view text) {
    return parse_choice<AuctionMode>("way to hold an auction", text, mode_names);
}

std::vector<Bid> ranked(std::span<const PingReply> replies) {
    std::vector<Bid> bids;
    for (const auto& [buyer, reply] : replies)
        if (reply.outcome == ReplyOutcome::bid && reply.price_cents > 0)
            bids.push_back({buyer, reply.price_cents});
    std::ranges::stable_sort(bids, std::greater{}, &Bid::price_cents);
    return bids;
}

} // namespace redline::leadpipe
