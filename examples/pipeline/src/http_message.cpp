#include "redline/leadpipe/http_message.hpp"

#include "redline/base/json_text.hpp"

namespace redline::leadpipe {

Answer to_answer(const Problem& problem, std::string_view trace_id) {
    std::string body = R"({"type":"urn:leadpipe:problem:)";
    body += problem.kind;
    body += R"(","title":)";
    base::append_json_string(body, problem.title);
    body += R"(,"status":)" + std::to_string(problem.status) + R"(,"detail":)";
    base::append_json_string(body, problem.detail);
    body += R"(,"trace_id":)";
    base::append_json_string(body, trace_id);
    body += '}';
    return {problem.status, "application/problem+json", std::move(body), {}, problem.status == 503};
}

bool is_from_loopback(const Request& request) {
    const std::string_view peer = request.peer;
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

Answer json_answer(int status, std::string body) {
    return {status, "application/json", std::move(body), {}, false};
}

} // namespace redline::leadpipe
