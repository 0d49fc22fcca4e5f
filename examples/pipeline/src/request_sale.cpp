#include "redline/leadpipe/request_sale.hpp"

#include <future>

namespace redline::leadpipe {

namespace {

/// Calls start(done) and waits for what done is told; nothing when start refused.
template <class Answer, class Start>
std::optional<Answer> wait_for(Start start) {
    const auto told = std::make_shared<std::promise<Answer>>();
    auto answer = told->get_future();
    if (!start([told](Answer given) { told->set_value(std::move(given)); })) return std::nullopt;
    return answer.get();
}

} // namespace

AuctionResult auction_now(Market& market, const OfferedLead& lead, const base::Traceparent& trace) {
    return wait_for<AuctionResult>([&](const Market::BidsDone& done) {
               return market.auction(without_person(lead), trace, done);
           })
        .value_or(AuctionResult{{}, 1});
}

SaleOutcome deliver_now(Market& market, const OfferedLead& lead, const base::Traceparent& trace,
                        std::vector<Bid> bids) {
    const auto start = [&](const Market::SaleDone& done) {
        return market.deliver(lead, trace, std::move(bids), done);
    };
    return wait_for<SaleOutcome>(start).value_or(
        SaleOutcome{.state = SaleState::failed, .reason = "too many deliveries run already"});
}

} // namespace redline::leadpipe
