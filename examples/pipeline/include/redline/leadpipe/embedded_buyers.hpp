/// Why this exists: a pipeline that is measured alone should not be held up by a network, nor by buyers that
/// take their time when nobody asked for it. These answer in the same process through the same text; their
/// latency is multiplied by `latency_factor`, and with 0 (what `slow` and `hanging` add stays) the answer is
/// there before ask() returns.
///
/// Waiting costs a timer, never a thread; where the timers are full the call has `failed`. A buyer that would
/// answer after `answer_max` may have acted all the same, as a real one may.
///
/// Any thread.
#pragma once

#include "redline/leadpipe/buyer_line.hpp"
#include "redline/leadpipe/buyer_roster.hpp"
#include "redline/leadpipe/timers.hpp"

namespace redline::leadpipe {

struct EmbeddedBuyersOptions {
    double latency_factor = 0;
    base::Duration answer_max = std::chrono::seconds(1);
};

class EmbeddedBuyers final : public BuyerLine {
  public:
    /// What is handed in outlives this.
    EmbeddedBuyers(BuyerRoster& roster, Timers& timers, base::Clock& clock,
                   const EmbeddedBuyersOptions& options)
        : roster_(roster), timers_(timers), clock_(clock), options_(options) {}

    void ask(const BuyerCall& call, const base::Traceparent& trace, Done done) override;

  private:
    void answer_after(base::Duration wait, BuyerReply reply, Done done);

    BuyerRoster& roster_;
    Timers& timers_;
    base::Clock& clock_;
    EmbeddedBuyersOptions options_;
};

} // namespace redline::leadpipe
