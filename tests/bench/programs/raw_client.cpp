// The floor the engine is measured against: the least a client on epoll can do to keep N connections busy. A
// fixed request, one receive and one send an answer, a level-triggered epoll; of the answers only the first
// one's Content-Length is read, the others are taken to be as long. It keeps no times and no records, and
// stops after so many answers.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

[[noreturn]] void stop(const char* what) {
    std::fprintf(stderr, "bench_raw_client: %s\n", what);
    std::exit(1);
}

int connect_to(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        stop("cannot connect");
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

void ask(int descriptor) {
    if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<long>(request.size()))
        stop("cannot send");
}

/// The length of a whole answer, by its Content-Length.
std::size_t length_of(std::string_view answer) {
    constexpr std::string_view name = "Content-Length: ";
    const auto at = answer.find(name);
    const auto head_end = answer.find("\r\n\r\n");
    if (at == answer.npos || head_end == answer.npos) stop("an answer without Content-Length");
    return head_end + 4 + std::strtoul(answer.data() + at + name.size(), nullptr, 10);
}

class Client {
  public:
    Client(std::uint16_t port, int connections) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (int i = 0; i < connections; ++i) {
            const int descriptor = connect_to(port);
            if (got_.size() <= static_cast<std::size_t>(descriptor))
                got_.resize(static_cast<std::size_t>(descriptor) + 1);
            epoll_event event{.events = EPOLLIN, .data = {.fd = descriptor}};
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
            ask(descriptor);
        }
    }

    void run_for(long requests) {
        std::array<epoll_event, 512> events{};
        while (answers_ < requests) {
            const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) read(events[static_cast<std::size_t>(i)].data.fd);
        }
    }

  private:
    void read(int descriptor) {
        std::array<char, 16 * 1024> room;
        const auto count = ::recv(descriptor, room.data(), room.size(), 0);
        if (count <= 0) stop("the server closed");
        if (answer_length_ == 0) answer_length_ = length_of({room.data(), static_cast<std::size_t>(count)});
        auto& got = got_[static_cast<std::size_t>(descriptor)];
        got += static_cast<std::size_t>(count);
        if (got < answer_length_) return;
        got = 0;
        ++answers_;
        ask(descriptor);
    }

    int epoll_;
    std::vector<std::size_t> got_; ///< bytes of the answer so far, by descriptor
    std::size_t answer_length_ = 0;
    long answers_ = 0;
};

} // namespace

int main(int count, char** arguments) {
    if (count != 4) stop("usage: bench_raw_client PORT CONNECTIONS REQUESTS");
    Client client(static_cast<std::uint16_t>(std::atoi(arguments[1])), std::atoi(arguments[2]));
    client.run_for(std::atol(arguments[3]));
}
