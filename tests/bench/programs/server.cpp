// The server the benches load: one thread, one epoll, the same small answer to every request, over TCP or
// TLS 1.3. It says its port (and, with TLS, the authority to trust) on its first line, answers GET /count
// with the number of other requests so far, and ends on SIGTERM or with its parent.
#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench_socket.hpp"
#include "server_options.hpp"

namespace redline::bench {

namespace {

volatile std::sig_atomic_t told_to_end = 0;
constexpr int end_seen_within_milliseconds = 100;

constexpr std::string_view answer_body = R"({"lead_id":"L-1017","state":"sold"})";
// ab speaks HTTP/1.0 and closes unless told to keep alive.
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n"
                           "Content-Length: " +
                           std::to_string(answer_body.size()) + "\r\n\r\n" + std::string(answer_body);

/// The length of the first whole request in `bytes`; 0 when it is not all there.
std::size_t whole_request(std::string_view bytes) {
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end == bytes.npos) return 0;
    std::size_t body = 0;
    constexpr std::string_view name = "\r\nContent-Length: ";
    if (bytes.front() != 'G')
        if (const auto at = bytes.substr(0, head_end).find(name); at != bytes.npos)
            std::from_chars(bytes.data() + at + name.size(), bytes.data() + head_end, body);
    return head_end + 4 + body <= bytes.size() ? head_end + 4 + body : 0;
}

struct Connection {
    Connection(int descriptor, ssl_ctx_st* context, bool stamped) : socket(descriptor, context, stamped) {}
    BenchSocket socket;
    std::string unfinished;
};

class Server {
  public:
    explicit Server(const ServerOptions& options)
        : options_(options), freezes_(options.stalls, 1), stamped_(!options.stamps_file.empty()),
          listener_(listen_on_loopback(stamped_)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        if (options.tls) {
            certificates_.emplace();
            context_ = make_tls_context(certificates_->server());
        }
        watch(listener_.descriptor, nullptr);
    }

    void introduce() const {
        std::printf("port %d%s%s\n", listener_.port, certificates_ ? " ca " : "",
                    certificates_ ? certificates_->ca_file().c_str() : "");
        std::fflush(stdout);
    }

    void serve() {
        std::array<epoll_event, 512> events{};
        while (told_to_end == 0) {
            const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                           end_seen_within_milliseconds);
            for (int i = 0; i < count; ++i) {
                auto* const connection =
                    static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
                if (connection == nullptr)
                    accept_all();
                else if (!read(*connection))
                    connections_.erase(connection);
            }
        }
    }

    void write_stamps() const {
        std::ofstream file(options_.stamps_file);
        for (const auto stamp : stamps_) file << stamp.time_since_epoch().count() << '\n';
    }

  private:
    void watch(int descriptor, Connection* connection) const {
        epoll_event event{.events = EPOLLIN, .data = {.ptr = connection}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    }

    void accept_all() {
        for (;;) {
            const int descriptor =
                ::accept4(listener_.descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (descriptor < 0) return;
            auto connection = std::make_unique<Connection>(descriptor, context_.get(), stamped_);
            watch(descriptor, connection.get());
            connections_.emplace(connection.get(), std::move(connection));
        }
    }

    /// False when the peer has gone.
    bool read(Connection& connection) {
        std::array<char, 16 * 1024> room;
        const auto count = connection.socket.read(room);
        if (count <= 0) return count == 0;
        const std::string_view bytes(room.data(), static_cast<std::size_t>(count));
        if (connection.unfinished.empty() && whole_request(bytes) == bytes.size()) {
            respond(connection, bytes);
            return true;
        }
        connection.unfinished.append(bytes);
        take_unfinished(connection);
        return true;
    }

    void take_unfinished(Connection& connection) {
        while (const auto length = whole_request(connection.unfinished)) {
            respond(connection, std::string_view(connection.unfinished).substr(0, length));
            connection.unfinished.erase(0, length);
        }
    }

    void respond(Connection& connection, std::string_view request) {
        if (request.starts_with("GET /count ")) {
            const auto text = std::to_string(requests_);
            return connection.socket.send(
                "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text);
        }
        ++requests_;
        if (!options_.stalls.empty()) freezes_.pass(0);
        if (stamped_) stamps_.push_back(connection.socket.received_at());
        connection.socket.send(answer);
    }

    const ServerOptions& options_;
    test::Stalls freezes_; // Every request under one number: only its freezing is wanted here.
    bool stamped_;
    Listener listener_;
    int epoll_;
    std::optional<TestCertificates> certificates_;
    TlsContext context_;
    std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
    std::uint64_t requests_ = 0;
    std::vector<base::WallTime> stamps_;
};

} // namespace

} // namespace redline::bench

int main(int count, char** arguments) {
    const auto options = redline::bench::read_server_options(count, arguments);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    std::signal(SIGTERM, [](int) { redline::bench::told_to_end = 1; });
    std::signal(SIGPIPE, SIG_IGN);
    redline::bench::Server server(options);
    server.introduce();
    server.serve();
    if (!options.stamps_file.empty()) server.write_stamps();
}
