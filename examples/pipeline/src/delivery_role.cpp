#include "redline/leadpipe/delivery_role.hpp"

#include "redline/base/json.hpp"
#include "redline/leadpipe/auction_role.hpp"

namespace redline::leadpipe {

namespace {

using Deliveries = EventRole<Settlement>;

constexpr std::size_t in_flight_max = 1024;

std::string text_in(const base::Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whether a failed delivery is left to the bus to repeat.
bool comes_again(const SaleOutcome& outcome, int attempt, const DeliveryTerms& terms) {
    return outcome.state == SaleState::failed && terms.dead_letters &&
           attempt < terms.redelivery.attempts_max;
}

} // namespace

std::optional<OfferedLead> offer_of(LeadId id, std::int64_t fingerprint, std::string_view lead_json) {
    const auto json = base::parse_json(lead_json, "lead");
    if (!json || !json->is_object()) return std::nullopt;
    OfferedLead offer{id, text_in(*json, "vertical"), fingerprint, text_in(*json, "state"),
                      text_in(*json, "zip")};
    offer.first_name = text_in(*json, "first_name");
    offer.last_name = text_in(*json, "last_name");
    offer.email = text_in(*json, "email");
    offer.phone = text_in(*json, "phone");
    offer.street = text_in(*json, "delivery_line");
    offer.city = text_in(*json, "city");
    return offer;
}

Settlement settlement_of(LeadId id, const SaleOutcome& outcome, bool dead_letters,
                         const base::Traceparent& trace) {
    switch (outcome.state) {
    case SaleState::sold: return {id, LeadState::sold, outcome.buyer, outcome.price_cents, {}, trace};
    case SaleState::unsold: return {id, LeadState::unsold, {}, 0, outcome.reason, trace};
    case SaleState::failed: break;
    }
    return {id, dead_letters ? LeadState::failed : LeadState::unsold, {}, 0, outcome.reason, trace};
}

BusResult<std::unique_ptr<Deliveries>> start_deliveries(Bus& bus, Ledger& ledger, Market& market,
                                                        base::Clock& clock, const DeliveryTerms& terms) {
    const auto begin = [&ledger, &market, terms](const Event& closed, const Deliveries::Done& done) {
        const auto row = ledger.find(closed.lead);
        const auto json = ledger.lead_json(closed.lead);
        if (!row || !json) return done(tl::unexpected(std::string("the ledger could not be read")));
        if (!*row || (*row)->state != LeadState::accepted) return done(Settlement{});
        const auto offer = offer_of(closed.lead, (*row)->fingerprint, json->value_or(""));
        if (!offer) return done(tl::unexpected(std::string("the lead cannot be read")));
        const auto settle = [done, closed, terms](const SaleOutcome& outcome) {
            if (comes_again(outcome, closed.attempt, terms)) return done(tl::unexpected(outcome.reason));
            done(settlement_of(closed.lead, outcome, terms.dead_letters, closed.trace));
        };
        if (!market.deliver(*offer, closed.trace, bids_of(closed).value_or(std::vector<Bid>()), settle))
            done(tl::unexpected(std::string("too many deliveries run already")));
    };
    const auto conclude = [&ledger, terms](const std::vector<Settlement>& settlements) {
        const auto settled = ledger.settle(settlements);
        if (!settled) return false;
        for (const auto at : *settled) terms.settled(settlements[at]);
        return true;
    };
    return Deliveries::start(bus, clock, {"delivery", "auction.closed", in_flight_max, terms.redelivery},
                             {begin, conclude});
}

} // namespace redline::leadpipe
