#include "transports.hpp"

#include <fmt/format.h>

#include "curl_streams.hpp"
#include "http1_transport.hpp"
#include "http2_transport.hpp"
#include "socket_streams.hpp"
#include "uring_transport.hpp"

namespace redline::loadgen {

namespace {

/// With more connections a thread epoll is the cheaper one (loadgen/README.md has the figures).
constexpr std::uint32_t uring_places_max = 2000;

bool needs_curl(const Plan& plan) { return plan.target.tls || !plan.wire.proxy.empty(); }

std::string name_of(const Plan& plan) {
    return fmt::format("{}{}{}", plan.wire.protocol == Protocol::http2 ? "http2" : "epoll",
                       plan.target.tls ? " over tls" : "", plan.wire.proxy.empty() ? "" : " through a proxy");
}

base::Result<std::unique_ptr<ByteStreams>> make_streams(const Plan& plan, const Poller& poller,
                                                        AddressBook& addresses, std::uint32_t places) {
    if (needs_curl(plan)) return CurlStreams::make(poller, addresses, plan.target, plan.wire, places);
    return std::make_unique<SocketStreams>(poller, addresses, places);
}

std::unique_ptr<Transport> over(std::unique_ptr<ByteStreams> streams, std::unique_ptr<Poller> poller,
                                const Plan& plan, std::uint32_t places) {
    const auto requests = plan.wire.requests_per_connection;
    if (plan.wire.protocol == Protocol::http2)
        return std::make_unique<Http2Transport>(
            std::move(poller), std::move(streams), places,
            Http2Transport::Manner{.tls = plan.target.tls, .requests_per_connection = requests});
    return std::make_unique<Http1Transport>(std::move(poller), std::move(streams), places, requests);
}

base::Result<ChosenTransport> under_epoll(const Plan& plan, AddressBook& addresses, std::uint32_t places) {
    auto made = Poller::make();
    if (!made) return tl::unexpected(made.error());
    auto poller = std::make_unique<Poller>(std::move(*made));
    auto streams = make_streams(plan, *poller, addresses, places);
    if (!streams) return tl::unexpected(streams.error());
    return ChosenTransport{over(std::move(*streams), std::move(poller), plan, places), name_of(plan), {}};
}

} // namespace

base::Result<ChosenTransport> choose_transport(const Plan& plan, AddressBook& addresses,
                                               std::uint32_t places) {
    const bool plain = !needs_curl(plan) && plan.wire.protocol == Protocol::http1;
    const bool many = plan.backend == Backend::automatic && places > uring_places_max;
    if (!plain || many || plan.backend == Backend::epoll) return under_epoll(plan, addresses, places);
    auto uring = make_uring_transport(addresses, places, plan.wire.requests_per_connection);
    if (uring) return ChosenTransport{std::move(*uring), "io_uring", {}};
    if (plan.backend == Backend::io_uring)
        return base::failure(base::ErrorCode::refused,
                             fmt::format("io_uring cannot be used: {}", uring.error().message),
                             "leave the choice to redline, or ask for epoll");
    auto chosen = under_epoll(plan, addresses, places);
    if (chosen) chosen->note = fmt::format("io_uring cannot be used: {}", uring.error().message);
    return chosen;
}

} // namespace redline::loadgen
