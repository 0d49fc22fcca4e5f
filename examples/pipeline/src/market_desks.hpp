/// Why this exists: the market has one desk for each buyer: its breaker, its counters and the names its calls
/// are measured under, all looked up once.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "redline/leadpipe/market.hpp"

namespace redline::leadpipe {

/// Any thread.
class Desk {
  public:
    Desk(MarketBuyer buyer, const BreakerLimits& limits) : buyer_(std::move(buyer)), breaker_(limits) {}

    const std::string& name() const { return buyer_.name; }
    bool buys(std::string_view vertical) const {
        return buyer_.vertical.empty() || buyer_.vertical == vertical;
    }
    const std::string& operation(CallKind kind) const { return operations_[static_cast<std::size_t>(kind)]; }

    std::optional<CircuitBreaker::Permit> allow(base::Instant now);
    /// Counts the reply and tells the breaker.
    void record(CallKind kind, const BuyerReply& reply, CircuitBreaker::Permit permit, base::Instant now);
    BreakerState breaker_state() const;

    void count_retry() { retries_->Increment(); }
    void count_late_bid() { late_bids_->Increment(); }
    void count_passed_over(PassedOver why) { passed_over_[static_cast<std::size_t>(why)]->Increment(); }

  private:
    friend class Desks;

    MarketBuyer buyer_;
    std::array<std::string, 2> operations_{"ping " + buyer_.name, "post " + buyer_.name};
    mutable std::mutex mutex_;
    CircuitBreaker breaker_;
    std::array<std::array<prometheus::Counter*, reply_outcome_count>, 2> calls_{};
    std::array<prometheus::Counter*, passed_over_count> passed_over_{};
    prometheus::Counter *retries_ = nullptr, *late_bids_ = nullptr;
    prometheus::Gauge* state_ = nullptr;
};

/// All desks, in the order of the buyers, and what is counted about no buyer in particular.
class Desks {
  public:
    Desks(const std::vector<MarketBuyer>& buyers, const BreakerLimits& limits);

    Desk* find(std::string_view buyer) const;
    std::vector<Desk*> wanting(std::string_view vertical) const;

    void count(SaleState state) { deliveries_[static_cast<std::size_t>(state)]->Increment(); }
    void count_refused_retry() { refused_retries_->Increment(); }

    std::shared_ptr<prometheus::Collectable> collectable() const { return registry_; }

  private:
    std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
    std::vector<std::unique_ptr<Desk>> desks_;
    std::array<prometheus::Counter*, 3> deliveries_{};
    prometheus::Counter* refused_retries_;
};

} // namespace redline::leadpipe
