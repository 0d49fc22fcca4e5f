#include "redline/tracer/span.hpp"

#include <cassert>
#include <utility>

#include "open_span.hpp"
#include "redline/tracer/semantic_conventions.hpp"

namespace redline::tracer {

namespace {

std::string_view error_given(const OpenSpan& span) {
    if (!span.error.empty()) return span.error;
    return std::uncaught_exceptions() > span.exceptions_in_flight ? "exception" : "";
}

void count(const OpenSpan& span) {
    const auto& start = span.start;
    const auto duration = start.clock->now() - start.at;
    const auto error = error_given(span);
    if (start.serves_request)
        start.metrics->record_request({start.method, start.name, span.status, error}, duration);
    else
        start.metrics->record_operation(start.name, error_label(span.status, error), duration);
}

} // namespace

Span::Span(std::shared_ptr<OpenSpan> open) : open_(std::move(open)) {}
Span::Span(Span&& other) noexcept = default;

Span& Span::operator=(Span&& other) noexcept {
    auto arriving = std::move(other.open_);
    end();
    open_ = std::move(arriving);
    return *this;
}

Span::~Span() { end(); }

void Span::set_status(int http_status) {
    assert(open_);
    open_->status = http_status;
}

void Span::set_error(std::string_view type) {
    assert(open_);
    open_->error = type;
}

void Span::set_attribute(std::string_view name, std::string_view value) {
    assert(open_);
    open_->set(name, std::string(value));
}

void Span::set_attribute(std::string_view name, std::int64_t value) {
    assert(open_);
    open_->set(name, value);
}

base::Traceparent Span::context() const {
    assert(open_);
    return open_->start.context;
}

void Span::end() {
    if (!open_ || open_->ended.load(std::memory_order_relaxed)) return;
    count(*open_);
    open_->ended.store(true, std::memory_order_release);
}

} // namespace redline::tracer
