#include "wire_words.hpp"

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

#include "redline/language/target_url.hpp"

namespace redline::language {

namespace {

constexpr base::Duration resolve_every_min = std::chrono::milliseconds(100);

tl::unexpected<base::Error> wrong(std::string message, std::string hint = {}) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
}

base::Error clash(std::string message, std::string hint) {
    return base::Error{base::ErrorCode::invalid_input, std::move(message), std::move(hint), {}};
}

bool says_tls(const loadgen::TlsOptions& tls) {
    return !tls.ca_file.empty() || !tls.certificate_file.empty() || !tls.key_file.empty() || !tls.verify;
}

} // namespace

base::Result<std::string> parse_proxy(std::string_view text) {
    constexpr std::string_view schemes[] = {"http://", "socks5h://"};
    for (const auto scheme : schemes) {
        if (!text.starts_with(scheme)) continue;
        const auto proxy = parse_target(fmt::format("http://{}", text.substr(scheme.size())));
        if (!proxy) return tl::unexpected(proxy.error());
        return std::string(text);
    }
    return wrong(fmt::format("`{}` is not a proxy", text), "write http://host:port or socks5h://host:port");
}

base::Result<std::string> parse_local_address(std::string_view text) {
    std::string address(text);
    in6_addr room{};
    if (inet_pton(AF_INET, address.c_str(), &room) == 1 || inet_pton(AF_INET6, address.c_str(), &room) == 1)
        return address;
    return wrong(fmt::format("`{}` is not an address of this machine", text),
                 "write it in numbers, for example 127.0.0.2");
}

base::Result<base::Duration> parse_resolve_every(std::string_view text) {
    const auto every = base::parse_duration(text);
    if (!every || *every >= resolve_every_min) return every;
    return wrong(fmt::format("`{}` is too often to ask for a name", text),
                 fmt::format("write {} or more", base::to_text(resolve_every_min)));
}

base::Result<std::string> parse_socket_path(std::string_view text) {
    constexpr auto path_bytes_max = sizeof(sockaddr_un{}.sun_path) - 1;
    if (!text.empty() && text.size() <= path_bytes_max) return std::string(text);
    return wrong("a socket's path is 1 to " + std::to_string(path_bytes_max) + " bytes long");
}

base::Result<base::Duration> parse_timeout(std::string_view text) {
    const auto timeout = base::parse_duration(text);
    if (!timeout || *timeout > base::Duration::zero()) return timeout;
    return wrong("a timeout takes some time");
}

base::Result<std::string> readable_file(std::string_view path) {
    std::string name(path);
    if (access(name.c_str(), R_OK) == 0) return name;
    return base::failure(base::ErrorCode::not_found,
                         fmt::format("`{}` cannot be read: {}", path, std::strerror(errno)));
}

std::optional<base::Error> contradiction(const loadgen::Plan& plan) {
    const auto& wire = plan.wire;
    const bool local = !plan.target.unix_socket.empty();
    if (local && !wire.proxy.empty())
        return clash("a Unix socket is not reached through a proxy", "leave one of them out");
    if (local && !wire.local_addresses.empty())
        return clash("a Unix socket has no local address", "leave one of them out");
    if (local && wire.resolve_every > base::Duration::zero())
        return clash("a Unix socket has no name to ask for again", "leave one of them out");
    if (says_tls(wire.tls) && !plan.target.tls)
        return clash("certificates are for https, and the target is plain http",
                     "write https:// in front of it, or leave them out");
    if (!wire.tls.key_file.empty() && wire.tls.certificate_file.empty())
        return clash("there is a key, but no certificate it belongs to", "name the certificate too");
    if (!wire.tls.verify && !wire.tls.ca_file.empty())
        return clash("authorities are named, and then nothing is to be verified", "leave one of them out");
    return std::nullopt;
}

} // namespace redline::language
