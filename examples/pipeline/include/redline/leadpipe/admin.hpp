/// Why this exists: who runs the pipeline asks it whether a lead was lost, what could not be delivered, and
/// has it delivered again.
///
///     GET  /admin/conservation          every term of the law and whether it holds
///     GET  /admin/dead-letters          {"dead_letters":[{"lead_id","where","reason","attempts"},…]}
///     POST /admin/dead-letters/replay   {"replayed":N}
///     GET, POST /admin/faults           {"faults":"store=full …"}; POST {"set":["store=full",…]}, see
///     fault_plan.hpp
///
/// Any thread.
#pragma once

#include <tl/expected.hpp>

#include "redline/leadpipe/faults.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/pipeline.hpp"

namespace redline::leadpipe {

class Admin {
  public:
    /// What is handed in outlives this.
    Admin(Pipeline& pipeline, Faults& faults) : pipeline_(pipeline), faults_(faults) {}

    tl::expected<Answer, Problem> conservation();
    tl::expected<Answer, Problem> dead_letters();
    tl::expected<Answer, Problem> replay();
    tl::expected<Answer, Problem> faults(const Request& request);

  private:
    Pipeline& pipeline_;
    Faults& faults_;
};

} // namespace redline::leadpipe
