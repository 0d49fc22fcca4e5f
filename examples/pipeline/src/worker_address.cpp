#include "redline/leadpipe/worker_address.hpp"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace redline::leadpipe {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

tl::unexpected<base::Error> no_address(std::string_view text) {
    return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` is no address of a worker", text),
                         "write host:port or host:port,weight, as in 127.0.0.1:8080,2");
}

/// `host:port`; an IPv6 host without its brackets.
std::optional<WorkerAddress> host_and_port(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return std::nullopt;
    const auto port = number<unsigned short>(text.substr(colon + 1));
    if (host.empty() || !port || *port == 0) return std::nullopt;
    return WorkerAddress{std::string(host), *port, 1};
}

} // namespace

base::Result<WorkerAddress> parse_worker_address(std::string_view text) {
    const auto comma = text.find(',');
    auto address = host_and_port(text.substr(0, comma));
    if (!address) return no_address(text);
    if (comma == std::string_view::npos) return *address;
    const auto weight = number<double>(text.substr(comma + 1));
    if (!weight || !(*weight > 0) || *weight > 1000) return no_address(text);
    address->weight = *weight;
    return *address;
}

std::string to_text(const WorkerAddress& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return fmt::format("{}:{}", is_v6 ? '[' + address.host + ']' : address.host, address.port);
}

base::Result<OldRoute> parse_old_route(std::string_view text) {
    const auto equals = text.find('=');
    auto prefix = text.substr(0, equals);
    if (prefix.size() > 1 && prefix.ends_with('/')) prefix.remove_suffix(1);
    const auto to = equals == std::string_view::npos ? std::nullopt : host_and_port(text.substr(equals + 1));
    if (to && prefix.size() > 1 && prefix.starts_with('/') &&
        prefix.find_first_of("?#") == std::string_view::npos)
        return OldRoute{std::string(prefix), *to};
    return base::failure(base::ErrorCode::invalid_input,
                         fmt::format("`{}` is no route to the old system", text),
                         "write path=host:port, as in /old=127.0.0.1:8081");
}

} // namespace redline::leadpipe
