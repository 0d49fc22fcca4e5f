#include "redline/leadpipe/gateway_routing.hpp"

#include <array>
#include <vector>

#include "redline/base/json_scan.hpp"
#include "redline/leadpipe/choice.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/routes.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 3> stickiness_names{"off", "session", "key"};

std::string_view path_of(std::string_view target) { return target.substr(0, target.find_first_of("?#")); }

bool lies_below(std::string_view path, std::string_view prefix) {
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

/// The worker of the lead that a path such as `/v1/leads/{id}` or `/v1/leads/{id}/history` names.
std::optional<std::size_t> owner_of(std::string_view path) {
    constexpr std::string_view leads = "/v1/leads/";
    if (!path.starts_with(leads)) return std::nullopt;
    path.remove_prefix(leads.size());
    const auto id = parse_lead_id(path.substr(0, path.find('/')));
    return id ? std::optional<std::size_t>(worker_of(*id)) : std::nullopt;
}

std::string sticky_key(const Request& request, Stickiness stickiness) {
    if (stickiness == Stickiness::off) return {};
    if (stickiness == Stickiness::key) return idempotency_key_of(request);
    const auto session = cookie_value(request.cookie, "session");
    return session.empty() ? request.peer : std::string(session);
}

} // namespace

base::Result<Stickiness> parse_stickiness(std::string_view text) {
    return parse_choice<Stickiness>("stickiness", text, stickiness_names);
}

std::string_view reason_of(DestinationKind kind) {
    constexpr std::array<std::string_view, 5> reasons{"nowhere", "old_route", "owner", "sticky", "balance"};
    return reasons[static_cast<std::size_t>(kind)];
}

Destination destination_of(const Request& request, std::span<const OldRoute> old_routes, std::size_t workers,
                           Stickiness stickiness) {
    const auto path = path_of(request.target);
    for (std::size_t index = 0; index < old_routes.size(); ++index)
        if (lies_below(path, old_routes[index].prefix))
            return {DestinationKind::old_system, old_routes[index].prefix, index, {}};
    const auto route = route_of(request.target).pattern;
    if (!path.starts_with("/v1/") && !path.starts_with("/auth/"))
        return {DestinationKind::nowhere, route, 0, {}};
    if (const auto owner = owner_of(path); owner && *owner < workers)
        return {DestinationKind::owner, route, *owner, {}};
    auto key = sticky_key(request, stickiness);
    const auto kind = key.empty() ? DestinationKind::any : DestinationKind::sticky;
    return {kind, route, 0, std::move(key)};
}

std::string idempotency_key_of(const Request& request) {
    if (!request.idempotency_key.empty()) return request.idempotency_key;
    static const std::vector<base::JsonStep> path{std::string("idempotency_key")};
    std::array<base::WantedJson, 1> wanted{base::WantedJson{path}};
    if (request.body.empty() || !base::scan_json(request.body, wanted)) return {};
    const auto& spot = wanted[0].found;
    std::string room;
    return spot.kind == base::JsonKind::text ? std::string(base::text_of(spot, room)) : std::string();
}

std::string_view cookie_value(std::string_view cookies, std::string_view name) {
    while (!cookies.empty()) {
        const auto end = std::min(cookies.find(';'), cookies.size());
        auto pair = cookies.substr(0, end);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

} // namespace redline::leadpipe
