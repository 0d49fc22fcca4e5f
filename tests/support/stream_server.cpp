#include "stream_server.hpp"

#include <array>
#include <csignal>
#include <map>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr int stop_seen_within_milliseconds = 10;
constexpr int room_within_milliseconds = 1000;

struct FreeTls {
    void operator()(SSL* session) const { SSL_free(session); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using Context = std::unique_ptr<SSL_CTX, FreeTls>;

void must(bool succeeded, const char* deed) {
    if (!succeeded) throw std::runtime_error(std::string("the test server cannot ") + deed);
}

/// Picks the one protocol the server speaks; a client that does not offer it is turned away.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void* wanted) {
    const auto& name = *static_cast<const std::string*>(wanted);
    for (unsigned at = 0; at < offered_length; at += 1U + offered[at]) {
        if (name != std::string_view(reinterpret_cast<const char*>(offered) + at + 1, offered[at])) continue;
        *chosen = offered + at + 1;
        *length = offered[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// `tls` must outlive the context.
Context make_context(const ServerTls& tls) {
    Context context(SSL_CTX_new(TLS_server_method()));
    auto* const raw = context.get();
    must(SSL_CTX_use_certificate_file(raw, tls.identity.certificate_file.c_str(), SSL_FILETYPE_PEM) == 1,
         "load its certificate");
    must(SSL_CTX_use_PrivateKey_file(raw, tls.identity.key_file.c_str(), SSL_FILETYPE_PEM) == 1,
         "load its key");
    SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_alpn_select_cb(raw, choose_protocol, const_cast<std::string*>(&tls.protocol));
    if (!tls.client_ca.empty()) {
        must(SSL_CTX_load_verify_file(raw, tls.client_ca.c_str()) == 1, "load its clients' authority");
        SSL_CTX_set_verify(raw, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

std::uint16_t bind_loopback(int listener) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    must(::bind(listener, generic, size) == 0 && ::getsockname(listener, generic, &size) == 0,
         "find a loopback port");
    return ntohs(address.sin_port);
}

/// A write to a peer that has gone must fail, not end the process; elsewhere in it a SIGPIPE is still a
/// mistake to see.
void fail_writes_without_signal() {
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

bool await_room(int descriptor) {
    pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&wanted, 1, room_within_milliseconds) == 1;
}

} // namespace

struct Stream::Session {
    std::unique_ptr<SSL, FreeTls> tls;
};

Stream::Stream(int descriptor, std::unique_ptr<Session> session)
    : descriptor_(descriptor), session_(std::move(session)) {}

Stream::~Stream() { cut_off(); }

void Stream::send(std::string_view bytes) {
    while (open() && !bytes.empty()) {
        const auto sent = send_some(bytes);
        if (sent < 0 || (sent == 0 && !await_room(descriptor_))) return cut_off();
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// How many bytes went; 0 when there is no room, below when they never will.
long Stream::send_some(std::string_view bytes) {
    if (!session_) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        return sent < 0 && errno == EAGAIN ? 0 : sent;
    }
    auto* const tls = session_->tls.get();
    ERR_clear_error();
    const int sent = SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()));
    return sent <= 0 && SSL_get_error(tls, sent) == SSL_ERROR_WANT_WRITE ? 0 : sent <= 0 ? -1 : sent;
}

void Stream::close() {
    if (open() && session_) SSL_shutdown(session_->tls.get());
    cut_off();
}

void Stream::cut_off() {
    if (open()) ::close(std::exchange(descriptor_, -1));
}

void Stream::reset() {
    const linger abort{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    cut_off();
}

Stream::Readiness Stream::read(std::string& into) {
    if (session_) return read_tls(into);
    std::array<char, 16 * 1024> buffer;
    const auto count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EAGAIN) return Readiness::nothing;
    if (count <= 0) return Readiness::ended;
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return Readiness::bytes;
}

Stream::Readiness Stream::read_tls(std::string& into) {
    std::array<char, 16 * 1024> buffer;
    auto* const tls = session_->tls.get();
    int count = 0;
    ERR_clear_error(); // What an earlier connection left behind would be taken for this one's.
    while ((count = SSL_read(tls, buffer.data(), static_cast<int>(buffer.size()))) > 0)
        into.append(buffer.data(), static_cast<std::size_t>(count));
    const bool waiting = SSL_get_error(tls, count) == SSL_ERROR_WANT_READ;
    if (!into.empty()) return Readiness::bytes; // An end behind these bytes is told again by the next read.
    return waiting ? Readiness::nothing : Readiness::ended;
}

struct StreamServer::Connections {
    struct Connection {
        std::unique_ptr<Stream> stream;
        std::unique_ptr<StreamReader> reader;
    };
    std::string protocol;
    ServerTls tls;
    Context context;
    std::map<int, Connection> open;

    std::unique_ptr<Stream::Session> session_on(int descriptor) const {
        if (!context) return nullptr;
        auto session = std::make_unique<Stream::Session>();
        session->tls.reset(SSL_new(context.get()));
        SSL_set_fd(session->tls.get(), descriptor);
        SSL_set_accept_state(session->tls.get());
        return session;
    }
};

StreamServer::StreamServer(Open open, const std::optional<ServerTls>& tls)
    : open_(std::move(open)), connections_(std::make_unique<Connections>()) {
    if (tls) {
        connections_->tls = *tls;
        connections_->context = make_context(connections_->tls);
    }
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    port_ = bind_loopback(listener_);
    ::listen(listener_, SOMAXCONN);
    epoll_event event{.events = EPOLLIN, .data = {.fd = listener_}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

StreamServer::~StreamServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
    ::close(epoll_);
}

void StreamServer::serve(const std::stop_token& stop) {
    fail_writes_without_signal();
    std::array<epoll_event, 64> events{};
    while (!stop.stop_requested()) {
        const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                       stop_seen_within_milliseconds);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            if (descriptor == listener_)
                accept_all();
            else
                read(descriptor);
        }
    }
}

void StreamServer::accept_all() {
    for (;;) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto stream = std::make_unique<Stream>(descriptor, connections_->session_on(descriptor));
        auto reader = open_(*stream);
        connections_->open.insert_or_assign(descriptor,
                                            Connections::Connection{std::move(stream), std::move(reader)});
        epoll_event event{.events = EPOLLIN, .data = {.fd = descriptor}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    }
}

void StreamServer::read(int descriptor) {
    const auto found = connections_->open.find(descriptor);
    if (found == connections_->open.end()) return;
    auto& [stream, reader] = found->second;
    std::string bytes;
    const auto readiness = stream->read(bytes);
    if (readiness == Stream::Readiness::bytes) reader->read(bytes);
    if (readiness == Stream::Readiness::ended || !stream->open()) connections_->open.erase(found);
}
