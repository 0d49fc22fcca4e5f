#include "redline/tracer/log_line.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "redline/base/json_text.hpp"

namespace redline::tracer {

namespace {

void append_value(std::string& out, std::string_view text) { base::append_json_string(out, text); }
void append_value(std::string& out, bool truth) { out += truth ? "true" : "false"; }
void append_value(std::string& out, std::int64_t number) {
    fmt::format_to(std::back_inserter(out), "{}", number);
}
void append_value(std::string& out, std::uint64_t number) {
    fmt::format_to(std::back_inserter(out), "{}", number);
}

/// What is not finite is spelt as in https://protobuf.dev/programming-guides/json/.
void append_value(std::string& out, double number) {
    if (std::isnan(number))
        out += "\"NaN\"";
    else if (std::isinf(number))
        out += number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    else
        fmt::format_to(std::back_inserter(out), "{}", number);
}

void append_member(std::string& out, std::string_view name, const auto& value) {
    if (out.back() != '{') out += ',';
    base::append_json_string(out, name);
    out += ':';
    append_value(out, value);
}

void append_fields(std::string& out, std::span<const Field> fields) {
    out += ",\"fields\":{";
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        const auto same_name = [&](const Field& later) { return later.name == field->name; };
        if (std::any_of(field + 1, fields.end(), same_name)) continue;
        std::visit([&](const auto& value) { append_member(out, field->name, value); }, field->value);
    }
    out += '}';
}

} // namespace

std::string_view to_text(Severity severity) {
    switch (severity) {
    case Severity::debug: return "DEBUG";
    case Severity::info: return "INFO";
    case Severity::warn: return "WARN";
    case Severity::error: return "ERROR";
    }
    return "ERROR";
}

void append_json(std::string& out, const LogLine& line) {
    out += '{';
    append_member(out, "time", std::string_view(base::to_rfc3339(line.time)));
    append_member(out, "severity", to_text(line.severity));
    append_member(out, "service", line.service);
    append_member(out, "message", line.message);
    if (line.trace_id) append_member(out, "trace_id", std::string_view(base::to_text(line.trace_id)));
    if (line.span_id) append_member(out, "span_id", std::string_view(base::to_text(line.span_id)));
    if (!line.fields.empty()) append_fields(out, line.fields);
    out += '}';
}

} // namespace redline::tracer
