#include "redline/leadpipe/service.hpp"

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/routes.hpp"

namespace redline::leadpipe {

namespace {

tl::unexpected<Problem> not_found(std::string detail) {
    return tl::unexpected(Problem{404, "not-found", "There is nothing here", std::move(detail)});
}

std::string lead_json(const LeadRow& row) {
    auto body =
        fmt::format(R"({{"lead_id":"{}","state":"{}","vertical":)", lead_id_text(row.id), to_text(row.state));
    base::append_json_string(body, row.vertical);
    if (row.duplicate_of) body += fmt::format(R"(,"duplicate_of":"{}")", lead_id_text(*row.duplicate_of));
    if (row.state == LeadState::sold) {
        body += R"(,"buyer":)";
        base::append_json_string(body, row.buyer);
        body += fmt::format(R"(,"price_cents":{})", row.price_cents);
    }
    return body + '}';
}

} // namespace

tl::expected<Answer, Problem> Service::show_lead(std::string_view id_text) {
    const auto id = parse_lead_id(id_text);
    if (!id) return not_found("this is not the form of a lead_id");
    const auto row = ledger_.find(*id);
    if (!row)
        return tl::unexpected(
            Problem{503, "ledger-unavailable", "The lead could not be read", "the ledger could not be read"});
    if (!*row) return not_found("there is no lead of this lead_id");
    return json_answer(200, lead_json(**row));
}

tl::expected<Answer, Problem> Service::show_metrics() {
    auto families = tracer_.collectable()->Collect();
    const auto counted = counters_.collectable()->Collect();
    families.insert(families.end(), counted.begin(), counted.end());
    return Answer{200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  prometheus::TextSerializer().Serialize(families),
                  {},
                  false};
}

tl::expected<Answer, Problem> Service::serve(const Request& request, std::string_view id) {
    switch (route_of(request.target).name) {
    case RouteName::leads: return intake_.post(request);
    case RouteName::lead: return show_lead(id);
    case RouteName::health: return Answer{200, "text/plain; charset=utf-8", "ok\n", {}, false};
    case RouteName::metrics: return show_metrics();
    case RouteName::none: break;
    }
    return not_found("paths are /v1/leads, /v1/leads/{id}, /healthz and /metrics");
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
    span.set_status(problem.status);
    const bool failed = problem.status >= 500;
    tracer_.log(failed ? tracer::Severity::error : tracer::Severity::warn,
                failed ? "request failed" : "request refused",
                {{"route", route.pattern},
                 {"status", problem.status},
                 {"kind", problem.kind},
                 {"reason", problem.detail}});
    auto answer = to_answer(problem, base::to_text(span.context().trace_id));
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
    return conclude(request, span, serve(request, route.id));
}

Answer Service::refuse(const Request& request, const Problem& problem) {
    auto span = tracer_.server_span(request.method, route_of(request.target).pattern, request.traceparent);
    return conclude(request, span, tl::unexpected(problem));
}

} // namespace redline::leadpipe
