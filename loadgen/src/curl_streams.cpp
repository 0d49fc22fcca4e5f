#include "curl_streams.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/eventfd.h>

#include "curl_outcome.hpp"

namespace redline::loadgen {

namespace {

constexpr std::uint32_t readable = EPOLLIN | EPOLLRDHUP;

CURLcode offer_http2(CURL*, void* context, void* library) {
    constexpr std::array<unsigned char, 3> names{2, 'h', '2'};
    static_cast<const CurlLibrary*>(library)->ssl_ctx_set_alpn_protos(context, names.data(), names.size());
    return CURLE_OK;
}

/// Were HTTP/2 agreed upon by cURL, it would speak it itself.
void ask_for_http2(const CurlLibrary& curl, CURL* handle) {
    curl.easy_setopt(handle, CURLOPT_SSL_ENABLE_ALPN, 0L);
    curl.easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, &offer_http2);
    curl.easy_setopt(handle, CURLOPT_SSL_CTX_DATA, &curl);
}

} // namespace

base::Result<std::unique_ptr<ByteStreams>> CurlStreams::make(const Poller& poller, AddressBook& addresses,
                                                             const Endpoint& target, const Wire& wire,
                                                             std::uint32_t places) {
    if (auto usable = check_files(wire.tls); !usable) return tl::unexpected(usable.error());
    const auto curl = curl_library();
    if (!curl) return tl::unexpected(curl.error());
    auto loop = CurlLoop::make(**curl);
    if (!loop) return tl::unexpected(loop.error());
    return std::unique_ptr<ByteStreams>(
        new CurlStreams(**curl, std::move(*loop), poller, addresses, target, wire, places));
}

CurlStreams::CurlStreams(const CurlLibrary& curl, std::unique_ptr<CurlLoop> loop, const Poller& poller,
                         AddressBook& addresses, Endpoint target, Wire wire, std::uint32_t places)
    : curl_(curl), loop_(std::move(loop)), poller_(poller), addresses_(addresses), target_(std::move(target)),
      wire_(std::move(wire)), lines_(places) {}

CurlStreams::~CurlStreams() {
    for (auto& line : lines_) {
        if (line.handle == nullptr) continue;
        loop_->remove(line.handle);
        curl_.easy_cleanup(line.handle);
        curl_.share_cleanup(line.cache);
        curl_.slist_free_all(line.connect_to);
    }
}

Opening CurlStreams::open(std::uint32_t place, std::uint64_t key) {
    auto& line = lines_[place];
    if (line.handle == nullptr) equip(line);
    choose_ends(line);
    line.state = State::opening;
    line.key = key;
    line.sockets = {};
    line.error_words[0] = '\0';
    line.session = nullptr;
    opening_.push_back(place);
    loop_->add(line.handle);
    take_ended(place);
    return opening_of(line);
}

