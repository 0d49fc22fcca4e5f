#include "redline/leadpipe/server.hpp"

#include <csignal>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include "redline/leadpipe/worker_pool.hpp"

namespace redline::leadpipe {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Code = boost::system::error_code;

constexpr std::uint32_t header_bytes_max = 16 * 1024;
constexpr auto stop_patience = std::chrono::seconds(5);

/// After the last answer the client's unread bytes are taken off the socket for a while, else the kernel
/// resets the connection and the client never reads the answer.
constexpr auto linger_time = std::chrono::seconds(2);
constexpr std::size_t linger_bytes_max = 1024 * 1024;

std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

Problem problem_of(const Code& code, std::size_t bytes_max) {
    if (code == http::error::body_limit)
        return {413, "too-large", "The body is too large",
                fmt::format("a body has at most {} bytes here", bytes_max)};
    if (code == http::error::header_limit || code == http::error::buffer_overflow)
        return {431, "header-too-large", "The header is too large",
                fmt::format("a header has at most {} bytes", header_bytes_max)};
    return {400, "bad-request", "The request cannot be read", "this is not HTTP/1.1: " + code.message()};
}

using Message = http::request<http::string_body>;

/// What the parser lets through and two servers in a row may read differently: whoever is not sure where a
/// request ends can be made to take its tail for another one (RFC 9112, 3.2, 6.1 and 11.2). Empty when all is
/// clear.
std::string_view unclear_part(const Message& message) {
    const auto codings = message.count(http::field::transfer_encoding);
    if (codings > 0 && message.version() < 11) return "HTTP/1.0 has no Transfer-Encoding";
    if (codings > 1 || (codings == 1 && !beast::iequals(message[http::field::transfer_encoding], "chunked")))
        return "Transfer-Encoding is not chunked and nothing else";
    const auto hosts = message.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return "there is not one Host";
    return {};
}

/// Threads of connections that are gone. One may be the thread that says so, and cannot wait for its own end:
/// others do.
class EndedThreads {
  public:
    void bury(std::unique_ptr<WorkerPool> thread) {
        const std::lock_guard lock(mutex_);
        threads_.push_back(std::move(thread));
    }

    /// Waits for those there are; not on one of them.
    void join() {
        std::vector<std::unique_ptr<WorkerPool>> ended;
        {
            const std::lock_guard lock(mutex_);
            ended.swap(threads_);
        }
    }

  private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<WorkerPool>> threads_;
};

/// What every connection shares.
struct Shared {
    Shared(const ServerOptions& wanted, Responder& served)
        : options(wanted), responder(served),
          workers(wanted.thread_per_connection ? 0 : wanted.workers, wanted.waiting_max) {}

    ServerOptions options;
    Responder& responder;
    EndedThreads threads_ended;
    std::unordered_set<class Session*> sessions; ///< before `io`, whose end ends the last of them
    bool stopping = false;
    asio::io_context io{1};
    WorkerPool workers; ///< last: its threads end before what they use
};

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(tcp::socket socket, Shared& shared) : stream_(std::move(socket)), shared_(shared) {
        shared_.sessions.insert(this);
    }
    ~Session() {
        shared_.sessions.erase(this);
        // Perhaps on that very thread, which cannot wait for its own end.
        if (own_thread_) shared_.threads_ended.bury(std::move(own_thread_));
    }

    void start() {
        Code ignored;
        stream_.socket().set_option(tcp::no_delay(true), ignored);
        const auto other_side = stream_.socket().remote_endpoint(ignored);
        if (!ignored) peer_ = other_side.address().to_string();
        read_header();
    }

    /// Ends a connection that waits for a request; others end after their answer.
    void stop_if_idle() {
        if (idle_) stream_.cancel();
    }

