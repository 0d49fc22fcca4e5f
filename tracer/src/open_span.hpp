/// Why this exists: what a Span points to. It is shared between the Span, which may be moved to another
/// thread, and the list of open spans of the thread that made it, which must not dangle when it is.
///
/// Thread use: what is const may be read from anywhere. `status`, `error` and ending belong to the thread
/// that has the Span; attributes are read by log lines of the making thread too, and so have a lock of their
/// own, which two threads meet on only if a span is moved while its first thread still logs under it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/traceparent.hpp"
#include "redline/tracer/red_metrics.hpp"
#include "redline/tracer/span.hpp"

namespace redline::tracer {

struct Attribute {
    std::string name;
    std::variant<std::string, std::int64_t> value;
};

/// What a span is from its first moment on.
struct SpanStart {
    base::Traceparent context; ///< its own ids; parent_id is what its callees will see
    std::shared_ptr<OpenSpan> parent;
    bool serves_request = false; ///< else it is an operation
    std::string method;          ///< of a request
    std::string name;            ///< route or operation
    std::shared_ptr<RedMetrics> metrics;
    base::Clock* clock = nullptr;
    base::Instant at;
};

struct OpenSpan {
    explicit OpenSpan(SpanStart span_start) : start(std::move(span_start)) {}

    const SpanStart start;
    const int exceptions_in_flight = std::uncaught_exceptions();
    int status = 0;
    std::string error;
    std::atomic<bool> ended{false};

    std::mutex attributes_lock;
    std::vector<Attribute> attributes;

    void set(std::string_view name, std::variant<std::string, std::int64_t> value) {
        const std::scoped_lock hold(attributes_lock);
        const auto found = std::ranges::find(attributes, name, &Attribute::name);
        if (found != attributes.end())
            found->value = std::move(value);
        else if (attributes.size() < attributes_max)
            attributes.push_back({std::string(name), std::move(value)});
    }
};

} // namespace redline::tracer
