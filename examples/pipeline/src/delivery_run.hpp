/// Why this exists: one delivery that is under way. What to do next is SaleProgress's (sale.hpp) to say; this
/// does it: holds a place under the buyer's cap, asks the breaker and the budget, posts, waits.
///
/// One step at a time, each on the thread that has the answer to the one before.
#pragma once

#include "market_core.hpp"

namespace redline::leadpipe {

class DeliveryRun : public std::enable_shared_from_this<DeliveryRun> {
  public:
    /// The market has admitted it.
    DeliveryRun(std::shared_ptr<MarketCore> core, const OfferedLead& lead, const base::Traceparent& trace,
                std::vector<Bid> bids, Market::SaleDone done);

    void start() { take(delivery_.first()); }

  private:
    const Bid& bid() const { return delivery_.bids()[post_.bid]; }
    void take(const SaleStep& step);
    void wait_for(const Post& post);
    void make(const Post& post);
    void pass_over(PassedOver why);
    void ask();
    void heard(const BuyerReply& reply);
    SaleStep step_after(const BuyerReply& reply);
    bool stays(const SaleStep& step) const;
    bool retry_granted();
    void pay();
    bool reserve();
    void release();
    void finish(SaleOutcome outcome);

    std::shared_ptr<MarketCore> core_;
    OfferedLead lead_;
    tracer::Span span_;
    SaleProgress delivery_;
    Market::SaleDone done_;

    Post post_{};          ///< that is due or made
    Desk* desk_ = nullptr; ///< of its buyer
    CircuitBreaker::Permit permit_{};
    std::optional<tracer::Span> call_span_{};
    std::optional<std::chrono::sys_days> reserved_{}; ///< the day of the place held under the cap
};

} // namespace redline::leadpipe