  private:
    void read_header() {
        parser_.emplace();
        parser_->header_limit(header_bytes_max);
        parser_->body_limit(batch_bytes_max);
        idle_ = true;
        stream_.expires_after(shared_.options.silence_max);
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = shared_from_this()](Code code, std::size_t) {
                                    self->idle_ = false;
                                    code ? self->on_unreadable(code) : self->on_header();
                                });
    }

    void on_header() {
        if (const auto part = unclear_part(parser_->get()); !part.empty())
            return refuse({400, "bad-request", "The request cannot be read",
                           fmt::format("where this request ends is unclear: {}", part)});
        body_bytes_max_ = shared_.responder.body_bytes_max(text_of(parser_->get().target()));
        // The parser compares an announced length with the limit of before, a chunk with that of now.
        if (parser_->content_length().value_or(0) > body_bytes_max_)
            return on_unreadable(http::error::body_limit);
        parser_->body_limit(body_bytes_max_);
        const auto expect = parser_->get()[http::field::expect];
        if (!beast::iequals(expect, "100-continue")) return read_body();
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(go_on), [self = shared_from_this()](Code code, std::size_t) {
            if (!code) self->read_body();
        });
    }

    void read_body() {
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](Code code, std::size_t) {
            code ? self->on_unreadable(code) : self->on_request();
        });
    }

    /// Only what breaks HTTP is worth an answer; a closed or silent connection is not.
    void on_unreadable(const Code& code) {
        const bool speaks_badly =
            code.category() == http::make_error_code(http::error::bad_method).category() &&
            code != http::error::end_of_stream && code != http::error::partial_message;
        if (speaks_badly) refuse(problem_of(code, body_bytes_max_));
    }

    void refuse(const Problem& problem) {
        keep_alive_ = false;
        write(shared_.responder.refuse(request_so_far(), problem));
    }

    Request request_so_far() const {
        const auto& message = parser_->get();
        return {text_of(message.method_string()),
                text_of(message.target()),
                text_of(message[http::field::content_type]),
                text_of(message["traceparent"]),
                {},
                text_of(message[http::field::authorization]),
                text_of(message["X-Api-Key"]),
                text_of(message["Idempotency-Key"]),
                text_of(message[http::field::user_agent]),
                text_of(message[http::field::cookie]),
                peer_};
    }

    void on_request() {
        keep_alive_ = parser_->get().keep_alive();
        head_ = parser_->get().method() == http::verb::head;
        auto request = request_so_far();
        request.body = std::move(parser_->get().body());
        // The worker hands the session back with the answer: sessions begin and end on the thread that has
        // the sockets, and the list of them needs no lock.
        auto work = [self = shared_from_this(), request,
                     guard = asio::make_work_guard(shared_.io)]() mutable {
            auto answer = self->shared_.responder.handle(request);
            asio::post(guard.get_executor(), [self = std::move(self), answer = std::move(answer)]() mutable {
                self->write(std::move(answer));
            });
        };
        if (try_run(std::move(work))) return;
        write(shared_.responder.refuse(request, {503, "busy", "Too much waits already",
                                                 "the line of requests waiting for a worker is full"}));
    }

    bool try_run(WorkerPool::Work work) {
        if (!shared_.options.thread_per_connection) return shared_.workers.try_run(std::move(work));
        if (!own_thread_) own_thread_ = std::make_unique<WorkerPool>(1, 1);
        return own_thread_->try_run(std::move(work));
    }

    void write(Answer answer) {
        keep_alive_ = keep_alive_ && !shared_.stopping;
        response_ = {};
        response_.result(static_cast<unsigned>(answer.status));
        if (!answer.content_type.empty()) response_.set(http::field::content_type, answer.content_type);
        for (const auto& [name, value] : answer.headers) response_.insert(name, value);
        if (!answer.allow.empty()) response_.set(http::field::allow, answer.allow);
        if (answer.retry_later) response_.set(http::field::retry_after, "1");
        response_.keep_alive(keep_alive_);
        response_.content_length(answer.body.size());
        if (!head_) response_.body() = std::move(answer.body);
        stream_.expires_after(shared_.options.silence_max);
        http::async_write(stream_, response_, [self = shared_from_this()](Code code, std::size_t) {
            if (code) return;
            self->keep_alive_ ? self->read_header() : self->linger();
        });
    }

    void linger() {
        Code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(linger_time);
        discard();
    }

    void discard() {
        stream_.async_read_some(asio::buffer(discarded_),
                                [self = shared_from_this()](Code code, std::size_t bytes) {
                                    self->discarded_bytes_ += bytes;
                                    if (!code && self->discarded_bytes_ < linger_bytes_max) self->discard();
                                });
    }

    beast::tcp_stream stream_;
    std::string peer_;
    Shared& shared_;
    std::unique_ptr<WorkerPool> own_thread_; ///< where every connection has one
    beast::flat_buffer buffer_{header_bytes_max + batch_bytes_max};
    std::size_t body_bytes_max_ = batch_bytes_max;
    std::optional<http::request_parser<Message::body_type>> parser_;
    http::response<http::string_body> response_;
    std::array<char, 4096> discarded_{};
    std::size_t discarded_bytes_ = 0;
    bool keep_alive_ = false;
    bool head_ = false;
    bool idle_ = false;
};

