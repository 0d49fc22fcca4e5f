/// Why this exists: transports under test are put together as the engine does it, over each kind of byte
/// stream, each with a driver to run requests through it.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "curl_streams.hpp"
#include "http1_transport.hpp"
#include "http2_transport.hpp"
#include "socket_streams.hpp"
#include "transport_driver.hpp"

namespace redline::test {

/// A transport of so many places, its address book and its driver. For a plan with TLS or a proxy its streams
/// are cURL's.
struct TransportLine {
    explicit TransportLine(const loadgen::Plan& plan, std::uint32_t places = 10)
        : book(loadgen::AddressBook::open(plan).value()) {
        auto poller = std::make_unique<loadgen::Poller>(loadgen::Poller::make().value());
        auto streams = streams_for(plan, *poller, places);
        const auto& wire = plan.wire;
        if (wire.protocol == loadgen::Protocol::http2)
            transport = std::make_unique<loadgen::Http2Transport>(
                std::move(poller), std::move(streams), places,
                loadgen::Http2Transport::Manner{plan.target.tls, wire.requests_per_connection});
        else
            transport = std::make_unique<loadgen::Http1Transport>(std::move(poller), std::move(streams),
                                                                  places, wire.requests_per_connection);
        driver.emplace(*transport);
    }

    std::unique_ptr<loadgen::ByteStreams> streams_for(const loadgen::Plan& plan,
                                                      const loadgen::Poller& poller, std::uint32_t places) {
        if (plan.target.tls || !plan.wire.proxy.empty())
            return loadgen::CurlStreams::make(poller, book, plan.target, plan.wire, places).value();
        return std::make_unique<loadgen::SocketStreams>(poller, book, places);
    }

    loadgen::AddressBook book;
    std::unique_ptr<loadgen::Transport> transport;
    std::optional<TransportDriver> driver;
};

} // namespace redline::test
