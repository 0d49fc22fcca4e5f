#include "bench_socket.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace redline::bench {

namespace {

void must(bool succeeded, const char* deed) {
    if (!succeeded) throw std::runtime_error(std::string("the bench server cannot ") + deed);
}

void switch_on(int descriptor, int level, int option) {
    const int on = 1;
    ::setsockopt(descriptor, level, option, &on, sizeof on);
}

base::WallTime stamp_in(msghdr& message) {
    for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        timespec stamp{};
        std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
        return base::WallTime(std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec));
    }
    return base::wall_now();
}

} // namespace

void FreeTls::operator()(ssl_st* session) const { SSL_free(session); }
void FreeTls::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsContext make_tls_context(const TestIdentity& identity) {
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    must(SSL_CTX_use_certificate_file(context.get(), identity.certificate_file.c_str(), SSL_FILETYPE_PEM) ==
                 1 &&
             SSL_CTX_use_PrivateKey_file(context.get(), identity.key_file.c_str(), SSL_FILETYPE_PEM) == 1,
         "load its certificate");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
    return context;
}

Listener listen_on_loopback(bool stamped) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (stamped) switch_on(listener, SOL_SOCKET, SO_TIMESTAMPNS); // Accepted sockets inherit it.
    must(::bind(listener, generic, size) == 0 && ::listen(listener, SOMAXCONN) == 0 &&
             ::getsockname(listener, generic, &size) == 0,
         "listen on loopback");
    return {listener, ntohs(address.sin_port)};
}

BenchSocket::BenchSocket(int descriptor, ssl_ctx_st* context, bool stamped)
    : descriptor_(descriptor), stamped_(stamped) {
    switch_on(descriptor, IPPROTO_TCP, TCP_NODELAY);
    if (context == nullptr) return;
    tls_.reset(SSL_new(context));
    SSL_set_fd(tls_.get(), descriptor);
    SSL_set_accept_state(tls_.get());
}

BenchSocket::~BenchSocket() { ::close(descriptor_); }

long BenchSocket::read(std::span<char> room) {
    if (tls_) return read_tls(room);
    if (stamped_) return read_stamped(room);
    const auto count = ::recv(descriptor_, room.data(), room.size(), 0);
    if (count < 0 && errno == EAGAIN) return 0;
    return count > 0 ? count : -1;
}

long BenchSocket::read_stamped(std::span<char> room) {
    alignas(cmsghdr) char control[128];
    iovec piece{room.data(), room.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const auto count = ::recvmsg(descriptor_, &message, 0);
    if (count < 0 && errno == EAGAIN) return 0;
    if (count > 0) received_at_ = stamp_in(message);
    return count > 0 ? count : -1;
}

long BenchSocket::read_tls(std::span<char> room) {
    ERR_clear_error(); // What an earlier connection left behind would be taken for this one's.
    const int count = SSL_read(tls_.get(), room.data(), static_cast<int>(room.size()));
    if (count > 0) {
        if (stamped_) received_at_ = base::wall_now();
        return count;
    }
    return SSL_get_error(tls_.get(), count) == SSL_ERROR_WANT_READ ? 0 : -1;
}

void BenchSocket::send(std::string_view bytes) {
    if (tls_)
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    else
        ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

} // namespace redline::bench
