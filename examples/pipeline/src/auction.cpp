#include "redline/leadpipe/auction.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 2> mode_names{"parallel", "sequential"};

} // namespace

base::Result<AuctionMode> parse_auction_mode(std::string_view text) {
    const auto found = std::ranges::find(mode_names, text);
    if (found == mode_names.end())
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("there is no way `{}` to hold an auction", text),
                             base::suggestion(text, mode_names));
    return static_cast<AuctionMode>(found - mode_names.begin());
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
