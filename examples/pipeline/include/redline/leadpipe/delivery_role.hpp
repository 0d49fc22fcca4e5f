/// Why this exists: a lead goes to the buyer that won it, and in the event-driven architecture nobody waits
/// for that. This role takes `auction.closed`, hands the lead over through the market and settles it in the
/// ledger: sold, unsold, or, after as many deliveries as its subscription allows, failed.
///
/// A lead that is settled already is not posted again. Threads of its own until destroyed; what is handed in
/// outlives this.
#pragma once

#include "redline/leadpipe/event_role.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/leadpipe/market.hpp"

namespace redline::leadpipe {

/// The lead as a buyer is given it, from what the ledger keeps (lead.hpp, to_json). Nothing for no JSON
/// object.
std::optional<OfferedLead> offer_of(LeadId id, std::int64_t fingerprint, std::string_view lead_json);

/// What the ledger is told of an outcome. With `dead_letters`, a lead nobody could be reached for waits as
/// `failed`; without, it is lost as `unsold`.
Settlement settlement_of(LeadId id, const SaleOutcome& outcome, bool dead_letters,
                         const base::Traceparent& trace);

struct DeliveryTerms {
    bool dead_letters = true;
    RedeliveryPolicy redelivery{};
    std::function<void(const Settlement&)> settled; ///< called once for each lead that was settled
};

BusResult<std::unique_ptr<EventRole<Settlement>>>
start_deliveries(Bus& bus, Ledger& ledger, Market& market, base::Clock& clock, const DeliveryTerms& terms);

} // namespace redline::leadpipe