void CurlStreams::equip(Line& line) {
    line.curl = &curl_;
    line.handle = curl_.easy_init();
    line.cache = curl_.share_init();
    curl_.share_setopt(line.cache, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
    curl_.easy_setopt(line.handle, CURLOPT_SHARE, line.cache);
    curl_.easy_setopt(line.handle, CURLOPT_CONNECT_ONLY, 1L);
    curl_.easy_setopt(line.handle, CURLOPT_PRIVATE, &line);
    curl_.easy_setopt(line.handle, CURLOPT_PREREQFUNCTION, &on_connected);
    curl_.easy_setopt(line.handle, CURLOPT_PREREQDATA, &line);
    curl_.easy_setopt(line.handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    if (wire_.protocol == Protocol::http2) ask_for_http2(curl_, line.handle);
    set_route(curl_, line.handle, target_, wire_, line.sockets, line.error_words.data());
}

/// Here, and only here, cURL tells its TLS session.
int CurlStreams::on_connected(void* context, char*, char*, int, int) {
    auto& line = *static_cast<Line*>(context);
    curl_tlssessioninfo* session = nullptr;
    line.curl->easy_getinfo(line.handle, CURLINFO_TLS_SSL_PTR, &session);
    if (session != nullptr) line.session = static_cast<ssl_st*>(session->internals);
    return CURL_PREREQFUNC_OK;
}

/// The run's own idea of where the target's name points, and the local address whose turn it is. What a proxy
/// makes of the name is the proxy's affair.
void CurlStreams::choose_ends(Line& line) {
    const auto [to, from] = addresses_.next();
    if (from) {
        const auto text = "host!" + text_without_port(*from);
        curl_.easy_setopt(line.handle, CURLOPT_INTERFACE, text.c_str());
    }
    if (!wire_.proxy.empty() || !target_.unix_socket.empty()) return;
    curl_.slist_free_all(line.connect_to);
    line.connect_to = curl_.slist_append(nullptr, ("::" + text_with_port(to)).c_str());
    curl_.easy_setopt(line.handle, CURLOPT_CONNECT_TO, line.connect_to);
}

Opening CurlStreams::resume(std::uint32_t place, std::uint64_t, std::uint32_t) {
    if (lines_[place].state == State::opening) {
        loop_->run_one();
        take_ended(place);
    }
    return opening_of(lines_[place]);
}

/// The loop speaks for all connections being made: those of other places that came to an end are reported by
/// the poller next.
void CurlStreams::take_ended(std::uint32_t current) {
    while (const auto ended = loop_->take_ended()) {
        Line* line = nullptr;
        curl_.easy_getinfo(ended->handle, CURLINFO_PRIVATE, &line);
        note_ended(*line, ended->code);
        if (line != &lines_[current]) wake(*line);
    }
    settle_watch();
}

void CurlStreams::note_ended(Line& line, CURLcode code) {
    std::erase(opening_, static_cast<std::uint32_t>(&line - lines_.data()));
    line.code = code;
    line.state = code == CURLE_OK ? State::open : State::failed;
    if (code != CURLE_OK) return;
    curl_socket_t descriptor = CURL_SOCKET_BAD;
    curl_.easy_getinfo(line.handle, CURLINFO_ACTIVESOCKET, &descriptor);
    line.descriptor = descriptor;
    if (line.session != nullptr) line.tap.take_over(curl_.openssl, line.session, descriptor);
}

void CurlStreams::wake(Line& line) {
    if (line.state == State::open) return watch(line, readable | EPOLLOUT);
    line.nudge = Socket(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
    poller_.add(line.nudge.descriptor(), EPOLLIN, line.key);
}

/// The loop is watched while there are connections to be made.
void CurlStreams::settle_watch() {
    if (opening_.empty() && !loop_added_) return;
    const auto events = opening_.empty() ? 0U : std::uint32_t{EPOLLIN};
    const auto key = opening_.empty() ? 0 : lines_[opening_.front()].key;
    if (std::exchange(loop_added_, true))
        poller_.modify(loop_->descriptor(), events, key);
    else
        poller_.add(loop_->descriptor(), events, key);
}

void CurlStreams::watch(Line& line, std::uint32_t events) {
    if (std::exchange(line.watched, true))
        poller_.modify(line.descriptor, events, line.key);
    else
        poller_.add(line.descriptor, events, line.key);
}

Opening CurlStreams::opening_of(Line& line) {
    if (line.state == State::failed) return failure_of(line);
    if (line.state == State::opening) return {.state = Opening::State::pending};
    watch(line, readable);
    return {.state = Opening::State::open};
}

Opening CurlStreams::failure_of(const Line& line) const {
    long system_error = 0;
    curl_.easy_getinfo(line.handle, CURLINFO_OS_ERRNO, &system_error);
    const int error = line.sockets.error != 0 ? line.sockets.error : static_cast<int>(system_error);
    const auto outcome = outcome_of_opening(line.code, error);
    const bool errno_says_why = line.code == CURLE_COULDNT_CONNECT;
    return {Opening::State::failed, outcome, errno_says_why ? error : 0, words_of(line)};
}

std::string_view CurlStreams::words_of(const Line& line) const {
    const std::string_view words = line.error_words.data();
    return words.empty() ? std::string_view(curl_.easy_strerror(line.code)) : words;
}

Transfer CurlStreams::send(std::uint32_t place, std::string_view bytes) {
    auto& line = lines_[place];
    return line.session != nullptr ? line.tap.send(bytes) : send_quietly(line.descriptor, bytes);
}

Transfer CurlStreams::receive(std::uint32_t place, std::span<char> into) {
    auto& line = lines_[place];
    return line.session != nullptr ? line.tap.receive(into) : receive_stamped(line.descriptor, into);
}

bool CurlStreams::has_surplus(std::uint32_t place) const {
    const auto& line = lines_[place];
    return line.session != nullptr && line.tap.holds_bytes();
}

void CurlStreams::watch_writable(std::uint32_t place, std::uint64_t, bool wanted) {
    watch(lines_[place], wanted ? readable | EPOLLOUT : readable);
}

void CurlStreams::close(std::uint32_t place) {
    auto& line = lines_[place];
    if (line.state == State::closed) return;
    loop_->remove(line.handle);
    std::erase(opening_, place);
    settle_watch();
    line.state = State::closed;
    line.watched = false;
    line.descriptor = -1;
    line.session = nullptr;
    line.nudge.close();
}

} // namespace redline::loadgen
