#include "transports.hpp"

#include "curl_streams.hpp"
#include "http1_transport.hpp"
#include "http2_transport.hpp"
#include "socket_streams.hpp"

namespace redline::loadgen {

namespace {

/// What a socket alone cannot do.
bool needs_curl(const Plan& plan) { return plan.target.tls || !plan.wire.proxy.empty(); }

base::Result<std::unique_ptr<ByteStreams>> streams_for(const Plan& plan, const Poller& poller,
                                                       AddressBook& addresses, std::uint32_t places) {
    if (needs_curl(plan)) return CurlStreams::make(poller, addresses, plan.target, plan.wire, places);
    return std::make_unique<SocketStreams>(poller, addresses, places);
}

std::unique_ptr<Transport> transport_over(std::unique_ptr<Poller> poller,
                                          std::unique_ptr<ByteStreams> streams, const Plan& plan,
                                          std::uint32_t places) {
    const auto& wire = plan.wire;
    if (wire.protocol == Protocol::http1)
        return std::make_unique<Http1Transport>(std::move(poller), std::move(streams), places,
                                                wire.requests_per_connection);
    const Http2Transport::Manner manner{plan.target.tls, wire.gzip, wire.requests_per_connection};
    return std::make_unique<Http2Transport>(std::move(poller), std::move(streams), places, manner);
}

std::string name_of(const Plan& plan) {
    const std::string carrier = needs_curl(plan) ? "cURL" : "epoll";
    return plan.wire.protocol == Protocol::http2 ? "HTTP/2 over " + carrier : carrier;
}

} // namespace

base::Result<ChosenTransport> choose_transport(const Plan& plan, AddressBook& addresses,
                                               std::uint32_t places) {
    auto made = Poller::make();
    if (!made) return tl::unexpected(made.error());
    auto poller = std::make_unique<Poller>(std::move(*made));
    auto streams = streams_for(plan, *poller, addresses, places);
    if (!streams) return tl::unexpected(streams.error());
    return ChosenTransport{
        transport_over(std::move(poller), std::move(*streams), plan, places), name_of(plan), {}};
}

} // namespace redline::loadgen
