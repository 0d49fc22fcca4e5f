/// Why this exists: the one door before several workers. Each request passes the client gate, is sent to a
/// worker that is chosen by lead, session or load, and its answer is handed back as it came; which worker,
/// and why, is one log line. Pages of the gateway's own: /healthz, /readyz (503 without a healthy worker),
/// /metrics and, from loopback and with a key where there are keys, /admin/workers. No other /admin path goes
/// through.
///
/// What fails is tried again only where that can do no harm (next_step). 502: the worker broke off, and may
/// have acted. 503 with Retry-After: nothing was sent. 504: no answer in time. A worker that refuses a
/// connection has failed a check too.
///
/// Sent on: Content-Type, Authorization, Cookie, Idempotency-Key, User-Agent, the key where the gateway reads
/// none, X-Forwarded-For (the client's address, nothing it claims itself) and traceparent with the gateway's
/// span as parent. HEAD is asked as GET. Answers keep their fields but those of the connection (RFC 9110,
/// section 7.6.1).
///
/// Any thread; one request occupies its thread until it is answered. Neither log nor metrics hold a personal
/// field.
#pragma once

#include <memory>
#include <vector>

#include "redline/leadpipe/client_gate.hpp"
#include "redline/leadpipe/gateway_routing.hpp"
#include "redline/leadpipe/health_watch.hpp"
#include "redline/leadpipe/responder.hpp"
#include "redline/leadpipe/worker_set.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

struct GatewayOptions {
    std::vector<WorkerAddress> workers; ///< at least one, 256 at most; in the order of their numbers
    std::vector<OldRoute> old_routes{};
    WorkerSetOptions balancing{};
    HealthWatchOptions health{};
    ClientGateOptions gate{};
    Stickiness stickiness = Stickiness::off;
    int attempts_max = 3;    ///< of one request, the first among them
    bool log_routing = true; ///< a line a request
};

enum class NextStep { give_up, same_worker, another_worker };

/// What may be done after a fault. `safe`: the method changes nothing; `keyed`: the request has an
/// idempotency key, which only the worker that may have acted on it knows again; `owned`: one worker alone
/// can answer.
NextStep next_step(UpstreamFault fault, bool safe, bool keyed, bool owned);

class Gateway final : public Responder {
  public:
    /// `tracer` outlives this.
    Gateway(tracer::Tracer& tracer, GatewayOptions options);
    ~Gateway() override;

    Answer handle(const Request& request) override;
    Answer refuse(const Request& request, const Problem& problem) override;

  private:
    using Outcome = tl::expected<Answer, TurnedAway>;
    struct Errand;

    Outcome serve(const Request& request, const Destination& destination);
    std::optional<Outcome> own_page(const Request& request);
    Outcome show_workers(const Request& request);
    Outcome forward(const Request& request, const Destination& destination);
    Outcome to_old_system(Errand& errand);
    Outcome to_worker(Errand& errand);
    std::optional<std::size_t> pick(const Errand& errand);
    template <class Send>
    tl::expected<UpstreamAnswer, UpstreamFault> attempt(Errand& errand, std::string_view target, Send send);
    void log_health(std::size_t worker, bool healthy);
    Answer conclude(std::string_view route, tracer::Span& span, const Outcome& outcome);

    tracer::Tracer& tracer_;
    const GatewayOptions options_;
    ClientGate gate_;
    WorkerSet workers_;
    std::vector<std::unique_ptr<Upstream>> old_systems_; ///< one a route, in their order
    HealthWatch watch_;                                  ///< last: its threads end first
};

} // namespace redline::leadpipe
