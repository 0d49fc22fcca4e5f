#include "redline/leadpipe/routes.hpp"

namespace redline::leadpipe {

Route route_of(std::string_view target) {
    const auto path = target.substr(0, target.find_first_of("?#"));
    constexpr std::string_view reading = "GET, HEAD";
    constexpr std::string_view lead_prefix = "/v1/leads/";
    if (path == "/v1/leads") return {RouteName::leads, "/v1/leads", {}, "POST"};
    if (path == "/healthz") return {RouteName::health, "/healthz", {}, reading};
    if (path == "/metrics") return {RouteName::metrics, "/metrics", {}, reading};
    if (!path.starts_with(lead_prefix)) return {};
    const auto id = path.substr(lead_prefix.size());
    if (id.empty() || id.find('/') != std::string_view::npos) return {};
    return {RouteName::lead, "/v1/leads/{id}", id, reading};
}

bool allows(const Route& route, std::string_view method) {
    if (route.methods == "POST") return method == "POST";
    return method == "GET" || method == "HEAD";
}

} // namespace redline::leadpipe
