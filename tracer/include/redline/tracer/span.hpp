/// Why this exists: what a service spends its time on, told by scope: a span begins where it is made and ends
/// where it goes out of scope, so no path out of a function forgets to end it. While it is open it is current
/// on the thread that made it: log lines carry its ids, and new spans become its children.
///
/// Spans may end in any order and on any thread; the current span is always the youngest one still open of
/// those this thread made. A span that ends because an exception flies past it has the error `exception`
/// unless it was given another.
///
/// Thread use: one Span object belongs to one thread at a time and may be moved to another. A moved-from Span
/// may only be destroyed or assigned to. After end() its setters change nothing that is counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "redline/base/traceparent.hpp"

namespace redline::tracer {

struct OpenSpan;

/// The limit of OpenTelemetry's SDKs (https://opentelemetry.io/docs/specs/otel/common/#attribute-limits).
constexpr std::size_t attributes_max = 128;

class Span {
  public:
    Span(Span&& other) noexcept;
    Span& operator=(Span&& other) noexcept; ///< ends what this was
    ~Span();

    /// From 500 on, the status is the span's error unless set_error names another.
    void set_status(int http_status);

    /// Marks the span failed. `type` becomes a label: a word from a short list, such as `timeout`, never a
    /// message.
    void set_error(std::string_view type);

    /// A field of every line logged while this span, or one made inside it, is current. The later of two
    /// values for one name holds; beyond attributes_max different names, new ones are dropped.
    void set_attribute(std::string_view name, std::string_view value);
    void set_attribute(std::string_view name, std::int64_t value);

    /// This span as the parent of what it calls: base::to_text() of it is the outgoing traceparent header.
    base::Traceparent context() const;

    /// Ends the span before its scope does; a second call does nothing.
    void end();

  private:
    friend class Tracer;
    explicit Span(std::shared_ptr<OpenSpan> open);

    std::shared_ptr<OpenSpan> open_; ///< shared with the list of the thread that made it
};

} // namespace redline::tracer
