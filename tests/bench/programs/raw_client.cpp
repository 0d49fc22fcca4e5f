// The floor the engine is measured against: the least a client on epoll can do to keep N connections busy. A
// fixed request, one receive and one send an answer, a level-triggered epoll; of the answers only the first
// one's Content-Length is read, the others are taken to be as long. It keeps no times and no records, and
// stops after so many answers.
//
// With a tick it is the floor of a batched open model instead: it sleeps to the next tick, takes the answers
// that came, asks on as many connections as are due, and looks at nothing.
#include <algorithm>
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
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

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

/// Asks on the connections in turn, so many a tick.
void ask_by_ticks(std::uint16_t port, std::size_t connections, long requests, redline::base::Duration tick,
                  std::size_t a_tick) {
    std::vector<int> descriptors;
    while (descriptors.size() < connections) descriptors.push_back(connect_to(port));
    std::array<char, 16 * 1024> room;
    ::prctl(PR_SET_TIMERSLACK, 1);
    auto next = redline::base::monotonic_now();
    for (std::size_t asked = 0; asked < static_cast<std::size_t>(requests);) {
        redline::base::SystemClock().sleep_until(next += tick);
        for (auto before = std::min(asked, a_tick); before > 0; --before)
            ::recv(descriptors[(asked - before) % connections], room.data(), room.size(), MSG_DONTWAIT);
        for (const auto until = asked + a_tick; asked < until; ++asked) ask(descriptors[asked % connections]);
    }
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
    if (count != 4 && count != 6)
        stop("usage: bench_raw_client PORT CONNECTIONS REQUESTS [TICK-MICROSECONDS REQUESTS-A-TICK]");
    const auto port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    const auto number = [&](int at) { return std::atol(arguments[at]); };
    if (count == 6) {
        ask_by_ticks(port, static_cast<std::size_t>(number(2)), number(3),
                     std::chrono::microseconds(number(4)), static_cast<std::size_t>(number(5)));
        return 0;
    }
    Client client(port, static_cast<int>(number(2)));
    client.run_for(number(3));
}