base::Error cannot_listen(const ServerOptions& options, const Code& code) {
    return {base::ErrorCode::network,
            fmt::format("cannot listen on {}:{}: {}", options.address, options.port, code.message()),
            "choose another port, or 0 for any free one",
            {}};
}

} // namespace

struct Server::Parts {
    Parts(const ServerOptions& options, Responder& responder) : shared(options, responder) {}

    base::Result<void> open() {
        Code code;
        const auto address = asio::ip::make_address(shared.options.address, code);
        const tcp::endpoint endpoint(address, shared.options.port);
        if (!code) acceptor.open(endpoint.protocol(), code);
        if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
        if (!code) acceptor.bind(endpoint, code);
        if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
        if (code) return tl::unexpected(cannot_listen(shared.options, code));
        return {};
    }

    void accept() {
        if (every_thread_has_a_connection()) return accept_later();
        acceptor.async_accept([this](Code code, tcp::socket socket) {
            if (shared.stopping) return;
            shared.threads_ended.join();
            const bool room = shared.sessions.size() < shared.options.connections_max;
            if (!code && room) std::make_shared<Session>(std::move(socket), shared)->start();
            code ? accept_later() : accept();
        });
    }

    /// The next connection then waits in the kernel's line until one of those ends, however idle they are.
    bool every_thread_has_a_connection() const {
        return shared.options.thread_per_connection && shared.sessions.size() >= shared.options.workers;
    }

    /// Out of descriptors or threads: a moment later some connection may have ended.
    void accept_later() {
        pause.expires_after(std::chrono::milliseconds(50));
        pause.async_wait([this](Code code) {
            if (!code && !shared.stopping) accept();
        });
    }

    void stop_on_signals() {
        signals.add(SIGTERM);
        signals.add(SIGINT);
        signals.async_wait([this](Code code, int) {
            if (!code) stop();
        });
    }

    void stop() {
        if (std::exchange(shared.stopping, true)) return;
        if (shared.options.on_stop) shared.options.on_stop();
        Code ignored;
        acceptor.close(ignored);
        signals.cancel(ignored);
        pause.cancel();
        for (auto* session : shared.sessions) session->stop_if_idle();
        patience.expires_after(stop_patience);
        patience.async_wait([this](Code code) {
            if (!code) shared.io.stop();
        });
        wait_until_quiet();
    }

    /// Looks until the last connection has ended; then nothing keeps the loop running but the patience.
    void wait_until_quiet() {
        if (shared.sessions.empty()) {
            patience.cancel();
            return;
        }
        pause.expires_after(std::chrono::milliseconds(5));
        pause.async_wait([this](Code) { wait_until_quiet(); });
    }

    Shared shared;
    tcp::acceptor acceptor{shared.io};
    asio::steady_timer pause{shared.io};
    asio::steady_timer patience{shared.io};
    asio::signal_set signals{shared.io};
};

base::Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Responder& responder) {
    auto parts = std::make_unique<Parts>(options, responder);
    if (auto opened = parts->open(); !opened) return tl::unexpected(opened.error());
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

unsigned short Server::port() const {
    Code ignored;
    return parts_->acceptor.local_endpoint(ignored).port();
}

void Server::run() {
    if (parts_->shared.options.stop_on_signals) parts_->stop_on_signals();
    parts_->accept();
    parts_->shared.io.run();
}

void Server::stop() {
    asio::post(parts_->shared.io, [this] { parts_->stop(); });
}

} // namespace redline::leadpipe
