#include "network.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

namespace redline::loadgen {

namespace {

constexpr int probe_milliseconds = 250;

constexpr addrinfo any_stream{.ai_flags = 0,
                              .ai_family = AF_UNSPEC,
                              .ai_socktype = SOCK_STREAM,
                              .ai_protocol = 0,
                              .ai_addrlen = 0,
                              .ai_addr = nullptr,
                              .ai_canonname = nullptr,
                              .ai_next = nullptr};

Address address_of(const addrinfo& found) {
    Address address;
    std::memcpy(&address.storage, found.ai_addr, found.ai_addrlen);
    address.size = found.ai_addrlen;
    return address;
}

base::Result<Address> unix_address(const std::string& path) {
    sockaddr_un name{};
    if (path.size() >= sizeof name.sun_path)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("the path of a Unix socket has at most {} bytes: `{}`",
                                         sizeof name.sun_path - 1, path));
    name.sun_family = AF_UNIX;
    path.copy(name.sun_path, path.size());
    Address address;
    std::memcpy(&address.storage, &name, sizeof name);
    address.size = sizeof name;
    return address;
}

/// The local end of a connection; its port is drawn only at the connect, when the whole range is free again
/// for another target.
int bind_to(int descriptor, const Address& from) {
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    return ::bind(descriptor, reinterpret_cast<const sockaddr*>(&from.storage), from.size);
}

bool accepts_connections(const Address& address) {
    Socket socket;
    const int error = socket.connect(address);
    if (error != EINPROGRESS) return error == 0;
    pollfd waiting{.fd = socket.descriptor(), .events = POLLOUT, .revents = 0};
    return ::poll(&waiting, 1, probe_milliseconds) == 1 && socket.pending_error() == 0;
}

/// Only a name with several addresses is probed: `localhost` is often both ::1 and 127.0.0.1, served on one.
Address chosen(const addrinfo& list) {
    if (list.ai_next == nullptr) return address_of(list);
    for (const auto* found = &list; found != nullptr; found = found->ai_next)
        if (const auto address = address_of(*found); accepts_connections(address)) return address;
    return address_of(list);
}

/// SO_TIMESTAMPNS: the time, in CLOCK_REALTIME, at which the kernel received the last segment read.
base::WallTime stamp_of(const msghdr& message) {
    const auto* control = CMSG_FIRSTHDR(&message);
    if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_TIMESTAMPNS)
        return {};
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(control), sizeof stamp);
    return base::WallTime(std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec));
}

} // namespace

base::Result<Address> parse_local_address(const std::string& text) {
    auto wanted = any_stream;
    wanted.ai_flags = AI_NUMERICHOST;
    addrinfo* list = nullptr;
    if (::getaddrinfo(text.c_str(), nullptr, &wanted, &list) != 0)
        return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` is not a local address", text),
                             "write an address of this machine in figures: 127.0.0.2");
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(list, &::freeaddrinfo);
    return address_of(*list);
}

int try_local_address(const Address& local) {
    const Socket socket(::socket(local.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return socket.is_open() && bind_to(socket.descriptor(), local) == 0 ? 0 : errno;
}

base::Result<Address> resolve(const Endpoint& endpoint) {
    if (!endpoint.unix_socket.empty()) return unix_address(endpoint.unix_socket);
    auto wanted = any_stream;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const auto port = std::to_string(endpoint.port);
    if (const int error = ::getaddrinfo(endpoint.host.c_str(), port.c_str(), &wanted, &list); error != 0)
        return base::failure(
            base::ErrorCode::not_found,
            fmt::format("cannot resolve the target host '{}': {}", endpoint.host, ::gai_strerror(error)),
            "check the host's name in `target`");
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(list, &::freeaddrinfo);
    return chosen(*list);
}

void allow_descriptors(std::uint64_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

int Socket::connect(const Address& to, const std::optional<Address>& from) {
    close();
    descriptor_ = ::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor_ < 0) return errno;
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    if (from && bind_to(descriptor_, *from) != 0) return errno;
    const auto* generic = reinterpret_cast<const sockaddr*>(&to.storage);
    return ::connect(descriptor_, generic, to.size) == 0 ? 0 : errno;
}

int Socket::pending_error() const {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

Transfer send_quietly(int descriptor, std::string_view bytes) {
    const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return sent < 0 ? Transfer{.error = errno} : Transfer{.bytes = static_cast<std::size_t>(sent)};
}

Transfer receive_stamped(int descriptor, std::span<char> into) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec))> control{};
    iovec place{.iov_base = into.data(), .iov_len = into.size()};
    msghdr message{};
    message.msg_iov = &place;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto received = ::recvmsg(descriptor, &message, 0);
    if (received < 0) return {.error = errno};
    return {.bytes = static_cast<std::size_t>(received), .arrived = stamp_of(message)};
}

Transfer Socket::send(std::string_view bytes) const { return send_quietly(descriptor_, bytes); }

Transfer Socket::receive(std::span<char> into) const { return receive_stamped(descriptor_, into); }

void Socket::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

base::Result<Poller> Poller::make() {
    Socket epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll.is_open())
        return base::failure(base::ErrorCode::network,
                             fmt::format("cannot make an epoll: {}", std::strerror(errno)));
    return Poller(std::move(epoll));
}

void Poller::control(int operation, int descriptor, std::uint32_t events, std::uint64_t key) const {
    epoll_event event{.events = events, .data = {.u64 = key}};
    ::epoll_ctl(epoll_.descriptor(), operation, descriptor, &event);
}

void Poller::add(int descriptor, std::uint32_t events, std::uint64_t key) const {
    control(EPOLL_CTL_ADD, descriptor, events, key);
}

void Poller::modify(int descriptor, std::uint32_t events, std::uint64_t key) const {
    control(EPOLL_CTL_MOD, descriptor, events, key);
}

std::span<const epoll_event> Poller::wait(Events& events, base::Duration timeout) const {
    const auto left = std::max(timeout, base::Duration(0));
    int count = coarse_ ? wait_coarsely(events, left) : wait_finely(events, left);
    if (count < 0 && errno == ENOSYS) {
        coarse_ = true;
        count = wait_coarsely(events, left);
    }
    return {events.data(), static_cast<std::size_t>(std::max(count, 0))};
}

int Poller::wait_finely(Events& events, base::Duration left) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec limit{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
    return ::epoll_pwait2(epoll_.descriptor(), events.data(), static_cast<int>(events.size()), &limit,
                          nullptr);
}

/// Rounded down: the last part of a millisecond is spent asking again and again.
int Poller::wait_coarsely(Events& events, base::Duration left) const {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(left).count();
    return ::epoll_wait(epoll_.descriptor(), events.data(), static_cast<int>(events.size()),
                        static_cast<int>(std::min<std::int64_t>(milliseconds, INT_MAX)));
}

void ask_for_precise_timers() { ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); }

} // namespace redline::loadgen
