#include "connection.hpp"

#include <cerrno>
#include <utility>

namespace redline::loadgen {

namespace {

constexpr std::uint32_t readable = EPOLLIN | EPOLLRDHUP;
constexpr std::uint32_t readable_or_writable = readable | EPOLLOUT;

Outcome outcome_of_connect(int error) {
    switch (error) {
    case ECONNREFUSED: return Outcome::refused;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EADDRNOTAVAIL: return Outcome::no_descriptor;
    default: return Outcome::unreachable;
    }
}

Turn failed(Outcome outcome, int error) { return {Turn::Kind::failed, outcome, error}; }

} // namespace

void Connection::take_on(const Task& task, PreparedRequest& request, bool to_head) {
    errand_.task = task;
    std::swap(errand_.request, request);
    errand_.to_head = to_head;
    errand_.queued = false;
    errand_.sent.reset();
    errand_.bytes_sent = 0;
    errand_.bytes_received = 0;
    errand_.answer_arrived = {};
    parser_.begin(to_head);
    if (phase_ == Phase::idle) phase_ = Phase::sending;
}

Turn Connection::open(const Address& address, const Poller& poller, std::uint64_t key) {
    phase_ = Phase::connecting;
    answers_ = 0;
    peer_closed_ = false;
    const int error = socket_.connect(address);
    if (error != 0 && error != EINPROGRESS) return failed(outcome_of_connect(error), error);
    poller.add(socket_.descriptor(), readable_or_writable, key);
    wants_writable_ = true;
    return {};
}

Turn Connection::resume_open(const Poller& poller, std::uint64_t key) {
    const int error = socket_.pending_error();
    if (error != 0) return failed(outcome_of_connect(error), error);
    phase_ = Phase::sending;
    return write(poller, key);
}

Turn Connection::write(const Poller& poller, std::uint64_t key) {
    const auto rest = std::string_view(errand_.request.bytes).substr(errand_.bytes_sent);
    const auto sending = socket_.send(rest);
    if (sending.error != 0 && sending.error != EAGAIN) {
        if (errand_.bytes_sent == 0 && !fresh()) return {Turn::Kind::stale, Outcome::reset, sending.error};
        return failed(Outcome::reset, sending.error);
    }
    errand_.bytes_sent += sending.bytes;
    const bool whole = errand_.bytes_sent == errand_.request.bytes.size();
    if (whole) phase_ = Phase::awaiting;
    if (whole == wants_writable_) {
        poller.modify(socket_.descriptor(), whole ? readable : readable_or_writable, key);
        wants_writable_ = !whole;
    }
    return {};
}

Turn Connection::read(std::span<char> buffer) {
    const auto [bytes, error, arrived] = socket_.receive(buffer);
    if (error == EAGAIN) return {};
    if (error != 0) return failed(Outcome::reset, error);
    if (bytes == 0) return closed_by_peer();
    errand_.bytes_received += bytes;
    errand_.answer_arrived = arrived;
    switch (parser_.feed({buffer.data(), bytes})) {
    case ResponseParser::State::complete: return {.kind = Turn::Kind::answered};
    case ResponseParser::State::malformed: return failed(Outcome::malformed, 0);
    case ResponseParser::State::reading: break;
    }
    return {};
}

Turn Connection::closed_by_peer() {
    if (parser_.finish() == ResponseParser::State::complete) return {.kind = Turn::Kind::answered};
    return failed(Outcome::closed_early, 0);
}

/// An answer that came before the whole request was sent leaves the rest of it unsent: no reuse.
bool Connection::rest() {
    const bool whole = phase_ == Phase::awaiting && parser_.state() == ResponseParser::State::complete;
    if (!whole || peer_closed_ || !parser_.keep_alive()) return false;
    phase_ = Phase::idle;
    ++answers_;
    return true;
}

void Connection::close() {
    socket_.close();
    phase_ = Phase::vacant;
}

} // namespace redline::loadgen
