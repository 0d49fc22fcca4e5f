#include "socket_streams.hpp"

#include <cerrno>

namespace redline::loadgen {

namespace {

constexpr std::uint32_t readable = EPOLLIN | EPOLLRDHUP;

Opening failed(int error) { return {Opening::State::failed, outcome_of_connect(error), error}; }

} // namespace

Outcome outcome_of_connect(int error) {
    switch (error) {
    case ECONNREFUSED: return Outcome::refused;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM: return Outcome::no_descriptor;
    case EADDRNOTAVAIL: return Outcome::no_port;
    case ECONNRESET: return Outcome::reset;
    default: return Outcome::unreachable;
    }
}

Opening SocketStreams::open(std::uint32_t place, std::uint64_t key) {
    auto& socket = sockets_[place];
    const auto route = addresses_.next();
    const int error = socket.connect(route.to, route.from);
    if (error != 0 && error != EINPROGRESS) return failed(error);
    const bool open = error == 0;
    poller_.add(socket.descriptor(), open ? readable : readable | EPOLLOUT, key);
    return {.state = open ? Opening::State::open : Opening::State::pending};
}

Opening SocketStreams::resume(std::uint32_t place, std::uint64_t key, std::uint32_t) {
    const int error = sockets_[place].pending_error();
    if (error != 0) return failed(error);
    watch_writable(place, key, false);
    return {.state = Opening::State::open};
}

void SocketStreams::watch_writable(std::uint32_t place, std::uint64_t key, bool wanted) {
    poller_.modify(sockets_[place].descriptor(), wanted ? readable | EPOLLOUT : readable, key);
}

} // namespace redline::loadgen
