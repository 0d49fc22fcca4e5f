#include "redline/leadpipe/routes.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace redline::leadpipe {

namespace {

constexpr std::string_view reading = "GET, HEAD";
constexpr std::string_view wildcard = "{id}";

constexpr std::array routes{
    Route{RouteName::leads, "/v1/leads", {}, "POST"},
    Route{RouteName::batch, "/v1/leads/batch", {}, "POST"},
    Route{RouteName::lead, "/v1/leads/{id}", {}, reading},
    Route{RouteName::ping, "/v1/ping", {}, "POST"},
    Route{RouteName::post, "/v1/post", {}, "POST"},
    Route{RouteName::returns, "/v1/returns", {}, "POST"},
    Route{RouteName::dashboard, "/v1/buyers/{id}/dashboard", {}, reading},
    Route{RouteName::reports, "/v1/reports", {}, "POST"},
    Route{RouteName::report, "/v1/reports/{id}", {}, reading},
    Route{RouteName::token, "/auth/token", {}, "POST"},
    Route{RouteName::openapi, "/openapi.json", {}, reading},
    Route{RouteName::errors, "/admin/errors", {}, reading},
    Route{RouteName::health, "/healthz", {}, reading},
    Route{RouteName::readiness, "/readyz", {}, reading},
    Route{RouteName::metrics, "/metrics", {}, reading},
    Route{RouteName::conservation, "/admin/conservation", {}, reading},
    Route{RouteName::dead_letters, "/admin/dead-letters", {}, reading},
    Route{RouteName::faults, "/admin/faults", {}, "GET, HEAD, POST"},
    Route{RouteName::replay, "/admin/dead-letters/replay", {}, "POST"},
};

/// What stands for {id}; nothing when the path is another. An id is one segment that is not empty.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
    const auto at = pattern.find(wildcard);
    if (at == std::string_view::npos)
        return path == pattern ? std::optional(std::string_view()) : std::nullopt;
    const auto before = pattern.substr(0, at), after = pattern.substr(at + wildcard.size());
    if (path.size() <= before.size() + after.size()) return std::nullopt;
    if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    const auto id = path.substr(before.size(), path.size() - before.size() - after.size());
    return id.find('/') == std::string_view::npos ? std::optional(id) : std::nullopt;
}

} // namespace

std::span<const Route> all_routes() { return routes; }

/// The first that matches: paths without an id stand before those with one.
Route route_of(std::string_view target) {
    const auto path = target.substr(0, target.find_first_of("?#"));
    for (auto route : routes)
        if (const auto id = match(route.pattern, path)) {
            route.id = *id;
            return route;
        }
    return {};
}

bool allows(const Route& route, std::string_view method) {
    for (auto rest = route.methods; !rest.empty();) {
        const auto end = std::min(rest.find(", "), rest.size());
        if (rest.substr(0, end) == method) return true;
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return false;
}

} // namespace redline::leadpipe
