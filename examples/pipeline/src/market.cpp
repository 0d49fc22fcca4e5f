#include "redline/leadpipe/market.hpp"

#include "auction_run.hpp"
#include "delivery_run.hpp"
#include "redline/leadpipe/buyers.hpp"

namespace redline::leadpipe {

std::vector<MarketBuyer> known_market_buyers() {
    std::vector<MarketBuyer> buyers;
    for (const auto& buyer : known_buyers())
        buyers.push_back({std::string(buyer.name), std::string(buyer.vertical)});
    return buyers;
}

Market::Market(Parts parts, const MarketOptions& options)
    : core_(std::make_shared<MarketCore>(std::move(parts), options)) {}

Market::~Market() { core_->close(); }

bool Market::auction(const OfferedLead& lead, const base::Traceparent& trace, BidsDone done) {
    if (!core_->admit()) return false;
    std::make_shared<AuctionRun>(core_, lead, trace, std::move(done))->start();
    return true;
}

bool Market::deliver(const OfferedLead& lead, const base::Traceparent& trace, std::vector<Bid> bids,
                     SaleDone done) {
    if (!core_->admit()) return false;
    std::make_shared<DeliveryRun>(core_, lead, trace, std::move(bids), std::move(done))->start();
    return true;
}

std::size_t Market::running() const { return core_->running.load(); }

BreakerState Market::breaker_of(std::string_view buyer) const {
    const auto* desk = core_->desks.find(buyer);
    return desk != nullptr ? desk->breaker_state() : BreakerState::closed;
}

std::shared_ptr<prometheus::Collectable> Market::collectable() const { return core_->desks.collectable(); }

} // namespace redline::leadpipe
