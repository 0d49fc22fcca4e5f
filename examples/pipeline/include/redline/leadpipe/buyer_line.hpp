/// Why this exists: the market asks buyers and does not know where they live. A BuyerLine carries one call to
/// one buyer and its reply back: EmbeddedBuyers in this process, HttpBuyers (http_buyers.hpp) over a network.
/// In both the call and the reply are text in the buyer's own format.
///
/// ask() does not wait. It calls `done` exactly once, perhaps before it returns, on whatever thread has the
/// answer; a reply that has not come within `answer_max` is `timed_out`. The only exception is the end of the
/// line itself: calls then open are never answered.
///
/// Any thread.
#pragma once

#include <functional>

#include "redline/base/traceparent.hpp"
#include "redline/leadpipe/buyer_call.hpp"

namespace redline::leadpipe {

class BuyerLine {
  public:
    using Done = std::function<void(BuyerReply)>;

    virtual ~BuyerLine() = default;

    /// `trace` is the caller's span, for the buyer's traceparent header.
    virtual void ask(const BuyerCall& call, const base::Traceparent& trace, Done done) = 0;
};

} // namespace redline::leadpipe
