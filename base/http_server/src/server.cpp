// The one file of the product that includes Boost.Beast: it costs 18 s to compile.
#include "redline/http_server/server.hpp"

#include <exception>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

namespace redline::http_server {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Code = boost::system::error_code;
using Body = http::string_body;

/// What every connection shares; all of it is the server thread's.
struct Shared {
    Respond respond;
    Limits limits;
    std::size_t sessions = 0;
};

bool is_http_error(const Code& code) {
    return code.category() == http::make_error_code(http::error::bad_method).category() &&
           code != http::error::end_of_stream && code != http::error::partial_message;
}

std::string_view path_of(beast::string_view target) {
    const std::string_view text(target.data(), target.size());
    return text.substr(0, text.find('?'));
}

/// One connection: a request, its answer, and the next. It lives as long as an operation on it is under way.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(tcp::socket socket, Shared& shared)
        : stream_(std::move(socket)), shared_(shared), buffer_(shared.limits.header_bytes_max) {
        ++shared_.sessions;
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { --shared_.sessions; }

    void read() {
        parser_.emplace();
        parser_->header_limit(shared_.limits.header_bytes_max);
        parser_->body_limit(0);
        stream_.expires_after(shared_.limits.silence_max);
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](Code code, std::size_t) {
            if (!code) return self->answer();
            if (is_http_error(code)) self->refuse(code);
        });
    }

  private:
    void answer() {
        const auto& request = parser_->get();
        const bool to_head = request.method() == http::verb::head;
        if (!to_head && request.method() != http::verb::get) {
            response_ = {};
            response_.set(http::field::allow, "GET, HEAD");
            return write({405, "text/plain; charset=utf-8", "only GET and HEAD are answered here\n"},
                         request.keep_alive(), false);
        }
        response_ = {};
        write(shared_.respond(path_of(request.target())), request.keep_alive(), to_head);
    }

    void refuse(const Code& code) {
        response_ = {};
        const int status = code == http::error::body_limit                                             ? 413
                           : code == http::error::header_limit || code == http::error::buffer_overflow ? 431
                                                                                                       : 400;
        write({status, "text/plain; charset=utf-8", code.message() + "\n"}, false, false);
    }

    void write(Answer answer, bool keep_alive, bool to_head) {
        response_.result(static_cast<unsigned>(answer.status));
        response_.set(http::field::content_type, answer.content_type);
        response_.set(http::field::cache_control, "no-store");
        response_.keep_alive(keep_alive);
        response_.content_length(answer.body.size());
        if (!to_head) response_.body() = std::move(answer.body);
        stream_.expires_after(shared_.limits.silence_max);
        http::async_write(stream_, response_,
                          [self = shared_from_this(), keep_alive](Code code, std::size_t) {
                              if (code) return;
                              if (keep_alive) return self->read();
                              self->stream_.socket().shutdown(tcp::socket::shutdown_send, code);
                          });
    }

    beast::tcp_stream stream_;
    Shared& shared_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<Body>> parser_;
    http::response<Body> response_;
};

base::Error cannot_listen(const ListenAddress& address, const std::string& why) {
    return {base::ErrorCode::network,
            fmt::format("cannot listen on {}: {}", to_text(address), why),
            "choose another port, or 0 for any free one",
            {}};
}

} // namespace

struct Server::Parts {
    Parts(ListenAddress wanted, Respond respond, const Limits& limits)
        : address(std::move(wanted)), shared{std::move(respond), limits} {}

    /// Takes the port away from nobody: SO_REUSEADDR only lets a port be used again at once.
    Code open() {
        Code code;
        const tcp::endpoint endpoint(asio::ip::make_address(address.address, code), address.port);
        if (!code) acceptor.open(endpoint.protocol(), code);
        if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
        if (!code) acceptor.bind(endpoint, code);
        if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
        if (!code) address.port = acceptor.local_endpoint(code).port();
        return code;
    }

    void accept() {
        acceptor.async_accept([this](Code code, tcp::socket socket) {
            const bool room = shared.sessions < shared.limits.connections_max;
            if (!code && room) std::make_shared<Session>(std::move(socket), shared)->read();
            code ? accept_later() : accept();
        });
    }

    /// Out of descriptors, as a run at its limit may be: a moment later a connection may have ended.
    void accept_later() {
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([this](Code code) {
            if (!code) accept();
        });
    }

    void run(const std::stop_token& stop) {
        const std::stop_callback end(stop, [this] { io.stop(); });
        io.run();
    }

    ListenAddress address;
    Shared shared; ///< before `io`, whose end ends the sessions
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer pause{io};
    std::jthread thread; ///< last: it ends before what it uses
};

base::Result<Server> Server::start(const ListenAddress& address, Respond respond, const Limits& limits) {
    try {
        auto parts = std::make_unique<Parts>(address, std::move(respond), limits);
        if (const auto code = parts->open()) return tl::unexpected(cannot_listen(address, code.message()));
        parts->accept();
        auto* running = parts.get();
        parts->thread = std::jthread([running](const std::stop_token& stop) { running->run(stop); });
        return Server(std::move(parts));
    } catch (const std::exception& error) { // no epoll, no thread
        return tl::unexpected(cannot_listen(address, error.what()));
    }
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

const ListenAddress& Server::address() const { return parts_->address; }

} // namespace redline::http_server
