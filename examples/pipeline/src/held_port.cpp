#include "held_port.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace redline::leadpipe {

base::Result<HeldPort> HeldPort::hold(unsigned short port) {
    HeldPort held(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(held.descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(held.descriptor_, any, size) != 0 || ::getsockname(held.descriptor_, any, &size) != 0)
        return base::failure(base::ErrorCode::network,
                             fmt::format("cannot have port {}: {}", port, std::strerror(errno)),
                             "choose another port, or 0 for any free one");
    held.port_ = ntohs(address.sin_port);
    return held;
}

HeldPort::~HeldPort() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace redline::leadpipe
