/// Why this exists: in the event-driven architecture nobody waits for an auction. This role takes
/// `lead.accepted`, asks the buyers through the market, and publishes `auction.closed` with their bids, for
/// the delivery to act on.
///
/// An auction may be held twice for one lead; its event has the same id each time, so its result is published
/// once within the bus's duplicate window. Threads of its own until destroyed; what is handed in outlives
/// this.
#pragma once

#include "redline/leadpipe/event_role.hpp"
#include "redline/leadpipe/market.hpp"

namespace redline::leadpipe {

/// Why a lead without bids is neither sold nor unsold.
inline constexpr std::string_view nobody_asked = "no buyer could be asked";

/// The event that says what was bid for the lead of `accepted`.
Event auction_closed(const Event& accepted, const std::vector<Bid>& bids, base::WallTime now);
/// The bids of such an event, or of a `lead.accepted` whose sender had pinged; nothing where it has none.
std::optional<std::vector<Bid>> bids_of(const Event& event);
/// What the buyers are shown of the lead of a `lead.accepted`.
OfferedLead offer_of(const Event& accepted);

/// With `dead_letters`, an auction that decided nothing is held again as `redelivery` says; without, the lead
/// has no bids.
struct AuctionTerms {
    bool dead_letters = true;
    RedeliveryPolicy redelivery{};
    std::function<bool(LeadId)> poisoned{}; ///< leads whose events fail here, each time
};

BusResult<std::unique_ptr<EventRole<Event>>> start_auctions(Bus& bus, Market& market, base::Clock& clock,
                                                            const AuctionTerms& terms);

} // namespace redline::leadpipe
