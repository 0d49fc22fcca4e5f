#include "redline/leadpipe/seller.hpp"

#include "redline/leadpipe/buyers.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t batch_max = 512;

Settlement settlement_of(const Unsettled& lead) {
    const auto sale = sell(lead.vertical, lead.fingerprint, known_buyers());
    if (!sale) return {lead.id, LeadState::unsold, {}, 0};
    return {lead.id, LeadState::sold, std::string(sale->buyer), sale->price_cents};
}

} // namespace

Seller::Seller(Ledger& ledger, Counters& counters, tracer::Tracer& tracer)
    : ledger_(ledger), counters_(counters), tracer_(tracer),
      thread_([this](std::stop_token stop) { sell_until_stopped(std::move(stop)); }) {}

void Seller::sell_until_stopped(std::stop_token stop) {
    while (!stop.stop_requested()) {
        const auto seen = ledger_.commits();
        while (!stop.stop_requested() && sell_batch() == batch_max) {
        }
        ledger_.wait_for_commit(seen, base::monotonic_now() + std::chrono::hours(1), stop);
    }
}

/// How many were settled. What could not be settled stays accepted and is tried with the next lead.
std::size_t Seller::sell_batch() {
    const auto leads = ledger_.unsettled(batch_max);
    if (!leads || leads->empty()) return 0;
    auto span = tracer_.span("sell");
    std::vector<Settlement> settlements;
    for (const auto& lead : *leads) settlements.push_back(settlement_of(lead));
    if (!ledger_.settle(settlements)) {
        span.set_error("storage");
        tracer_.log(tracer::Severity::error, "leads could not be settled", {{"count", settlements.size()}});
        return 0;
    }
    for (const auto& settlement : settlements)
        (settlement.state == LeadState::sold ? counters_.sold_to(settlement.buyer) : counters_.unsold())
            .Increment();
    return settlements.size();
}

} // namespace redline::leadpipe
