#include "redline/leadpipe/delivery_role.hpp"

#include <array>

#include "redline/base/json_scan.hpp"
#include "redline/leadpipe/auction_role.hpp"

namespace redline::leadpipe {

namespace {

using Deliveries = EventRole<Settlement>;

constexpr std::size_t in_flight_max = 1024;

/// What a buyer is given, by its name in the ledger's JSON.
struct OfferField {
    std::string_view name;
    std::string OfferedLead::*place;
};
constexpr std::array fields{OfferField{"vertical", &OfferedLead::vertical},
                            OfferField{"state", &OfferedLead::state},
                            OfferField{"zip", &OfferedLead::zip},
                            OfferField{"first_name", &OfferedLead::first_name},
                            OfferField{"last_name", &OfferedLead::last_name},
                            OfferField{"email", &OfferedLead::email},
                            OfferField{"phone", &OfferedLead::phone},
                            OfferField{"delivery_line", &OfferedLead::street},
                            OfferField{"city", &OfferedLead::city}};

using Path = std::array<base::JsonStep, 1>;

const std::array<Path, fields.size()>& paths() {
    static const auto made = [] {
        std::array<Path, fields.size()> all;
        for (std::size_t at = 0; at < fields.size(); ++at) all[at][0] = std::string(fields[at].name);
        return all;
    }();
    return made;
}

/// Whether a failed delivery is left to the bus to repeat.
bool comes_again(const SaleOutcome& outcome, int attempt, const DeliveryTerms& terms) {
    return outcome.state == SaleState::failed && terms.dead_letters &&
           attempt < terms.redelivery.attempts_max;
}

} // namespace

std::optional<OfferedLead> offer_of(LeadId id, std::int64_t fingerprint, std::string_view lead_json) {
    std::array<base::WantedJson, fields.size()> wanted;
    for (std::size_t at = 0; at < fields.size(); ++at) wanted[at].path = paths()[at];
    if (!lead_json.starts_with('{') || !base::scan_json(lead_json, wanted)) return std::nullopt;
    OfferedLead offer;
    offer.id = id;
    offer.fingerprint = fingerprint;
    std::string room;
    for (std::size_t at = 0; at < fields.size(); ++at)
        if (wanted[at].found.kind == base::JsonKind::text)
            offer.*fields[at].place = base::text_of(wanted[at].found, room);
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
