#include "forwarding.hpp"

#include <algorithm>
#include <array>

namespace redline::leadpipe {

namespace {

/// RFC 9110, section 7.6.1, and what the server writes itself.
constexpr std::array<std::string_view, 10> own_fields{
    "connection", "content-length", "content-type", "keep-alive",        "proxy-connection",
    "te",         "trailer",        "upgrade",      "transfer-encoding", "proxy-authenticate"};

void add(HeaderFields& fields, std::string_view name, const std::string& value) {
    if (!value.empty()) fields.emplace_back(name, value);
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

} // namespace

OutgoingRequest to_outgoing(const Request& request, bool with_key) {
    OutgoingRequest outgoing;
    outgoing.method = request.method == "HEAD" ? "GET" : request.method;
    outgoing.target = request.target;
    outgoing.body = request.body;
    add(outgoing.headers, "Content-Type", request.content_type);
    add(outgoing.headers, "Authorization", request.authorization);
    if (with_key) add(outgoing.headers, "X-Api-Key", request.api_key);
    add(outgoing.headers, "Idempotency-Key", request.idempotency_key);
    add(outgoing.headers, "User-Agent", request.user_agent);
    add(outgoing.headers, "Cookie", request.cookie);
    add(outgoing.headers, "X-Forwarded-For", request.peer);
    return outgoing;
}

Answer to_answer(UpstreamAnswer answer) {
    Answer made;
    made.status = answer.status;
    made.content_type = answer.header("content-type");
    const auto of_the_connection = lower(std::string(answer.header("connection")));
    for (auto& field : answer.headers) {
        const bool own = std::find(own_fields.begin(), own_fields.end(), field.first) != own_fields.end();
        if (!own && of_the_connection.find(field.first) == std::string::npos)
            made.headers.push_back(std::move(field));
    }
    made.body = std::move(answer.body);
    return made;
}

} // namespace redline::leadpipe
