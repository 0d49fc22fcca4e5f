#include "redline/language/target_url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace redline::language {

namespace {

constexpr std::size_t host_bytes_max = 253; // RFC 1035, section 2.3.4
constexpr std::string_view form = "write http://host, https://host or http://host:port";

tl::unexpected<base::Error> wrong(std::string message, std::string_view hint = form) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::string(hint));
}

constexpr std::string_view scheme_of(bool tls) { return tls ? "https://" : "http://"; }

constexpr std::uint16_t default_port(bool tls) { return tls ? 443 : 80; }

bool digit(char c) { return c >= '0' && c <= '9'; }

bool host_byte(char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
}

bool address_byte(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

bool is_ipv6(std::string_view text) {
    return std::count(text.begin(), text.end(), ':') >= 2 &&
           std::all_of(text.begin(), text.end(), address_byte);
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= host_bytes_max && text.front() != '-' && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), host_byte);
}

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (code != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

/// Parts of `host[:port]`; the port is empty where no colon stands.
struct Authority {
    std::string_view host;
    std::optional<std::string_view> port;
};

Authority split(std::string_view text) {
    const auto bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
    if (bracket != std::string_view::npos) {
        const auto rest = text.substr(bracket + 1);
        if (rest.empty()) return {text.substr(1, bracket - 1), std::nullopt};
        return {text.substr(1, bracket - 1), rest.starts_with(':') ? rest.substr(1) : std::string_view()};
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return {text, std::nullopt};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

base::Result<loadgen::Endpoint> parse_authority(std::string_view text, bool tls) {
    if (text.find('@') != std::string_view::npos)
        return wrong("a target carries no user name", "send an Authorization header");
    const auto parts = split(text);
    if (!(text.starts_with('[') ? is_ipv6(parts.host) : is_name(parts.host)))
        return wrong(fmt::format("`{}` is not a host", parts.host));
    const auto port = parts.port ? port_of(*parts.port) : default_port(tls);
    if (!port)
        return wrong(fmt::format("`{}` is not a port", *parts.port), "a port is a number from 1 to 65535");
    return loadgen::Endpoint{std::string(parts.host), *port, tls};
}

/// What stands before `://`, and after it.
struct Split {
    bool tls = false;
    std::string_view rest;
};

std::optional<Split> after_scheme(std::string_view text) {
    for (const bool tls : {false, true}) {
        const auto scheme = scheme_of(tls);
        if (text.starts_with(scheme)) return Split{tls, text.substr(scheme.size())};
    }
    return std::nullopt;
}

/// The request target of RFC 9112, section 3.2.1: what the server never sees is cut off, what could break the
/// request line is refused.
base::Result<std::string> request_path(std::string_view text) {
    text = text.substr(0, text.find('#'));
    const auto odd = std::find_if(text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; });
    if (odd != text.end())
        return wrong("a URL holds neither spaces nor letters beyond ASCII",
                     "percent-encode them: a space is %20");
    return std::string(text.starts_with('/') ? "" : "/").append(text);
}

} // namespace

base::Result<loadgen::Endpoint> parse_target(std::string_view text) {
    auto split = after_scheme(text);
    if (!split) return wrong(fmt::format("`{}` is not a target", text));
    if (split->rest.ends_with('/')) split->rest.remove_suffix(1);
    if (split->rest.find_first_of("/?#") != std::string_view::npos)
        return wrong("a target ends after its port", "paths belong to the steps");
    return parse_authority(split->rest, split->tls);
}

base::Result<RequestUrl> parse_request_url(std::string_view text) {
    auto split = after_scheme(text);
    if (!split && text.find("://") != std::string_view::npos)
        return wrong(fmt::format("`{}` is not a URL that can be loaded", text),
                     "write http://… or https://…");
    if (!split) split = Split{false, text};
    const auto path_at = std::min(split->rest.find_first_of("/?#"), split->rest.size());
    auto endpoint = parse_authority(split->rest.substr(0, path_at), split->tls);
    if (!endpoint) return tl::unexpected(endpoint.error());
    auto path = request_path(split->rest.substr(path_at));
    if (!path) return tl::unexpected(path.error());
    return RequestUrl{std::move(*endpoint), std::move(*path)};
}

std::string authority(const loadgen::Endpoint& endpoint) {
    const bool ipv6 = endpoint.host.find(':') != std::string::npos;
    auto text = ipv6 ? fmt::format("[{}]", endpoint.host) : endpoint.host;
    return endpoint.port == default_port(endpoint.tls) ? text : fmt::format("{}:{}", text, endpoint.port);
}

std::string to_text(const loadgen::Endpoint& endpoint) {
    return std::string(scheme_of(endpoint.tls)) + authority(endpoint);
}

bool is_host(std::string_view text) { return is_name(text) || is_ipv6(text); }

} // namespace redline::language
