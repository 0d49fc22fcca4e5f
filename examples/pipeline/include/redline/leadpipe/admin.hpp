/// Why this exists: who runs the pipeline asks it whether a lead was lost, what could not be delivered, and
/// has it delivered again.
///
///     GET  /admin/conservation          every term of the law and whether it holds
///     GET  /admin/dead-letters          {"dead_letters":[{"lead_id","where","reason","attempts"},…]}
///     POST /admin/dead-letters/replay   {"replayed":N}
///
/// Any thread.
#pragma once

#include <tl/expected.hpp>

#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/pipeline.hpp"

namespace redline::leadpipe {

class Admin {
  public:
    /// `pipeline` outlives this.
    explicit Admin(Pipeline& pipeline) : pipeline_(pipeline) {}

    tl::expected<Answer, Problem> conservation();
    tl::expected<Answer, Problem> dead_letters();
    tl::expected<Answer, Problem> replay();

  private:
    Pipeline& pipeline_;
};

} // namespace redline::leadpipe
