#include "redline/tracer/tracer.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "current_spans.hpp"
#include "redline/base/random.hpp"

namespace redline::tracer {

namespace {

base::Clock* clock_or_system(base::Clock* clock) {
    static base::SystemClock system;
    return clock ? clock : &system;
}

/// Zero means "none" in both kinds of id, so it is drawn again.
std::uint64_t draw() {
    static thread_local base::Random dice(base::fresh_seed());
    std::uint64_t id = 0;
    while (id == 0) id = dice.next();
    return id;
}

base::Traceparent child_of(const base::Traceparent& parent) {
    return {parent.trace_id, base::SpanId{draw()}, parent.sampled};
}

base::Traceparent fresh_trace() { return {base::TraceId{draw(), draw()}, base::SpanId{draw()}, true}; }

std::shared_ptr<OpenSpan> open(SpanStart start) {
    auto span = std::make_shared<OpenSpan>(std::move(start));
    make_current(span);
    return span;
}

FieldValue view_of(const std::variant<std::string, std::int64_t>& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
    return std::get<std::int64_t>(value);
}

/// The span and those it was made inside, outermost first.
std::vector<std::shared_ptr<OpenSpan>> lineage(std::shared_ptr<OpenSpan> span) {
    std::vector<std::shared_ptr<OpenSpan>> line;
    for (; span; span = span->start.parent) line.push_back(span);
    std::ranges::reverse(line);
    return line;
}

std::vector<Attribute> attributes_of(const std::shared_ptr<OpenSpan>& span) {
    std::vector<Attribute> all;
    for (const auto& each : lineage(span)) {
        const std::scoped_lock hold(each->attributes_lock);
        all.insert(all.end(), each->attributes.begin(), each->attributes.end());
    }
    return all;
}

} // namespace

Tracer::Tracer(TracerOptions options)
    : options_(std::move(options)),
      metrics_(std::make_shared<RedMetrics>(options_.bounds_seconds, options_.label_values_max)) {
    options_.clock = clock_or_system(options_.clock);
}

Span Tracer::server_span(std::string_view method, std::string_view route,
                         std::string_view traceparent_header) {
    const auto caller = base::parse_traceparent(traceparent_header);
    return Span(open({.context = caller ? child_of(*caller) : fresh_trace(),
                      .parent = nullptr,
                      .serves_request = true,
                      .method = std::string(method),
                      .name = std::string(route),
                      .metrics = metrics_,
                      .clock = options_.clock,
                      .at = options_.clock->now()}));
}

Span Tracer::span(std::string_view name) {
    auto parent = current_span();
    const auto context = parent ? child_of(parent->start.context) : fresh_trace();
    return Span(open(operation(name, context, std::move(parent))));
}

Span Tracer::span(std::string_view name, const base::Traceparent& parent) {
    return Span(open(operation(name, child_of(parent), nullptr)));
}

Span Tracer::detached_span(std::string_view name, const base::Traceparent& parent) {
    return Span(std::make_shared<OpenSpan>(operation(name, child_of(parent), nullptr)));
}

SpanStart Tracer::operation(std::string_view name, const base::Traceparent& context,
                            std::shared_ptr<OpenSpan> parent) const {
    return {.context = context,
            .parent = std::move(parent),
            .serves_request = false,
            .method = {},
            .name = std::string(name),
            .metrics = metrics_,
            .clock = options_.clock,
            .at = options_.clock->now()};
}

void Tracer::log(Severity severity, std::string_view message, std::initializer_list<Field> fields) {
    if (!options_.log_sink) return;
    const auto span = current_span();
    const auto attributes = attributes_of(span);
    std::vector<Field> all;
    for (const auto& [name, value] : attributes) all.emplace_back(name, view_of(value));
    all.insert(all.end(), fields.begin(), fields.end());
    LogLine line{options_.clock->wall_now(), severity, options_.service, message, {}, {}, all};
    if (span) {
        line.trace_id = span->start.context.trace_id;
        line.span_id = span->start.context.parent_id;
    }
    std::string text;
    append_json(text, line);
    options_.log_sink(text);
}

std::shared_ptr<prometheus::Collectable> Tracer::collectable() const { return metrics_->collectable(); }

} // namespace redline::tracer
