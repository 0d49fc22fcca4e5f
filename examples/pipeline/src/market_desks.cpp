#include "market_desks.hpp"

namespace redline::leadpipe {

namespace {

using CounterFamily = prometheus::Family<prometheus::Counter>;

CounterFamily& counters(prometheus::Registry& registry, const char* name, const char* text) {
    return prometheus::BuildCounter().Name(name).Help(text).Register(registry);
}

template <class Word>
std::string word(Word value) {
    return std::string(to_text(value));
}

} // namespace

std::optional<CircuitBreaker::Permit> Desk::allow(base::Instant now) {
    const std::lock_guard lock(mutex_);
    const auto permit = breaker_.allow(now);
    state_->Set(static_cast<double>(breaker_.state()));
    return permit;
}

void Desk::record(CallKind kind, const BuyerReply& reply, CircuitBreaker::Permit permit, base::Instant now) {
    calls_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(reply.outcome)]->Increment();
    const std::lock_guard lock(mutex_);
    breaker_.record(permit, !transient(reply.outcome), now);
    state_->Set(static_cast<double>(breaker_.state()));
}

BreakerState Desk::breaker_state() const {
    const std::lock_guard lock(mutex_);
    return breaker_.state();
}

Desks::Desks(const std::vector<MarketBuyer>& buyers, const BreakerLimits& limits) {
    auto& calls = counters(*registry_, "buyer_calls_total", "Calls to buyers, by what they said.");
    auto& retries = counters(*registry_, "buyer_retries_total", "Posts made again.");
    auto& late = counters(*registry_, "buyer_bids_late_total", "Bids after the end of their auction.");
    auto& passed = counters(*registry_, "buyer_passed_over_total", "Calls not made, by reason.");
    auto& states = prometheus::BuildGauge()
                       .Name("buyer_breaker_state")
                       .Help("0 closed, 1 half-open, 2 open.")
                       .Register(*registry_);
    for (const auto& buyer : buyers) {
        auto& desk = *desks_.emplace_back(std::make_unique<Desk>(buyer, limits));
        for (const auto kind : {CallKind::ping, CallKind::post})
            for (std::size_t at = 0; at < reply_outcome_count; ++at)
                desk.calls_[static_cast<std::size_t>(kind)][at] =
                    &calls.Add({{"buyer", buyer.name},
                                {"kind", word(kind)},
                                {"outcome", word(static_cast<ReplyOutcome>(at))}});
        for (std::size_t at = 0; at < passed_over_count; ++at)
            desk.passed_over_[at] =
                &passed.Add({{"buyer", buyer.name}, {"why", word(static_cast<PassedOver>(at))}});
        desk.retries_ = &retries.Add({{"buyer", buyer.name}});
        desk.late_bids_ = &late.Add({{"buyer", buyer.name}});
        desk.state_ = &states.Add({{"buyer", buyer.name}});
    }
    auto& deliveries = counters(*registry_, "deliveries_total", "Deliveries of leads, by how they ended.");
    for (std::size_t at = 0; at < deliveries_.size(); ++at)
        deliveries_[at] = &deliveries.Add({{"outcome", word(static_cast<SaleState>(at))}});
    refused_retries_ =
        &counters(*registry_, "retries_refused_total", "Retries the budget did not pay for.").Add({});
}

Desk* Desks::find(std::string_view buyer) const {
    for (const auto& desk : desks_)
        if (desk->name() == buyer) return desk.get();
    return nullptr;
}

std::vector<Desk*> Desks::wanting(std::string_view vertical) const {
    std::vector<Desk*> found;
    for (const auto& desk : desks_)
        if (desk->buys(vertical)) found.push_back(desk.get());
    return found;
}

} // namespace redline::leadpipe
