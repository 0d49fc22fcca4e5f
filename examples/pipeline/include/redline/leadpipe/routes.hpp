/// Why this exists: metrics and logs speak of routes, not of paths: a path may hold anything a client wrote,
/// and there is no end of them.
///
/// Pure, any thread.
#pragma once

#include <span>
#include <string_view>

namespace redline::leadpipe {

enum class RouteName {
    leads,
    batch,
    lead,
    ping,
    post,
    returns,
    health,
    readiness,
    metrics,
    conservation,
    dead_letters,
    replay,
    faults,
    errors,
    dashboard,
    reports,
    report,
    token,
    openapi,
    none,
};

struct Route {
    RouteName name = RouteName::none;
    std::string_view pattern; ///< `/v1/leads/{id}`; empty for none
    std::string_view id;      ///< what stands for {id}; points into the target
    std::string_view methods; ///< `GET, HEAD`
};

/// Every route there is.
std::span<const Route> all_routes();

/// The route of a request target; the query is not looked at.
Route route_of(std::string_view target);

/// Whether `method` is among the route's.
bool allows(const Route& route, std::string_view method);

} // namespace redline::leadpipe
