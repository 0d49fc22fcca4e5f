/// Why this exists: the simulated buyers as an HTTP server, for pipelines that sell over a network, and the
/// switches to break them by while they are asked.
///
///     POST /buyers/{name}/ping, /post       the buyer's answer, after its latency
///     GET  /healthz, /metrics               `ok`; Prometheus text: RED by route, sales and caps by buyer
///     GET  /admin/buyers                    {"buyers":[{"name","vertical","format","fault","latency",
///                                             "error_share","cap","bought_today"},…]}
///     POST /admin/buyers/{name}             {"fault":"slow","latency":"30ms","error_share":"10%","cap":100},
///     each
///                                             optional, `null` for no cap; `{name}` may be `*`: all of them
///
/// Everything under /admin/ is for callers on loopback, others are refused with 403. A call that no buyer
/// answers is `hanging`: its connection waits for hanging_max, or the end of the process, and then breaks
/// with 503. Refusals are problems (RFC 9457), with one log line each.
///
/// Any thread; a call occupies its thread for the buyer's whole latency: that is the price of a server that
/// knows nothing but threads, so give it as many as calls are to be under way.
#pragma once

#include <atomic>

#include "redline/leadpipe/buyer_roster.hpp"
#include "redline/leadpipe/responder.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

class BuyerService final : public Responder {
  public:
    static constexpr base::Duration hanging_max = std::chrono::seconds(30);

    /// What is handed in outlives this.
    BuyerService(tracer::Tracer& tracer, BuyerRoster& roster, base::Clock& clock)
        : tracer_(tracer), roster_(roster), clock_(clock) {}

    Answer handle(const Request& request) override;
    Answer refuse(const Request& request, const Problem& problem) override;

    /// Hanging calls end soon, and others do not wait for their latency any more.
    void stop_waiting() { stopping_.store(true); }

  private:
    using Outcome = tl::expected<Answer, Problem>;
    struct Route;

    static Route route_of(std::string_view target);
    Outcome serve(const Request& request, const Route& route);
    Outcome answer_call(const Request& request, const Route& route);
    Outcome list_buyers();
    Outcome change_buyers(const Request& request, const Route& route);
    Outcome show_metrics();
    void wait(base::Duration time);
    Answer conclude(const Route& route, tracer::Span& span, const Outcome& outcome);

    tracer::Tracer& tracer_;
    BuyerRoster& roster_;
    base::Clock& clock_;
    std::atomic<bool> stopping_{false};
};

} // namespace redline::leadpipe
