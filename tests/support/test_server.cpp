#include "test_server.hpp"

#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr int tick_milliseconds = 10;

struct Bound {
    int descriptor;
    std::uint16_t port;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

Bound bind_loopback(int type) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | type, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (descriptor < 0 || ::bind(descriptor, generic, size) != 0 ||
        ::getsockname(descriptor, generic, &size) != 0)
        throw std::runtime_error("the test server found no loopback port");
    return {descriptor, ntohs(address.sin_port)};
}

int length_of_body(std::string_view head) {
    constexpr std::string_view name = "Content-Length: ";
    const auto at = head.find(name);
    return at == head.npos ? 0 : std::stoi(std::string(head.substr(at + name.size(), 9)));
}

} // namespace

struct TestServer::Clients : std::map<int, TestClient> {};

void TestClient::send(std::string_view bytes) const {
    ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void TestClient::send_with_what_follows(std::string_view bytes) const {
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
    send(bytes);
}

void TestClient::send_and_close(std::string_view bytes) {
    send_with_what_follows(bytes);
    close();
}

void TestClient::send_and_half_close(std::string_view bytes) const {
    send_with_what_follows(bytes);
    half_close();
}

void TestClient::half_close() const { ::shutdown(descriptor_, SHUT_WR); }

void TestClient::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void TestClient::reset() {
    const linger abort{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    close();
}

void TestClient::tick() {
    if (!dripping_.empty()) {
        send(std::string_view(dripping_).substr(0, 1));
        dripping_.erase(0, 1);
    }
    if (!flooding_.empty()) send(flooding_);
    if (ticks_left_ > 0 && --ticks_left_ == 0) close();
}

std::string TestServer::ok(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}

TestServer::TestServer(Respond respond, ServerManners manners)
    : respond_(std::move(respond)), manners_(std::move(manners)), listener_(-1),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)), clients_(std::make_unique<Clients>()) {
    const auto bound = bind_loopback(SOCK_NONBLOCK);
    listener_ = bound.descriptor;
    port_ = bound.port;
    ::listen(listener_, SOMAXCONN);
    epoll_event event{.events = EPOLLIN, .data = {.fd = listener_}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

TestServer::~TestServer() {
    thread_.request_stop();
    thread_.join();
    for (auto& [descriptor, client] : *clients_) client.close();
    ::close(listener_);
    ::close(epoll_);
}

void TestServer::serve(const std::stop_token& stop) {
    std::array<epoll_event, 64> events{};
    while (!stop.stop_requested()) {
        const int count =
            ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), tick_milliseconds);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            if (descriptor == listener_)
                accept_all();
            else if (const auto found = clients_->find(descriptor); found != clients_->end())
                read(found->second);
        }
        for (auto& [descriptor, client] : *clients_) client.tick();
        std::erase_if(*clients_, [](const auto& entry) { return entry.second.descriptor_ < 0; });
    }
}

void TestServer::accept_all() {
    for (;;) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto& client = clients_->insert_or_assign(descriptor, TestClient(descriptor)).first->second;
        epoll_event event{.events = EPOLLIN, .data = {.fd = descriptor}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
        if (manners_.on_connect) manners_.on_connect(client);
    }
}

void TestServer::read(TestClient& client) {
    std::array<char, 16 * 1024> buffer;
    const auto bytes = ::recv(client.descriptor_, buffer.data(), buffer.size(), 0);
    if (bytes <= 0) return client.close();
    if (client.answered_head_) return;
    client.received_.append(buffer.data(), static_cast<std::size_t>(bytes));
    take_request(client);
    if (client.deaf_ && client.descriptor_ >= 0)
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, client.descriptor_, nullptr);
}

void TestServer::take_request(TestClient& client) {
    const auto head_end = client.received_.find("\r\n\r\n");
    if (head_end == std::string::npos) return;
    client.answered_head_ = manners_.answers_heads;
    const auto body = manners_.answers_heads ? 0 : length_of_body(client.received_);
    const auto whole = head_end + 4 + static_cast<std::size_t>(body);
    if (client.received_.size() < whole) return;
    const auto path_begin = client.received_.find(' ') + 1;
    const auto path =
        client.received_.substr(path_begin, client.received_.find(' ', path_begin) - path_begin);
    client.received_.erase(0, whole);
    respond_(path, client);
}

RefusingPort::RefusingPort() {
    const auto bound = bind_loopback(0);
    descriptor_ = bound.descriptor;
    port_ = bound.port;
}

RefusingPort::~RefusingPort() { ::close(descriptor_); }

MutePort::MutePort() {
    const auto bound = bind_loopback(0);
    listener_ = bound.descriptor;
    port_ = bound.port;
    ::listen(listener_, SOMAXCONN);
}

MutePort::~MutePort() { ::close(listener_); }

SilentPort::SilentPort() {
    const auto bound = bind_loopback(0);
    listener_ = bound.descriptor;
    port_ = bound.port;
    ::listen(listener_, 0);
    const auto address = loopback(port_);
    for (int& filler : fillers_) {
        filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        ::connect(filler, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
}

SilentPort::~SilentPort() {
    for (const int filler : fillers_) ::close(filler);
    ::close(listener_);
}
