/// A plain blocking HTTP/1.1 client for tests: it sends the bytes it is given, right or wrong, and reads
/// replies with a Content-Length. Loopback only. Every wait ends after ten seconds.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace redline::test {

struct Reply {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A whole request with Host and, for a body, Content-Length.
inline std::string request_text(std::string_view method, std::string_view target, std::string_view body = {},
                                const Headers& headers = {}) {
    std::string text = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string(body);
}

class HttpConnection {
  public:
    explicit HttpConnection(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            ::close(socket_);
            throw std::runtime_error("cannot connect to port " + std::to_string(port));
        }
    }
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;
    ~HttpConnection() { ::close(socket_); }

    /// False when the peer has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Says that no more will be sent.
    void finish_sending() { ::shutdown(socket_, SHUT_WR); }

    /// The next reply; nothing when the peer closed or fell silent first. A reply to HEAD has no body.
    std::optional<Reply> read_reply(bool to_head = false) {
        while (received_.find("\r\n\r\n") == std::string::npos)
            if (!receive()) return std::nullopt;
        auto reply = take_head();
        const auto length = reply.headers.find("content-length");
        const auto size = to_head || length == reply.headers.end() ? 0 : std::stoul(length->second);
        while (received_.size() < size)
            if (!receive()) return std::nullopt;
        reply.body = received_.substr(0, size);
        received_.erase(0, size);
        return reply;
    }

    /// Whether something has come that was not read yet.
    bool has_bytes() const {
        char byte = 0;
        return !received_.empty() || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    }

    /// Whether the peer closes without another byte.
    bool ends() { return received_.empty() && !receive(); }

  private:
    bool receive() {
        char bytes[16384];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count > 0) received_.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }

    Reply take_head() {
        const auto end = received_.find("\r\n\r\n");
        const auto head = received_.substr(0, end + 2);
        received_.erase(0, end + 4);
        Reply reply;
        if (head.size() > 12) reply.status = std::atoi(head.c_str() + 9);
        for (auto at = head.find("\r\n") + 2; at < head.size();) {
            const auto line_end = head.find("\r\n", at);
            const auto colon = head.find(':', at);
            auto name = head.substr(at, colon - at);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](char c) { return static_cast<char>(c | 0x20); });
            const auto value = head.find_first_not_of(' ', colon + 1);
            reply.headers[name] = head.substr(value, line_end - value);
            at = line_end + 2;
        }
        return reply;
    }

    int socket_;
    std::string received_;
};

/// One request on a connection of its own.
inline Reply ask(unsigned short port, const std::string& request) {
    HttpConnection connection(port);
    connection.send(request);
    const auto reply = connection.read_reply(request.starts_with("HEAD "));
    if (!reply) throw std::runtime_error("no reply to " + request.substr(0, request.find('\r')));
    return *reply;
}

inline Reply get(unsigned short port, std::string_view target, const Headers& headers = {}) {
    return ask(port, request_text("GET", target, {}, headers));
}

inline Reply post_json(unsigned short port, std::string_view target, std::string_view body,
                       Headers headers = {}) {
    headers.emplace_back("Content-Type", "application/json");
    return ask(port, request_text("POST", target, body, headers));
}

} // namespace redline::test
