/// Why this exists: one auction that is under way: which buyers were asked, what they said, and whether it is
/// over. It lives as long as a call or a timer that may still come back to it.
///
/// Any thread.
#pragma once

#include "market_core.hpp"

namespace redline::leadpipe {

class AuctionRun : public std::enable_shared_from_this<AuctionRun> {
  public:
    /// The market has admitted it.
    AuctionRun(std::shared_ptr<MarketCore> core, const OfferedLead& lead, const base::Traceparent& trace,
               Market::BidsDone done);

    void start();

  private:
    struct Asked {
        Desk* desk;
        CircuitBreaker::Permit permit{};
        std::optional<tracer::Span> span{};
        std::optional<BuyerReply> reply{};
        bool heard = false; ///< it said yes or no
    };

    bool sequential() const { return core_->options.mode == AuctionMode::sequential; }
    void ask(std::size_t at);
    void heard(std::size_t at, BuyerReply reply);
    void note(std::size_t at, std::optional<BuyerReply> reply);
    void set_end();
    void end();

    std::shared_ptr<MarketCore> core_;
    OfferedLead lead_; ///< without the person
    tracer::Span span_;
    Market::BidsDone done_;
    std::vector<Asked> asked_;

    std::mutex mutex_{};
    std::size_t open_; ///< buyers not heard yet
    bool over_ = false;
};

} // namespace redline::leadpipe
