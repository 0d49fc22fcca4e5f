#include "redline/leadpipe/gateway.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "forwarding.hpp"
#include "gateway_pages.hpp"
#include "redline/leadpipe/routes.hpp"
#include "refused_answer.hpp"

namespace redline::leadpipe {

namespace {

constexpr base::Duration soon = std::chrono::seconds(1);

tl::unexpected<TurnedAway> turn_away(Problem problem, base::Duration come_again = {}) {
    return tl::unexpected(TurnedAway{std::move(problem), come_again});
}

tl::unexpected<TurnedAway> no_worker(std::string_view detail) {
    return turn_away({503, "no-worker", "No worker can take this now", std::string(detail)}, soon);
}

tl::unexpected<TurnedAway> gave_up(UpstreamFault fault) {
    switch (fault) {
    case UpstreamFault::refused:
        return no_worker("no connection to a worker could be made; nothing was sent");
    case UpstreamFault::pool_exhausted:
        return turn_away({503, "pool-exhausted", "No connection is free",
                          "every connection to the worker is in use; nothing was sent"},
                         soon);
    case UpstreamFault::timed_out:
        return turn_away({504, "worker-silent", "The worker did not answer in time",
                          "the request may have been acted on"});
    case UpstreamFault::reset:
    case UpstreamFault::unreadable: break;
    }
    return turn_away({502, "worker-lost", "The worker broke off",
                      "there is no whole answer; the request may have been acted on"});
}

bool changes_nothing(std::string_view method) { return method == "GET" || method == "HEAD"; }

/// The pattern of a page of the gateway's own; empty for other paths.
std::string_view own_pattern(std::string_view target) {
    constexpr std::array<std::string_view, 4> pages{"/healthz", "/readyz", "/metrics", "/admin/workers"};
    const auto path = target.substr(0, target.find_first_of("?#"));
    const auto found = std::find(pages.begin(), pages.end(), path);
    return found == pages.end() ? std::string_view() : *found;
}

Answer plain(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body), {}, false};
}

} // namespace

NextStep next_step(UpstreamFault fault, bool safe, bool keyed, bool owned) {
    if (fault == UpstreamFault::refused) return owned ? NextStep::give_up : NextStep::another_worker;
    if (fault != UpstreamFault::reset) return NextStep::give_up; // whoever waited once need not wait again
    if (safe) return owned ? NextStep::same_worker : NextStep::another_worker;
    return keyed ? NextStep::same_worker : NextStep::give_up;
}

/// One request on its way, with what its attempts taught.
struct Gateway::Errand {
    const Request& request;
    const Destination& destination;
    OutgoingRequest outgoing;
    WorkerSet::Excluded tried{};
    std::optional<std::size_t> bound{}; ///< the worker that may have acted on it: nobody else may any more
    std::optional<UpstreamFault> first_fault{};
    int attempts = 0;

    bool owned() const { return destination.kind == DestinationKind::owner || bound; }
};

Gateway::Gateway(tracer::Tracer& tracer, GatewayOptions options)
    : tracer_(tracer), options_(std::move(options)), gate_(options_.gate),
      workers_(options_.workers, options_.balancing),
      watch_(workers_, options_.workers, options_.health,
             [this](std::size_t worker, bool healthy) { log_health(worker, healthy); }) {
    for (const auto& route : options_.old_routes) {
        auto upstream = options_.balancing.upstream;
        upstream.host = route.to.host;
        upstream.port = route.to.port;
        old_systems_.push_back(std::make_unique<Upstream>(std::move(upstream)));
    }
}

Gateway::~Gateway() = default;

void Gateway::log_health(std::size_t worker, bool healthy) {
    tracer_.log(tracer::Severity::warn, healthy ? "worker returned" : "worker ejected",
                {{"worker", worker}, {"check", to_text(options_.health.check)}});
}

Answer Gateway::handle(const Request& request) {
    const auto destination =
        destination_of(request, options_.old_routes, workers_.size(), options_.stickiness);
    const auto own = own_pattern(request.target);
    const auto route = own.empty() ? destination.route : own;
    auto span = tracer_.server_span(request.method, route, request.traceparent);
    return conclude(route, span, serve(request, destination));
}

Answer Gateway::refuse(const Request& request, const Problem& problem) {
    const auto route = route_of(request.target).pattern;
    auto span = tracer_.server_span(request.method, route, request.traceparent);
    return conclude(route, span, turn_away(problem, problem.status == 503 ? soon : base::Duration{}));
}

Answer Gateway::conclude(std::string_view route, tracer::Span& span, const Outcome& outcome) {
    if (outcome) {
        span.set_status(outcome->status);
        return *outcome;
    }
    const auto& [problem, come_again] = outcome.error();
    auto answer = refused_answer(tracer_, span, route, problem);
    answer.retry_later = false; // said more exactly here
    if (come_again > base::Duration::zero())
        answer.headers.emplace_back("Retry-After",
                                    std::to_string(std::lround(std::ceil(base::in_seconds(come_again)))));
    if (problem.status == 405) answer.allow = "GET, HEAD";
    // RFC 9110 wants a challenge with each 401; there is no registered scheme for keys.
    if (problem.status == 401) answer.headers.emplace_back("WWW-Authenticate", "ApiKey realm=\"leadpipe\"");
    return answer;
}

