#include "redline/scenarios/target_policy.hpp"

#include <algorithm>
#include <arpa/inet.h>

#include <fmt/format.h>

namespace redline::scenarios {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_host(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

bool is_loopback(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    constexpr std::string_view local = "localhost";
    const bool below = host.size() > local.size() && host[host.size() - local.size() - 1] == '.';
    if ((below || host.size() == local.size()) && same_host(host.substr(host.size() - local.size()), local))
        return true;
    const std::string text(host);
    in_addr four{};
    if (inet_pton(AF_INET, text.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    in6_addr six{};
    return inet_pton(AF_INET6, text.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

base::Result<void> permit_target(std::string_view host, std::span<const std::string> allowed) {
    if (is_loopback(host)) return {};
    const auto named = [&](const std::string& name) { return same_host(name, host); };
    if (std::any_of(allowed.begin(), allowed.end(), named)) return {};
    return base::failure(
        base::ErrorCode::refused,
        fmt::format("`{}` is not this machine, and nobody said that it may be loaded; nothing was sent",
                    host),
        fmt::format("if it is yours, add --allow-host {0} or `allow_hosts: [{0}]` to the scenario", host));
}

} // namespace redline::scenarios
