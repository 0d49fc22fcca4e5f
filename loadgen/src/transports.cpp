#include "transports.hpp"

#include "http1_transport.hpp"
#include "socket_streams.hpp"

namespace redline::loadgen {

base::Result<ChosenTransport> choose_transport(const Plan& plan, AddressBook& addresses,
                                               std::uint32_t places) {
    auto made = Poller::make();
    if (!made) return tl::unexpected(made.error());
    auto poller = std::make_unique<Poller>(std::move(*made));
    auto streams = std::make_unique<SocketStreams>(*poller, addresses, places);
    return ChosenTransport{std::make_unique<Http1Transport>(std::move(poller), std::move(streams), places,
                                                            plan.wire.requests_per_connection),
                           "epoll",
                           {}};
}

} // namespace redline::loadgen
