#include "peer_by_hand.hpp"

#include <array>
#include <utility>

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

PeerEnd::PeerEnd(PeerEnd&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

PeerEnd& PeerEnd::operator=(PeerEnd&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

bool PeerEnd::has_something() const {
    pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, 0) == 1;
}

std::string PeerEnd::read_request() const {
    std::string request;
    char next = 0;
    while (!request.ends_with("\r\n\r\n") && ::recv(descriptor_, &next, 1, 0) == 1) request += next;
    return request;
}

std::string PeerEnd::read_to_end() const {
    std::string all;
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        const auto bytes = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
        if (bytes <= 0) return all;
        all.append(buffer.data(), static_cast<std::size_t>(bytes));
    }
}

void PeerEnd::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    int unacknowledged = 0;
    while (::ioctl(descriptor_, SIOCOUTQ, &unacknowledged) == 0 && unacknowledged > 0) ::sched_yield();
}

void PeerEnd::half_close() const { ::shutdown(descriptor_, SHUT_WR); }

void PeerEnd::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void PeerEnd::reset() {
    const linger abort{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    close();
}

PeerByHand::PeerByHand() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(listener_, SOMAXCONN);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
}

PeerByHand::~PeerByHand() { ::close(listener_); }

PeerEnd PeerByHand::accept() const {
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(listener_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return PeerEnd(descriptor);
}
