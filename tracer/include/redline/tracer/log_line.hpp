/// Why this exists: a failed request in a report names a trace id, and `grep` over a service's log must find
/// it. One JSON object a line (https://jsonlines.org) is what every log shipper reads; severities and the
/// names trace_id and span_id are those of OpenTelemetry's log data model
/// (https://opentelemetry.io/docs/specs/otel/logs/data-model/).
///
/// Pure: a line is a function of what it is handed, time included. Whatever the bytes of a text, the line is
/// one line of valid JSON: invalid UTF-8 becomes U+FFFD, control characters are escaped.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "redline/base/clock.hpp"
#include "redline/base/ids.hpp"

namespace redline::tracer {

enum class Severity { debug, info, warn, error };

/// DEBUG, INFO, WARN or ERROR: the short names of OpenTelemetry's severity ranges.
std::string_view to_text(Severity severity);

using FieldValue = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

/// A name and a value that ride on a line. Texts are views: they live as long as the call that logs them.
struct Field {
    std::string_view name;
    FieldValue value;

    Field(std::string_view field_name, FieldValue field_value) : name(field_name), value(field_value) {}

    Field(std::string_view field_name, const std::convertible_to<std::string_view> auto& text)
        : name(field_name), value(std::string_view(text)) {}
    Field(std::string_view field_name, bool truth) : name(field_name), value(truth) {}
    Field(std::string_view field_name, std::signed_integral auto number)
        : name(field_name), value(std::int64_t{number}) {}
    Field(std::string_view field_name, std::unsigned_integral auto number)
        : name(field_name), value(std::uint64_t{number}) {}
    Field(std::string_view field_name, std::floating_point auto number)
        : name(field_name), value(static_cast<double>(number)) {}
};

struct LogLine {
    base::WallTime time{};
    Severity severity = Severity::info;
    std::string_view service{};
    std::string_view message{};
    base::TraceId trace_id{}; ///< none: the line was written outside any span and has no ids
    base::SpanId span_id{};
    std::span<const Field> fields{}; ///< of two with one name the later is written
};

/// Appends the line as one JSON object without a newline:
/// {"time":…,"severity":…,"service":…,"message":…,"trace_id":…,"span_id":…,"fields":{…}}. Ids and fields are
/// left out where there are none. Fields have an object of their own, so that none can pose as the line's
/// time or trace. Numbers JSON cannot hold are written as protobuf's JSON does: "NaN", "Infinity",
/// "-Infinity".
void append_json(std::string& out, const LogLine& line);

} // namespace redline::tracer
