/// Why this exists: the one object a service makes to be seen: it opens spans, counts them as rate, errors
/// and duration, and writes log lines that carry the trace. See README.md for a whole service in fifteen
/// lines.
///
/// Nothing here fails: a traceparent that cannot be read starts a new trace, hostile texts are made fit for
/// labels and JSON. Nothing here waits but the log sink that was handed in.
///
/// Thread use: any. Spans may outlive the Tracer; a clock handed in must outlive both.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/tracer/log_line.hpp"
#include "redline/tracer/red_metrics.hpp"
#include "redline/tracer/span.hpp"

namespace redline::tracer {

struct TracerOptions {
    std::string service{}; ///< written on every log line

    /// Takes one JSON line without its newline, on the thread that logs, and so from several at once. Empty:
    /// lines are dropped.
    std::function<void(std::string_view line)> log_sink{};

    /// The histograms' upper bounds; a bound for every latency an SLO names makes that SLO exact. Empty: the
    /// default ones.
    std::vector<double> bounds_seconds{};

    /// How many routes, operations and error types are told apart before the rest share one series.
    std::size_t label_values_max = 200;

    base::Clock* clock = nullptr; ///< the machine's clocks if null
};

struct SpanStart;

class Tracer {
  public:
    explicit Tracer(TracerOptions options);

    /// A span for a request this service answers. Continues the trace of the caller's traceparent header, or
    /// starts one if it is empty or invalid. `route` is the template, `/v1/leads/{id}`, never the path as it
    /// came; empty if none matched.
    [[nodiscard]] Span server_span(std::string_view method, std::string_view route,
                                   std::string_view traceparent_header);

    /// A span for a piece of work, child of this thread's current span; without one it starts a trace.
    [[nodiscard]] Span span(std::string_view operation);

    /// The same for work that was handed over from another thread: `parent` is that span's context().
    [[nodiscard]] Span span(std::string_view operation, const base::Traceparent& parent);

    /// The same for work that no thread waits for, such as one of thousands of calls that are under way at
    /// once: the span is never anybody's current one, so it adds nothing to log lines and has only the
    /// children that are given its context().
    [[nodiscard]] Span detached_span(std::string_view operation, const base::Traceparent& parent);

    /// Writes one line to the sink, with the ids of this thread's current span and the attributes of that
    /// span and of those it was made inside; of one name the innermost holds, and a field given here beats
    /// them all.
    void log(Severity severity, std::string_view message, std::initializer_list<Field> fields = {});

    /// The metrics, for a /metrics page; may outlive the Tracer.
    std::shared_ptr<prometheus::Collectable> collectable() const;

  private:
    SpanStart operation(std::string_view name, const base::Traceparent& context,
                        std::shared_ptr<OpenSpan> parent) const;

    TracerOptions options_;
    std::shared_ptr<RedMetrics> metrics_;
};

} // namespace redline::tracer
