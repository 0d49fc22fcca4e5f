#include "stream_socket.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace redline::leadpipe {

namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses addresses_of(const std::string& host, unsigned short port) {
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const bool failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0;
    return {failed ? nullptr : found, &::freeaddrinfo};
}

/// Whether the socket became ready, or broken, before the deadline.
bool wait_for(int descriptor, short events, base::Instant deadline) {
    for (;;) {
        const auto left = std::max(deadline - base::monotonic_now(), base::Instant::duration::zero());
        const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
        const timespec patience{seconds.count(), (left - seconds).count()};
        pollfd watched{descriptor, events, 0};
        const int ready = ::ppoll(&watched, 1, &patience, nullptr);
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

bool connects(int descriptor, const addrinfo& address, base::Instant deadline) {
    if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return true;
    if (errno != EINPROGRESS || !wait_for(descriptor, POLLOUT, deadline)) return false;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

} // namespace

std::optional<StreamSocket> StreamSocket::connect(const std::string& host, unsigned short port,
                                                  base::Instant deadline) {
    const auto addresses = addresses_of(host, port);
    for (const auto* address = addresses.get(); address != nullptr; address = address->ai_next) {
        StreamSocket made(
            ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address->ai_protocol));
        if (made.descriptor_ < 0 || !connects(made.descriptor_, *address, deadline)) continue;
        const int on = 1;
        ::setsockopt(made.descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return made;
    }
    return std::nullopt;
}

StreamSocket::StreamSocket(StreamSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

StreamSocket& StreamSocket::operator=(StreamSocket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

StreamSocket::~StreamSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

tl::expected<void, SocketFault> StreamSocket::write(std::string_view bytes, base::Instant deadline) {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (errno == EINTR) continue;
        if (!would_block(errno)) return tl::unexpected(SocketFault::reset);
        if (!wait_for(descriptor_, POLLOUT, deadline)) return tl::unexpected(SocketFault::timed_out);
    }
    return {};
}

tl::expected<std::size_t, SocketFault> StreamSocket::read_some(std::span<char> into, base::Instant deadline) {
    for (;;) {
        if (!wait_for(descriptor_, POLLIN, deadline)) return tl::unexpected(SocketFault::timed_out);
        const auto count = ::recv(descriptor_, into.data(), into.size(), 0);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR && !would_block(errno)) return tl::unexpected(SocketFault::reset);
    }
}

bool StreamSocket::is_quiet() const {
    char byte = 0;
    return ::recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && would_block(errno);
}

} // namespace redline::leadpipe
