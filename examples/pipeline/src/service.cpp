#include "redline/leadpipe/service.hpp"

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/api_keys.hpp"
#include "redline/leadpipe/json_body.hpp"
#include "redline/leadpipe/openapi.hpp"
#include "refused_answer.hpp"

namespace redline::leadpipe {

namespace {

tl::unexpected<Problem> not_found(std::string detail) {
    return tl::unexpected(Problem{404, "not-found", "There is nothing here", std::move(detail)});
}

tl::unexpected<Problem> ledger_unavailable() {
    return tl::unexpected(Problem{503, "ledger-unavailable", "The ledger does not answer",
                                  "the ledger could not be read or written"});
}

std::string lead_json(const LeadRow& row) {
    auto body =
        fmt::format(R"({{"lead_id":"{}","state":"{}","vertical":)", lead_id_text(row.id), to_text(row.state));
    base::append_json_string(body, row.vertical);
    if (row.duplicate_of) body += fmt::format(R"(,"duplicate_of":"{}")", lead_id_text(*row.duplicate_of));
    if (!row.reason.empty()) {
        body += R"(,"reason":)";
        base::append_json_string(body, row.reason);
    }
    if (!row.buyer.empty()) {
        body += R"(,"buyer":)";
        base::append_json_string(body, row.buyer);
        body += fmt::format(R"(,"price_cents":{})", row.price_cents);
    }
    return body + '}';
}

tl::expected<void, Problem> admit_to_admin(const Request& request, const std::string& key) {
    if (!is_from_loopback(request))
        return tl::unexpected(
            Problem{403, "not-from-here", "This page is for the machine itself", "ask from loopback"});
    if (!key.empty() && !equal_in_constant_time(request.api_key, key))
        return tl::unexpected(Problem{401, "key-required", "The key is missing or unknown",
                                      "X-Api-Key must be the administrator's key"});
    return {};
}

/// What a token must grant for a route; empty: nothing.
std::string_view scope_of(RouteName name) {
    switch (name) {
    case RouteName::leads:
    case RouteName::batch:
    case RouteName::ping:
    case RouteName::post: return "leads:write";
    case RouteName::returns: return "returns:write";
    case RouteName::reports:
    case RouteName::report:
    case RouteName::dashboard: return "reports:read";
    default: return {};
    }
}

} // namespace

tl::expected<Answer, Problem> Service::show_lead(std::string_view id_text) {
    const auto id = parse_lead_id(id_text);
    if (!id) return not_found("this is not the form of a lead_id");
    const auto row = pipeline_.ledger().find(*id);
    if (!row) return ledger_unavailable();
    if (!*row) return not_found("there is no lead of this lead_id");
    return json_answer(200, lead_json(**row));
}

/// The buyer that bought a lead gives it back.
tl::expected<Answer, Problem> Service::take_back(const Request& request) {
    const auto json = read_json_body(request);
    if (!json) return tl::unexpected(json.error());
    const auto id = parse_lead_id(text_member(*json, "lead_id").value_or(""));
    const auto buyer = text_member(*json, "buyer"), reason = text_member(*json, "reason");
    if (!id || !buyer || buyer->empty() || !reason || reason->empty())
        return tl::unexpected(
            Problem{422, "invalid-return", "The return is not complete",
                    "lead_id, buyer and reason are needed, each a text of at most 200 bytes"});
    const auto returned = pipeline_.ledger().give_back(*id, *buyer, *reason);
    if (!returned) return ledger_unavailable();
    if (!*returned)
        return tl::unexpected(Problem{409, "not-returnable", "The lead cannot be returned",
                                      "it is not sold to this buyer, or was returned before"});
    return json_answer(200, fmt::format(R"({{"lead_id":"{}","state":"returned"}})", lead_id_text(*id)));
}

/// Ready is who can keep a lead: the intake and the ledger are asked, not only the process.
tl::expected<Answer, Problem> Service::show_readiness() {
    if (faults_.is_zombie())
        return tl::unexpected(
            Problem{500, "zombie", "The intake does not work", "this process only looks alive"});
    if (!pipeline_.ledger().find(1)) return ledger_unavailable();
    return Answer{200, "text/plain; charset=utf-8", "ready\n", {}, false};
}

tl::expected<Answer, Problem> Service::show_metrics() {
    auto families = tracer_.collectable()->Collect();
    const auto counted = counters_.collectable()->Collect();
    families.insert(families.end(), counted.begin(), counted.end());
    const auto measured = pipeline_.metrics();
    families.insert(families.end(), measured.begin(), measured.end());
    const auto read =
        options_.query == nullptr ? std::vector<prometheus::MetricFamily>() : options_.query->metrics();
    families.insert(families.end(), read.begin(), read.end());
    return Answer{200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  prometheus::TextSerializer().Serialize(families),
                  {},
                  false};
}

/// What comes before anything else: /admin is for this machine, and where there are tokens, who sends leads
/// or asks for reports needs one.
tl::expected<void, Problem> Service::admit(const Request& request, const Route& route) const {
    if (route.pattern.starts_with("/admin/")) return admit_to_admin(request, options_.admin_key);
    const auto scope = scope_of(route.name);
    if (options_.tokens == nullptr || scope.empty()) return {};
    return options_.tokens->admit(request, scope).map([](const Claims&) {});
}

tl::expected<Answer, Problem> Service::serve_admin(const Request& request, const Route& route) {
    switch (route.name) {
    case RouteName::conservation: return admin_.conservation();
    case RouteName::dead_letters: return admin_.dead_letters();
    case RouteName::replay: return admin_.replay();
    case RouteName::faults: return admin_.faults(request);
    case RouteName::errors: return json_answer(200, errors_.to_json());
    default: return not_found("there is no such path; GET /openapi.json lists those there are");
    }
}

tl::expected<Answer, Problem> Service::serve_reading(const Request& request, const Route& route) {
    if (route.name == RouteName::token && options_.tokens != nullptr) return options_.tokens->post(request);
    if (options_.query == nullptr) return serve_admin(request, route);
    switch (route.name) {
    case RouteName::dashboard: return options_.query->dashboard(route.id);
    case RouteName::reports: return options_.query->ask_report(request);
    case RouteName::report: return options_.query->report(route.id);
    default: return serve_admin(request, route);
    }
}

tl::expected<Answer, Problem> Service::serve(const Request& request, const Route& route) {
    switch (route.name) {
    case RouteName::leads: return intake_.post(request);
    case RouteName::batch: return intake_.post_batch(request);
    case RouteName::lead: return show_lead(route.id);
    case RouteName::ping: return ping_post_.ping(request);
    case RouteName::post: return ping_post_.post(request);
    case RouteName::returns: return take_back(request);
    case RouteName::health: return Answer{200, "text/plain; charset=utf-8", "ok\n", {}, false};
    case RouteName::readiness: return show_readiness();
    case RouteName::metrics: return show_metrics();
    case RouteName::openapi: return json_answer(200, std::string(openapi_document()));
    default: return serve_reading(request, route);
    }
}

Answer Service::conclude(const Request& request, tracer::Span& span,
                         const tl::expected<Answer, Problem>& served) {
    const auto route = route_of(request.target);
    if (served) {
        span.set_status(served->status);
        if (options_.access_lines)
            tracer_.log(tracer::Severity::debug, "request answered",
                        {{"route", route.pattern}, {"status", served->status}});
        return *served;
    }
    const auto& problem = served.error();
    if (is_failure(problem))
        errors_.note({problem.kind, route.pattern, request.method, problem.status,
                      base::to_text(span.context().trace_id)},
                     base::wall_now());
    auto answer = refused_answer(tracer_, span, route.pattern, problem);
    if (problem.status == 405) answer.allow = route.methods;
    return answer;
}

Answer Service::handle(const Request& request) {
    const auto route = route_of(request.target);
    auto span = tracer_.server_span(request.method, route.pattern, request.traceparent);
    if (route.name != RouteName::none && !allows(route, request.method))
        return conclude(
            request, span,
            tl::unexpected(Problem{405, "method-not-allowed", "The method is not served here",
                                   fmt::format("{} answers to {}", route.pattern, route.methods)}));
    if (const auto admitted = admit(request, route); !admitted)
        return conclude(request, span, tl::unexpected(admitted.error()));
    return conclude(request, span, serve(request, route));
}

std::size_t Service::body_bytes_max(std::string_view target) const {
    return route_of(target).name == RouteName::batch ? batch_bytes_max : leadpipe::body_bytes_max;
}

Answer Service::refuse(const Request& request, const Problem& problem) {
    auto span = tracer_.server_span(request.method, route_of(request.target).pattern, request.traceparent);
    return conclude(request, span, tl::unexpected(problem));
}

} // namespace redline::leadpipe
