/// Why this exists: what leadpipe decides about a request must be testable without a socket. A Request holds
/// the few parts of HTTP the service looks at, an Answer what it says; only server.cpp knows the rest.
///
/// Values without locks.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redline::leadpipe {

/// Names and values of header fields.
using HeaderFields = std::vector<std::pair<std::string, std::string>>;

/// Larger bodies are refused with 413; those of a batch may be so large.
constexpr std::size_t body_bytes_max = 64 * 1024;
constexpr std::size_t batch_bytes_max = 1024 * 1024;

struct Request {
    std::string method;
    std::string target;       ///< path and query as they came
    std::string content_type; ///< empty when the header is missing
    std::string traceparent;
    std::string body;
    std::string authorization{};   ///< `Bearer …`
    std::string api_key{};         ///< X-Api-Key
    std::string idempotency_key{}; ///< Idempotency-Key
    std::string user_agent{};
    std::string cookie{};
    /// The address of the other side, without its port; a request made in this process comes from this
    /// machine.
    std::string peer = "127.0.0.1";
};

struct Answer {
    int status = 200;
    std::string content_type;
    std::string body;
    std::string allow;        ///< methods of this path, for 405
    bool retry_later = false; ///< send Retry-After: 1
    HeaderFields headers{};   ///< further ones, sent as they are; without control characters
};

/// Why a request was not served (RFC 9457). Texts never repeat what the client sent: they are logged.
struct Problem {
    int status = 500;
    std::string_view kind;  ///< `invalid-lead`, last part of the type URI
    std::string_view title; ///< the same for every problem of its kind
    std::string detail;     ///< this one: a sentence or clause with the field's name
};

/// application/problem+json with type, title, status, detail and trace_id.
Answer to_answer(const Problem& problem, std::string_view trace_id);

/// Whether the other side is this machine. An address that is not known is not.
bool is_from_loopback(const Request& request);

/// An application/json answer.
Answer json_answer(int status, std::string body);

} // namespace redline::leadpipe
