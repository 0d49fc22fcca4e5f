#include "redline/leadpipe/buyer_service.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "redline/leadpipe/buyer_switches.hpp"
#include "refused_answer.hpp"

namespace redline::leadpipe {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

tl::unexpected<Problem> problem(int status, std::string_view kind, std::string_view title,
                                std::string detail) {
    return tl::unexpected(Problem{status, kind, title, std::move(detail)});
}

tl::unexpected<Problem> no_such_buyer() {
    return problem(404, "not-found", "There is nothing here", "no buyer has this name");
}

template <class Number>
MetricFamily gauge_by_buyer(BuyerRoster& roster, const char* name, const char* text, Number number) {
    MetricFamily family{name, text, MetricType::Gauge, {}};
    roster.for_each([&](SimulatedBuyer& buyer) {
        auto& metric = family.metric.emplace_back();
        metric.label = {{"buyer", std::string(buyer.profile().offer.name)}};
        metric.gauge.value = static_cast<double>(number(buyer));
    });
    return family;
}

} // namespace

struct BuyerService::Route {
    enum class Name { ping, post, list, change, health, metrics, none } name = Name::none;
    std::string_view pattern{}; ///< for metrics and logs; empty for none
    std::string_view methods{};
    std::string_view buyer{}; ///< points into the target
};

namespace {

/// The name in `/buyers/{name}/ping`, where `path` has this beginning and end.
std::optional<std::string_view> between(std::string_view path, std::string_view begin, std::string_view end) {
    if (!path.starts_with(begin) || !path.ends_with(end) || path.size() <= begin.size() + end.size())
        return std::nullopt;
    const auto name = path.substr(begin.size(), path.size() - begin.size() - end.size());
    return name.find('/') == std::string_view::npos ? std::optional(name) : std::nullopt;
}

} // namespace

BuyerService::Route BuyerService::route_of(std::string_view target) {
    const auto path = target.substr(0, target.find_first_of("?#"));
    using enum Route::Name;
    constexpr std::string_view reading = "GET, HEAD";
    if (path == "/healthz") return {health, "/healthz", reading};
    if (path == "/metrics") return {metrics, "/metrics", reading};
    if (path == "/admin/buyers") return {list, "/admin/buyers", reading};
    if (const auto name = between(path, "/admin/buyers/", ""))
        return {change, "/admin/buyers/{name}", "POST", *name};
    if (const auto name = between(path, "/buyers/", "/ping"))
        return {ping, "/buyers/{name}/ping", "POST", *name};
    if (const auto name = between(path, "/buyers/", "/post"))
        return {post, "/buyers/{name}/post", "POST", *name};
    return {};
}

/// In steps, so that the end of the process need not wait for a buyer that hangs.
void BuyerService::wait(base::Duration time) {
    constexpr base::Duration step = std::chrono::milliseconds(100);
    const auto until = clock_.now() + time;
    for (auto now = clock_.now(); now < until && !stopping_.load(); now = clock_.now())
        clock_.sleep_until(std::min(until, now + step));
}

BuyerService::Outcome BuyerService::answer_call(const Request& request, const Route& route) {
    const auto kind = route.name == Route::Name::ping ? CallKind::ping : CallKind::post;
    const auto format = roster_.format_of(route.buyer);
    if (!format) return no_such_buyer();
    auto answer = roster_.answer(route.buyer, kind, request.body, clock_.wall_now());
    wait(answer->never ? hanging_max : answer->latency + answer->slow_by);
    if (answer->never || answer->status >= 500)
        return problem(503, "buyer-failed", "The buyer does not work", "the buyer is told to fail");
    if (answer->status != 200)
        return problem(400, "bad-request", "The request cannot be read", "the body is no call to this buyer");
    return Answer{200, std::string(content_type_of(*format)), std::move(answer->body), {}, false};
}

