/// Why this exists: most of the trade sells in two steps ("ping/post"): the sender shows what a price depends
/// on and no person, is told the bids, and sends the person only if a bid is worth it.
///
///     POST /v1/ping {"vertical","state","zip"}       200 {"ping_id","bids":[{"buyer","price_cents"},…]}
///     POST /v1/post {"ping_id","lead":{…},…}         as POST /v1/leads, sold to those bids; 410 for an old
///     ping_id
///
/// Any thread; a ping waits for the buyers in every architecture.
#pragma once

#include "redline/leadpipe/intake.hpp"
#include "redline/leadpipe/offers.hpp"

namespace redline::leadpipe {

class PingPost {
  public:
    /// What is handed in outlives this.
    PingPost(Intake& intake, Pipeline& pipeline, tracer::Tracer& tracer, base::Clock& clock)
        : intake_(intake), pipeline_(pipeline), tracer_(tracer), offers_(clock) {}

    tl::expected<Answer, Problem> ping(const Request& request);
    tl::expected<Answer, Problem> post(const Request& request);

  private:
    Intake& intake_;
    Pipeline& pipeline_;
    tracer::Tracer& tracer_;
    Offers offers_;
};

} // namespace redline::leadpipe
