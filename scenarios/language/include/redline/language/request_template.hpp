/// Why this exists: a step's request is settled when the scenario is read, but for the inserts: which bytes
/// frame it is decided here, once, so that no value can break it.
///
/// Every request is HTTP/1.1 (RFC 9112) with Host, User-Agent, the user's headers, Content-Type where the
/// body has one, and, unless a load said `--no-trace`, traceparent (W3C Trace Context). Content-Length stands
/// where there is a body, and on post, put and patch also without one (RFC 9110, section 8.6).
///
/// The user may replace Host, User-Agent and Content-Type. Content-Length, Transfer-Encoding and what else
/// frames a message or belongs to the connection is refused, and so is traceparent: the report must name the
/// trace that was sent.
///
/// Values; appending is safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/base/traceparent.hpp"
#include "redline/language/template_text.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::language {

/// One header as the user gives it; a later one of the same name, in any case, replaces an earlier.
struct HeaderTemplate {
    std::string name;
    Segments value;
};

/// What a request carries.
struct BodyTemplate {
    Segments text;
    std::string content_type; ///< sent unless the user's headers hold one; empty: none
};

/// A step's request as read.
struct RequestParts {
    std::string method; ///< in capitals
    Segments path;
    std::vector<HeaderTemplate> headers;
    std::optional<BodyTemplate> body;
    bool traced = true; ///< whether it carries a traceparent
};

/// The same laid out for sending.
struct RequestTemplate {
    Segments head; ///< from the request line to the last header before traceparent
    Segments body;
    bool has_length = false; ///< whether Content-Length stands
    bool traced = true;
};

/// Reads `headers`: a mapping from names to templates.
std::vector<HeaderTemplate> read_headers(const yaml::Node& headers, const RecordNames& names,
                                         yaml::Diagnostics& diagnostics);

/// Reads one header as curl's -H has it, `Name: value`, without inserts; the same names are refused.
base::Result<HeaderTemplate> parse_header(std::string_view line);

RequestTemplate lay_out(const RequestParts& parts, const loadgen::Endpoint& target);

/// A request without inserts, written out before the run but for the ids that differ each time.
struct FixedRequest {
    std::string bytes;
    std::size_t low_at = 0; ///< of the trace id's second half, 17 bytes before the parent id; 0: no trace
};

/// Nothing for a request that has inserts. `trace_high` is the half of the trace id that stays.
std::optional<FixedRequest> fixed(const RequestTemplate& request, std::uint64_t trace_high);

/// Appends the whole request.
void append_request(const RequestTemplate& request, const base::Traceparent& trace, RequestDraw& draw,
                    std::string& out);

/// `redline/` and the version.
std::string_view user_agent();

} // namespace redline::language