BuyerService::Outcome BuyerService::list_buyers() {
    auto buyers = base::Json::array();
    const auto now = clock_.wall_now();
    roster_.for_each([&](SimulatedBuyer& buyer) { buyers.push_back(to_json(buyer, now)); });
    return json_answer(200, base::to_text(base::Json{{"buyers", std::move(buyers)}}));
}

BuyerService::Outcome BuyerService::change_buyers(const Request& request, const Route& route) {
    const auto json = base::parse_json(request.body, "body");
    if (!json)
        return problem(400, "bad-request", "The request cannot be read",
                       "the body is not JSON that can be read");
    const auto switches = read_buyer_switches(*json);
    if (!switches)
        return problem(422, "invalid-switch", "The buyer cannot be switched so",
                       switches.error().message +
                           (switches.error().hint.empty() ? "" : "; " + switches.error().hint));
    const auto change = [&](SimulatedBuyer& buyer) { apply(*switches, buyer); };
    if (route.buyer == "*")
        roster_.for_each(change);
    else if (!roster_.with(route.buyer, change))
        return no_such_buyer();
    tracer_.log(tracer::Severity::info, "buyers switched", {{"all", route.buyer == "*" ? 1 : 0}});
    return list_buyers();
}

BuyerService::Outcome BuyerService::show_metrics() {
    auto families = tracer_.collectable()->Collect();
    const auto now = clock_.wall_now();
    families.push_back(gauge_by_buyer(roster_, "buyer_bought_today", "Leads bought since midnight in UTC.",
                                      [&](SimulatedBuyer& buyer) { return buyer.bought_today(now); }));
    families.push_back(
        gauge_by_buyer(roster_, "buyer_broken", "0 without a fault, 1 with one.",
                       [](SimulatedBuyer& buyer) { return buyer.fault() != BuyerFault::none; }));
    return Answer{200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  prometheus::TextSerializer().Serialize(families),
                  {},
                  false};
}

BuyerService::Outcome BuyerService::serve(const Request& request, const Route& route) {
    if (route.pattern.starts_with("/admin/") && !is_from_loopback(request))
        return problem(403, "forbidden", "This is not for callers from elsewhere",
                       "paths under /admin/ answer to loopback only");
    switch (route.name) {
    case Route::Name::ping:
    case Route::Name::post: return answer_call(request, route);
    case Route::Name::list: return list_buyers();
    case Route::Name::change: return change_buyers(request, route);
    case Route::Name::health: return Answer{200, "text/plain; charset=utf-8", "ok\n", {}, false};
    case Route::Name::metrics: return show_metrics();
    case Route::Name::none: break;
    }
    return problem(
        404, "not-found", "There is nothing here",
        "paths are /buyers/{name}/ping, /buyers/{name}/post, /healthz, /metrics and /admin/buyers");
}

Answer BuyerService::conclude(const Route& route, tracer::Span& span, const Outcome& outcome) {
    if (outcome) {
        span.set_status(outcome->status);
        return *outcome;
    }
    const auto& problem = outcome.error();
    auto answer = refused_answer(tracer_, span, route.pattern, problem);
    if (problem.status == 405) answer.allow = route.methods;
    return answer;
}

Answer BuyerService::handle(const Request& request) {
    const auto route = route_of(request.target);
    auto span = tracer_.server_span(request.method, route.pattern, request.traceparent);
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const bool allowed = route.methods == "POST" ? request.method == "POST" : reads;
    if (!allowed && route.name != Route::Name::none)
        return conclude(route, span,
                        problem(405, "method-not-allowed", "The method is not served here",
                                fmt::format("{} answers to {}", route.pattern, route.methods)));
    return conclude(route, span, serve(request, route));
}

Answer BuyerService::refuse(const Request& request, const Problem& refused) {
    const auto route = route_of(request.target);
    auto span = tracer_.server_span(request.method, route.pattern, request.traceparent);
    return conclude(route, span, tl::unexpected(refused));
}

} // namespace redline::leadpipe
