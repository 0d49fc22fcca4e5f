#include "uring_transport.hpp"

#include <cerrno>

#include "socket_streams.hpp"

namespace redline::loadgen {

base::Result<std::unique_ptr<Transport>> make_uring_transport(AddressBook& addresses, std::uint32_t places,
                                                              std::uint64_t requests_per_connection) {
    auto ring = Uring::make(places);
    if (!ring) return tl::unexpected(ring.error());
    return std::make_unique<UringTransport>(std::move(*ring), addresses, places, requests_per_connection);
}

UringTransport::UringTransport(std::unique_ptr<Uring> ring, AddressBook& addresses, std::uint32_t places,
                               std::uint64_t requests_per_connection)
    : ring_(std::move(ring)), addresses_(addresses), connections_(places), places_(places),
      requests_per_connection_(requests_per_connection) {}

Event UringTransport::start(PreparedRequest& request, bool to_head) {
    const auto [place, connected] = places_.take();
    auto& connection = connections_[place];
    clocks_.read();
    flush_late();
    connection.begin(to_head, request.body_bytes_wanted);
    connection.letter = outbox_.put(request.bytes, places_.key(place));
    return connected ? hand_over(place) : open(place);
}

Event UringTransport::open(std::uint32_t place) {
    auto& connection = connections_[place];
    connection.phase = Phase::connecting;
    connection.ended = false;
    connection.answers = 0;
    ++opened_;
    const auto route = addresses_.next();
    const int error = connection.socket.connect(route.to, route.from);
    if (error != 0 && error != EINPROGRESS) return failed(place, outcome_of_connect(error), error);
    if (error == 0) return begin(place);
    ring_->connected(connection.socket.descriptor(), places_.key(place));
    return {.kind = Event::Kind::opening, .place = place, .at = clocks_.now};
}

Event UringTransport::connected(const Uring::Completion& completion) {
    const auto place = places_.place_of(completion.key);
    if (!place) return {.kind = Event::Kind::progress};
    clocks_.read();
    const int error = connections_[*place].socket.pending_error();
    return error == 0 ? begin(*place) : failed(*place, outcome_of_connect(error), error);
}

/// The first request of a connection. Before it is connected nothing may be received: that would take away
/// the error of a failed connect.
Event UringTransport::begin(std::uint32_t place) {
    ring_->receive(connections_[place].socket.descriptor(), places_.key(place));
    return hand_over(place);
}

/// `sent`, but for a request of which that was told before.
Event UringTransport::hand_over(std::uint32_t place) {
    auto& connection = connections_[place];
    connection.phase = Phase::sending;
    ring_->send(connection.socket.descriptor(), outbox_[connection.letter].unsent(), connection.letter);
    const bool first = connection.sent == base::Instant{};
    if (first) connection.sent = clocks_.now;
    hold_back();
    return {.kind = first ? Event::Kind::sent : Event::Kind::progress, .place = place, .at = clocks_.now};
}

void UringTransport::hold_back() {
    if (held_back_++ == 0) first_held_back_ = clocks_.now;
    if (held_back_ == held_back_max) flush();
}

void UringTransport::flush_late() {
    if (held_back_ > 0 && clocks_.now - first_held_back_ >= held_back_for) flush();
}

void UringTransport::flush() {
    ring_->submit();
    held_back_ = 0;
}

/// Completions of requests sent whole are no reason to wake the caller.
void UringTransport::wait(base::Instant until) {
    flush();
    for (auto front = ring_->front(); front && sent_whole(*front); front = ring_->front()) next();
    if (!ring_->front()) ring_->wait(until - base::monotonic_now());
    clocks_.read_both();
}

void UringTransport::rest(base::Instant until) {
    flush();
    ring_->rest(until - base::monotonic_now());
    clocks_.read_both();
}

bool UringTransport::sent_whole(const Uring::Completion& completion) {
    if (completion.operation != Uring::Operation::send || completion.result < 0) return false;
    const auto& letter = outbox_[static_cast<std::uint32_t>(completion.key)];
    const auto place = places_.place_of(letter.key);
    const bool whole = static_cast<std::size_t>(completion.result) == letter.unsent().size();
    return whole && place && !connections_[*place].ended;
}

Event UringTransport::next() {
    ring_->give_back();
    flush_late();
    const auto completion = ring_->front();
    if (!completion) return {};
    ring_->pop();
    switch (completion->operation) {
    case Uring::Operation::connect: return connected(*completion);
    case Uring::Operation::send: return sent(*completion);
    case Uring::Operation::receive: return received(*completion);
    }
    return {};
}

/// The request may have been given up meanwhile; its bytes are the kernel's until now all the same.
Event UringTransport::sent(const Uring::Completion& completion) {
    const auto slot = static_cast<std::uint32_t>(completion.key);
    auto& letter = outbox_[slot];
    const auto place = places_.place_of(letter.key);
    if (!place) {
        outbox_.drop(slot);
        return {.kind = Event::Kind::progress};
    }
    auto& connection = connections_[*place];
    if (completion.result < 0) return refused(*place, -completion.result);
    letter.sent += static_cast<std::size_t>(completion.result);
    connection.bytes_sent = letter.sent;
    if (!letter.unsent().empty()) {
        ring_->send(connection.socket.descriptor(), letter.unsent(), slot);
        return {.kind = Event::Kind::progress};
    }
    outbox_.drop(slot);
    connection.phase = Phase::awaiting;
    return connection.ended ? ended(*place, connection.ended_by) : Event{.kind = Event::Kind::progress};
}

/// The socket takes no bytes. If it is a kept-alive one and took none, the request goes by a fresh one.
Event UringTransport::refused(std::uint32_t place, int error) {
    auto& connection = connections_[place];
    clocks_.read();
    if (maybe_stale(place)) return reopen(place);
    outbox_.drop(connection.letter);
    connection.phase = Phase::awaiting;
    return failed(place, Outcome::reset, error);
}

Event UringTransport::reopen(std::uint32_t place) {
    close(place);
    places_.renew(place);
    outbox_[connections_[place].letter].key = places_.key(place);
    auto event = open(place);
    if (event.kind != Event::Kind::failed) event.kind = Event::Kind::progress;
    return event;
}

/// Whatever happens on an idle connection (a close, an error, bytes nobody asked for), it is not used again.
Event UringTransport::received(const Uring::Completion& completion) {
    const auto place = places_.place_of(completion.key);
    if (!place) return {.kind = Event::Kind::progress};
    auto& connection = connections_[*place];
    const bool no_buffer = completion.result == -ENOBUFS;
    if (!completion.goes_on && (no_buffer || completion.result > 0))
        ring_->receive(connection.socket.descriptor(), completion.key);
    if (no_buffer) return {.kind = Event::Kind::progress};
    if (connection.phase != Phase::idle) return read(*place, completion);
    drop(*place);
    return {.kind = Event::Kind::progress};
}

Event UringTransport::read(std::uint32_t place, const Uring::Completion& completion) {
    auto& connection = connections_[place];
    clocks_.read();
    if (completion.result <= 0) return ended(place, -completion.result);
    connection.bytes_received += completion.bytes.size();
    const auto reading = connection.exchange.receive(completion.bytes, reader_);
    return conclude(place, reading, completion.stamp, completion.more_follows);
}

/// Nothing more comes. While the kernel has not said whether the request was taken, that is waited for.
Event UringTransport::ended(std::uint32_t place, int error) {
    auto& connection = connections_[place];
    clocks_.read();
    connection.ended = true;
    connection.ended_by = error;
    if (maybe_stale(place)) return {.kind = Event::Kind::progress};
    if (error != 0) return failed(place, Outcome::reset, error);
    const auto event = conclude(place, connection.exchange.finish(), {}, true);
    return event.kind == Event::Kind::progress ? failed(place, Outcome::closed_early, 0) : event;
}

bool UringTransport::maybe_stale(std::uint32_t place) const {
    const auto& connection = connections_[place];
    return connection.phase == Phase::sending && connection.answers > 0 && connection.bytes_sent == 0 &&
           connection.bytes_received == 0;
}

/// What follows an answer is a close or nobody's bytes: no reuse.
Event UringTransport::conclude(std::uint32_t place, const Http1Exchange::Reading& reading,
                               base::WallTime stamp, bool more_follows) {
    auto& connection = connections_[place];
    const auto event = connection.conclude(place, reading, stamp, clocks_);
    connection.reusable =
        connection.reusable && !more_follows && connection.answers != requests_per_connection_;
    return event;
}

Event UringTransport::failed(std::uint32_t place, Outcome outcome, int error) const {
    return connections_[place].failed(place, outcome, error, clocks_.now);
}

void UringTransport::release(std::uint32_t place) {
    auto& connection = connections_[place];
    if (!connection.reusable) return drop(place);
    connection.rest(Phase::idle);
    places_.rest(place);
}

void UringTransport::close(std::uint32_t place) {
    auto& socket = connections_[place].socket;
    if (socket.is_open()) ring_->forget(socket.descriptor());
    socket.close();
}

/// A request not handed over yet is still ours to drop; of any other the kernel will say when it is done.
void UringTransport::drop(std::uint32_t place) {
    auto& connection = connections_[place];
    if (connection.phase == Phase::connecting) outbox_.drop(connection.letter);
    close(place);
    connection.rest(Phase::vacant);
    places_.vacate(place);
}

} // namespace redline::loadgen
