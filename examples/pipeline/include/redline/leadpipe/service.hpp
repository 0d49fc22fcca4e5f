/// Why this exists: the whole HTTP contract of leadpipe in one function from Request to Answer. Every request
/// has a server span that continues the caller's trace, is counted by route, and leaves one JSON log line
/// when it was refused or failed (with `access_lines`: always). The line and the problem answer carry the
/// same trace_id; neither holds a personal field.
///
/// Any thread; one request occupies its thread until it is answered.
#pragma once

#include "redline/leadpipe/admin.hpp"
#include "redline/leadpipe/error_tracker.hpp"
#include "redline/leadpipe/ping_post.hpp"
#include "redline/leadpipe/query.hpp"
#include "redline/leadpipe/responder.hpp"
#include "redline/leadpipe/routes.hpp"
#include "redline/leadpipe/token_endpoint.hpp"

namespace redline::leadpipe {

class Service final : public Responder {
  public:
    struct Options {
        bool access_lines = false; ///< also log what went well
        IntakeModes modes{};
        std::string admin_key{};               ///< what X-Api-Key must say for /admin; empty: nothing
        Query* query = nullptr;                ///< null: its paths are not there
        const TokenEndpoint* tokens = nullptr; ///< null: nobody needs a token, and there are none
    };

    /// What is handed in outlives this.
    Service(tracer::Tracer& tracer, Pipeline& pipeline, Faults& faults, Counters& counters,
            base::Clock& clock, Options options)
        : tracer_(tracer), pipeline_(pipeline), faults_(faults), counters_(counters),
          intake_(tracer, pipeline, faults, counters, options.modes),
          ping_post_(intake_, pipeline, tracer, clock), admin_(pipeline, faults),
          options_(std::move(options)) {}

    Answer handle(const Request& request) override;
    Answer refuse(const Request& request, const Problem& problem) override;
    std::size_t body_bytes_max(std::string_view target) const override;

  private:
    tl::expected<Answer, Problem> serve(const Request& request, const Route& route);
    tl::expected<Answer, Problem> serve_reading(const Request& request, const Route& route);
    tl::expected<Answer, Problem> serve_admin(const Request& request, const Route& route);
    tl::expected<void, Problem> admit(const Request& request, const Route& route) const;
    tl::expected<Answer, Problem> show_lead(std::string_view id);
    tl::expected<Answer, Problem> take_back(const Request& request);
    tl::expected<Answer, Problem> show_readiness();
    tl::expected<Answer, Problem> show_metrics();
    Answer conclude(const Request& request, tracer::Span& span, const tl::expected<Answer, Problem>& served);

    tracer::Tracer& tracer_;
    Pipeline& pipeline_;
    Faults& faults_;
    Counters& counters_;
    Intake intake_;
    PingPost ping_post_;
    Admin admin_;
    ErrorTracker errors_;
    Options options_;
};

} // namespace redline::leadpipe
