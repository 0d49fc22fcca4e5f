#include "webhook.hpp"

#include <charconv>

#include "redline/leadpipe/upstream.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view scheme = "http://";

/// Host and port of `127.0.0.1:8080`; the port of HTTP where there is none.
UpstreamOptions options_of(std::string_view authority) {
    UpstreamOptions options;
    options.connections_max = 1;
    options.port = 80;
    const auto colon = authority.rfind(':');
    options.host = authority.substr(0, colon);
    if (colon != std::string_view::npos)
        std::from_chars(authority.data() + colon + 1, authority.data() + authority.size(), options.port);
    return options;
}

} // namespace

bool post_to_webhook(const std::string& url, const std::string& body) {
    if (!url.starts_with(scheme)) return false;
    const auto rest = std::string_view(url).substr(scheme.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    Upstream upstream(options_of(rest.substr(0, slash)));
    OutgoingRequest request;
    request.method = "POST";
    request.target = slash == rest.size() ? "/" : std::string(rest.substr(slash));
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    const auto answer = upstream.send(request);
    return answer && answer->status >= 200 && answer->status < 300;
}

} // namespace redline::leadpipe
