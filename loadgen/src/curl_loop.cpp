#include "curl_loop.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <sys/timerfd.h>

#include <fmt/format.h>

namespace redline::loadgen {

namespace {

std::uint32_t epoll_events_of(int what) {
    return (what & CURL_POLL_IN ? EPOLLIN : 0U) | (what & CURL_POLL_OUT ? EPOLLOUT : 0U);
}

int curl_events_of(std::uint32_t events) {
    return (events & (EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) |
           (events & EPOLLOUT ? CURL_CSELECT_OUT : 0) | (events & EPOLLERR ? CURL_CSELECT_ERR : 0);
}

} // namespace

base::Result<std::unique_ptr<CurlLoop>> CurlLoop::make(const CurlLibrary& curl) {
    Socket epoll(::epoll_create1(EPOLL_CLOEXEC));
    Socket timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    if (!epoll.is_open() || !timer.is_open())
        return base::failure(base::ErrorCode::network,
                             fmt::format("cannot make an epoll and a timer: {}", std::strerror(errno)));
    return std::unique_ptr<CurlLoop>(new CurlLoop(curl, std::move(epoll), std::move(timer)));
}

CurlLoop::CurlLoop(const CurlLibrary& curl, Socket epoll, Socket timer)
    : curl_(curl), epoll_(std::move(epoll)), timer_(std::move(timer)), multi_(curl.multi_init()) {
    watch(timer_.descriptor(), CURL_POLL_IN, false);
    curl_.multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_.multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_.multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_.multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

CurlLoop::~CurlLoop() { curl_.multi_cleanup(multi_); }

void CurlLoop::add(CURL* handle) {
    curl_.multi_add_handle(multi_, handle);
    act(CURL_SOCKET_TIMEOUT, 0);
}

void CurlLoop::remove(CURL* handle) { curl_.multi_remove_handle(multi_, handle); }

int CurlLoop::on_socket(CURL*, curl_socket_t descriptor, int what, void* self, void* known) {
    auto& loop = *static_cast<CurlLoop*>(self);
    if (what == CURL_POLL_REMOVE)
        ::epoll_ctl(loop.descriptor(), EPOLL_CTL_DEL, descriptor, nullptr);
    else
        loop.watch(descriptor, what, known != nullptr);
    if (known == nullptr) loop.curl_.multi_assign(loop.multi_, descriptor, self);
    return 0;
}

void CurlLoop::watch(int descriptor, int what, bool known) {
    epoll_event event{.events = epoll_events_of(what), .data = {.fd = descriptor}};
    ::epoll_ctl(epoll_.descriptor(), known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) {
    static_cast<CurlLoop*>(self)->set_timer(milliseconds);
    return 0;
}

/// Negative: none. A timer of zero is due at once, which zero would not say to the kernel.
void CurlLoop::set_timer(long milliseconds) {
    itimerspec when{};
    if (milliseconds >= 0) {
        when.it_value.tv_sec = milliseconds / 1000;
        when.it_value.tv_nsec = std::max(milliseconds % 1000 * 1'000'000, 1L);
    }
    ::timerfd_settime(timer_.descriptor(), 0, &when, nullptr);
}

void CurlLoop::run_one() {
    epoll_event ready{};
    if (::epoll_wait(epoll_.descriptor(), &ready, 1, 0) != 1) return;
    const bool is_timer = ready.data.fd == timer_.descriptor();
    act(is_timer ? CURL_SOCKET_TIMEOUT : ready.data.fd, curl_events_of(ready.events));
}

/// The timer is set for once: cURL does not say that there is none after it was run.
void CurlLoop::act(curl_socket_t socket, int events) {
    int running = 0;
    const bool is_timer = socket == CURL_SOCKET_TIMEOUT;
    if (is_timer) set_timer(-1);
    curl_.multi_socket_action(multi_, socket, is_timer ? 0 : events, &running);
}

std::optional<CurlLoop::Ended> CurlLoop::take_ended() {
    int left = 0;
    const auto* message = curl_.multi_info_read(multi_, &left);
    if (message == nullptr || message->msg != CURLMSG_DONE) return {};
    return Ended{message->easy_handle, message->data.result};
}

} // namespace redline::loadgen
