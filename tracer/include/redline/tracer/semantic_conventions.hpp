/// Why this exists: dashboards and rules written for one service fit the next only if both spell methods,
/// statuses and errors alike. The rules are OpenTelemetry's semantic conventions for HTTP
/// (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/), as Prometheus spells them.
///
/// Pure; for use from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::tracer {

/// What the conventions write where a value is not one of those that are known.
constexpr std::string_view other_value = "_OTHER";

/// The method as a label: one of RFC 9110 and RFC 5789, in upper case as it travels, else `_OTHER`.
std::string_view method_label(std::string_view method);

/// `404`; empty for what is no HTTP status (outside 100 … 599), such as 0, "never answered".
std::string status_label(int status);

/// The type of error: `given` where it is not empty, else a status from 500 as text, else empty, "none".
/// A status below 500 is the client's error, not the server's.
std::string error_label(int status, std::string_view given);

/// Bounds advised for http.server.request.duration, in seconds: 0.005 … 10.
std::vector<double> default_bounds_seconds();

} // namespace redline::tracer
