/// Why this exists: the engine that sells one lead. auction() pings the buyers of its vertical and ranks what
/// they bid; deliver() posts the lead to the winner, again if that fails, then to the next. Neither waits:
/// any number run at once on whatever threads bring the answers, up to `running_max`.
///
/// `done` is called exactly once, perhaps before the call returns, unless the market is destroyed first: then
/// never. false means that as many run as may: `done` will not be called, and the caller keeps the lead.
/// Calls that `done` makes here nest in it where buyers answer at once: deliver from it, but do not chain
/// lead after lead. Where the timers are full, an auction lasts as long as the line's own patience and a
/// failed post is not tried again.
///
/// Bids that come after `auction_max` are counted and ignored. A breaker that is open leaves its buyer out of
/// auctions and passes it over in deliveries; only a failure or a timeout counts against a buyer.
///
/// Measured: one operation `auction` and `delivery`, and `ping NAME` and `post NAME` for each buyer call,
/// with the outcome as error where it is one; and, through collectable(),
///     buyer_calls_total{buyer,kind,outcome}  buyer_retries_total{buyer}  buyer_bids_late_total{buyer}
///     buyer_passed_over_total{buyer,why="breaker_open"|"no_room"|…}  buyer_breaker_state{buyer} (0 closed,
///     1 half-open, 2 open)  deliveries_total{outcome}  retries_refused_total (by the budget)
///
/// Any thread. What is handed in outlives the market, and no call of `line` or `timers` comes after they
/// ended.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "redline/leadpipe/buyer_line.hpp"
#include "redline/leadpipe/circuit_breaker.hpp"
#include "redline/leadpipe/retry_budget.hpp"
#include "redline/leadpipe/sale.hpp"
#include "redline/leadpipe/timers.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

struct MarketBuyer {
    std::string name;
    std::string vertical; ///< empty: buys any
};

/// The buyers of buyers.hpp, in their order.
std::vector<MarketBuyer> known_market_buyers();

/// Caps are somebody else's. reserve() holds a place before a lead is posted and says for which day, nothing
/// where there is none; release() gives it back when the buyer did not take the lead. Empty functions: no
/// caps. Any thread.
struct CapGate {
    std::function<std::optional<std::chrono::sys_days>(std::string_view buyer)> reserve{};
    std::function<void(std::string_view buyer, std::chrono::sys_days day)> release{};
};

struct MarketOptions {
    AuctionMode mode = AuctionMode::parallel;
    base::Duration auction_max = std::chrono::milliseconds(500);
    RetryPolicy retry{};
    RetryBudgetLimits budget{};
    BreakerLimits breaker{};
    std::size_t running_max = 16384; ///< auctions and deliveries together
    std::uint64_t seed = 1;          ///< of the retries' jitter
};

class Market {
  public:
    using BidsDone = std::function<void(AuctionResult)>;
    using SaleDone = std::function<void(SaleOutcome)>;

    /// Everything the market works with.
    struct Parts {
        std::vector<MarketBuyer> buyers;
        BuyerLine& line;
        Timers& timers;
        base::Clock& clock;
        tracer::Tracer& tracer;
        CapGate caps{};
    };

    Market(Parts parts, const MarketOptions& options);
    ~Market();

    /// `trace` is the span the auction belongs to.
    bool auction(const OfferedLead& lead, const base::Traceparent& trace, BidsDone done);

    /// `bids` as auction() gave them; of buyers this market does not know none is posted to.
    bool deliver(const OfferedLead& lead, const base::Traceparent& trace, std::vector<Bid> bids,
                 SaleDone done);

    /// Auctions and deliveries that have not called `done` yet.
    std::size_t running() const;

    BreakerState breaker_of(std::string_view buyer) const;

    std::shared_ptr<prometheus::Collectable> collectable() const;

  private:
    std::shared_ptr<struct MarketCore> core_;
};

} // namespace redline::leadpipe
