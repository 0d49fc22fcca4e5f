/// Why this exists: in the architectures that answer a sender only when its lead has been offered, the
/// request's thread waits for the buyers. That is all these do: start the market's work and block until it is
/// done.
///
/// The calling thread waits; any thread but those that bring the market's answers.
#pragma once

#include "redline/leadpipe/market.hpp"

namespace redline::leadpipe {

/// Undecided when the market runs as many auctions as it may.
AuctionResult auction_now(Market& market, const OfferedLead& lead, const base::Traceparent& trace);

/// Failed when the market runs as many deliveries as it may.
SaleOutcome deliver_now(Market& market, const OfferedLead& lead, const base::Traceparent& trace,
                        std::vector<Bid> bids);

} // namespace redline::leadpipe
