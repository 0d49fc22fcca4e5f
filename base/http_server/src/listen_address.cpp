#include "redline/http_server/listen_address.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <arpa/inet.h>

#include <fmt/format.h>

namespace redline::http_server {

namespace {

struct Halves {
    std::string_view host;
    std::optional<std::string_view> port;
};

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A lone number is a port; in brackets stands an IPv6 address, whose colons mean nothing here.
std::optional<Halves> halves_of(std::string_view text) {
    if (is_number(text)) return Halves{{}, text};
    const auto bracket = text.starts_with('[') ? text.find(']') : 0;
    if (bracket == std::string_view::npos) return std::nullopt;
    const auto colon = text.find(':', bracket);
    const auto host = text.substr(0, colon);
    const auto bare = bracket > 0 ? host.substr(1, bracket - 1) : host;
    if (bracket > 0 && host.size() != bracket + 1) return std::nullopt;
    if (colon == std::string_view::npos) return Halves{bare, std::nullopt};
    return Halves{bare, text.substr(colon + 1)};
}

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (!is_number(text) || code != std::errc{}) return std::nullopt;
    return port;
}

bool is_address(const std::string& text) {
    in6_addr bytes{};
    return inet_pton(AF_INET, text.c_str(), &bytes) == 1 || inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

tl::unexpected<base::Error> not_an_address(std::string_view text, std::string_view what) {
    return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` {}", text, what),
                         "write a port, an address or both: 9464, 0.0.0.0:9464, [::1]:9464");
}

} // namespace

base::Result<ListenAddress> parse_listen_address(std::string_view text, std::uint16_t port_unless_given) {
    ListenAddress result;
    result.port = port_unless_given;
    const auto halves = halves_of(text);
    if (!halves) return not_an_address(text, "is no address to listen on");
    if (halves->port) {
        const auto port = port_of(*halves->port);
        if (!port) return not_an_address(text, "has no port from 0 to 65535");
        result.port = *port;
    }
    if (!halves->host.empty() && halves->host != "localhost") result.address = halves->host;
    if (!is_address(result.address)) return not_an_address(text, "is no numeric address to listen on");
    return result;
}

std::string to_text(const ListenAddress& address) {
    const bool six = address.address.find(':') != std::string::npos;
    return six ? fmt::format("[{}]:{}", address.address, address.port)
               : fmt::format("{}:{}", address.address, address.port);
}

} // namespace redline::http_server
