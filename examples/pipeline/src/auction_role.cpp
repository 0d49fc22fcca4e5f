#include "redline/leadpipe/auction_role.hpp"

#include "redline/leadpipe/bid_list.hpp"
#include "redline/leadpipe/logged_event.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t in_flight_max = 1024;

} // namespace

Event auction_closed(const Event& accepted, const std::vector<Bid>& bids, base::WallTime now) {
    Event closed = accepted;
    closed.id = accepted.id + ".bids";
    closed.subject = Subject::auction_closed;
    closed.occurred_at = std::chrono::floor<std::chrono::milliseconds>(now);
    closed.attempt = 1;
    closed.payload = {{"bids", to_json(bids)}};
    return closed;
}

std::optional<std::vector<Bid>> bids_of(const Event& event) {
    const auto found = event.payload.find("bids");
    return found == event.payload.end() ? std::nullopt : parse_bids(*found);
}

OfferedLead offer_of(const Event& accepted) {
    const auto text = [&](const char* name) { return std::string(payload_text(accepted.payload, name)); };
    return {accepted.lead, text("vertical"), payload_integer(accepted.payload, "fingerprint"), text("state"),
            text("zip")};
}

BusResult<std::unique_ptr<EventRole<Event>>> start_auctions(Bus& bus, Market& market, base::Clock& clock,
                                                            const AuctionTerms& terms) {
    using Auctions = EventRole<Event>;
    const auto begin = [&market, &clock, terms](const Event& accepted, const Auctions::Done& done) {
        const auto close = [accepted, done, terms, &clock](const AuctionResult& result) {
            if (!result.decided() && terms.dead_letters)
                return done(tl::unexpected(std::string(nobody_asked)));
            done(auction_closed(accepted, result.bids, clock.wall_now()));
        };
        if (terms.poisoned && terms.poisoned(accepted.lead))
            return done(tl::unexpected(std::string("poisoned")));
        if (const auto pinged = bids_of(accepted)) return close({*pinged});
        if (!market.auction(offer_of(accepted), accepted.trace, close)) close({{}, 1});
    };
    const auto conclude = [&bus](const std::vector<Event>& closed) {
        return bus.publish(closed).has_value();
    };
    return Auctions::start(bus, clock, {"auction", "lead.accepted", in_flight_max, terms.redelivery},
                           {begin, conclude});
}

} // namespace redline::leadpipe