Gateway::Outcome Gateway::serve(const Request& request, const Destination& destination) {
    if (auto page = own_page(request)) return *std::move(page);
    if (destination.kind == DestinationKind::nowhere)
        return turn_away({404, "not-found", "There is nothing here", "paths begin with /v1/ or /auth/"});
    return forward(request, destination);
}

std::optional<Gateway::Outcome> Gateway::own_page(const Request& request) {
    const auto page = own_pattern(request.target);
    if (page.empty()) return std::nullopt;
    if (!changes_nothing(request.method))
        return turn_away({405, "method-not-allowed", "The method is not served here",
                          fmt::format("{} answers to GET, HEAD", page)});
    if (page == "/healthz") return plain(200, "ok\n");
    if (page == "/admin/workers") return show_workers(request);
    if (page == "/readyz") {
        if (workers_.any_healthy()) return plain(200, "ready\n");
        return no_worker("no worker is healthy");
    }
    auto families = tracer_.collectable()->Collect();
    for (auto& family : gateway_metrics(workers_.numbers(), gate_)) families.push_back(std::move(family));
    auto answer = plain(200, prometheus::TextSerializer().Serialize(families));
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return answer;
}

Gateway::Outcome Gateway::show_workers(const Request& request) {
    if (!is_from_loopback(request))
        return turn_away({403, "not-from-here", "This page is for the machine itself", "ask from loopback"});
    if (!gate_.identify(request))
        return turn_away({401, "key-required", "The key is missing or unknown", "X-Api-Key must hold a key"});
    return json_answer(200, workers_json(workers_.numbers()));
}

Gateway::Outcome Gateway::forward(const Request& request, const Destination& destination) {
    const auto pass = gate_.enter(request, base::monotonic_now());
    if (!pass) return tl::unexpected(pass.error());
    Errand errand{request, destination, to_outgoing(request, gate_.open())};
    return destination.kind == DestinationKind::old_system ? to_old_system(errand) : to_worker(errand);
}

/// Sends it once, in a span of its own whose id goes along as the parent.
template <class Send>
tl::expected<UpstreamAnswer, UpstreamFault> Gateway::attempt(Errand& errand, std::string_view target,
                                                             Send send) {
    ++errand.attempts;
    if (options_.log_routing)
        tracer_.log(tracer::Severity::info, "request routed",
                    {{"route", errand.destination.route},
                     {"worker", target},
                     {"why", reason_of(errand.destination.kind)},
                     {"attempt", errand.attempts}});
    auto span = tracer_.span("forward");
    auto outgoing = errand.outgoing;
    outgoing.headers.emplace_back("traceparent", base::to_text(span.context()));
    auto answer = send(outgoing);
    if (answer)
        span.set_status(answer->status);
    else
        span.set_error(to_text(answer.error()));
    return answer;
}

Gateway::Outcome Gateway::to_old_system(Errand& errand) {
    auto& old = *old_systems_[errand.destination.index];
    auto answer = attempt(errand, "old", [&](const OutgoingRequest& request) { return old.send(request); });
    if (!answer) return gave_up(answer.error());
    return to_answer(*std::move(answer));
}

std::optional<std::size_t> Gateway::pick(const Errand& errand) {
    if (errand.bound) return errand.bound;
    const auto& destination = errand.destination;
    switch (destination.kind) {
    case DestinationKind::owner:
        return workers_.healthy(destination.index) ? std::optional(destination.index) : std::nullopt;
    case DestinationKind::sticky: return workers_.choose_sticky(destination.sticky_key, errand.tried);
    default: return workers_.choose(errand.tried);
    }
}

Gateway::Outcome Gateway::to_worker(Errand& errand) {
    const bool safe = changes_nothing(errand.request.method);
    while (errand.attempts < options_.attempts_max) {
        const auto worker = pick(errand);
        if (!worker) break;
        auto answer = attempt(errand, std::to_string(*worker), [&](const OutgoingRequest& request) {
            return workers_.send(*worker, request);
        });
        if (answer) return to_answer(*std::move(answer));
        const auto fault = answer.error();
        if (!errand.first_fault || *errand.first_fault == UpstreamFault::refused) errand.first_fault = fault;
        if (fault == UpstreamFault::refused && workers_.record_check(*worker, false))
            log_health(*worker, false);
        const bool keyed = !safe && !idempotency_key_of(errand.request).empty();
        const auto next = next_step(fault, safe, keyed, errand.owned());
        if (next == NextStep::give_up) break;
        if (next == NextStep::same_worker) errand.bound = worker;
        errand.tried.resize(workers_.size());
        errand.tried[*worker] = true;
    }
    if (errand.first_fault) return gave_up(*errand.first_fault);
    return no_worker(errand.destination.kind == DestinationKind::owner
                         ? "the worker that holds this lead is not healthy"
                         : "no worker is healthy");
}

} // namespace redline::leadpipe
