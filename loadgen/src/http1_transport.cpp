#include "http1_transport.hpp"

#include <algorithm>
#include <cerrno>

namespace redline::loadgen {

namespace {

constexpr std::size_t receive_bytes = 64 * 1024;

} // namespace

Http1Transport::Http1Transport(std::unique_ptr<Poller> poller, std::unique_ptr<ByteStreams> streams,
                               std::uint32_t places, std::uint64_t requests_per_connection)
    : poller_(std::move(poller)), streams_(std::move(streams)), connections_(places), places_(places),
      buffer_(receive_bytes), requests_per_connection_(requests_per_connection) {}

Event Http1Transport::start(PreparedRequest& request, bool to_head) {
    const auto [place, connected] = places_.take();
    auto& connection = connections_[place];
    clocks_.read();
    connection.begin(to_head, request.body_bytes_wanted);
    if (connected) {
        connection.phase = Phase::sending;
        const auto written = write(place, request.bytes);
        const bool stale =
            written.kind == Event::Kind::failed && connection.bytes_sent == 0 && connection.answers > 0;
        if (!stale) return keep_unsent(place, request, written);
        streams_->close(place);
        places_.renew(place);
    }
    connection.unsent.swap(request.bytes);
    return open(place);
}

/// What the socket did not take yet must outlive the caller's buffer.
Event Http1Transport::keep_unsent(std::uint32_t place, PreparedRequest& request, Event written) {
    auto& connection = connections_[place];
    if (connection.phase == Phase::sending) connection.unsent.swap(request.bytes);
    if (written.kind == Event::Kind::progress) written.kind = Event::Kind::opening;
    return written;
}

Event Http1Transport::open(std::uint32_t place) {
    auto& connection = connections_[place];
    connection.phase = Phase::connecting;
    connection.peer_closed = false;
    connection.watching_writable = false;
    connection.answers = 0;
    ++opened_;
    const auto opening = streams_->open(place, places_.key(place));
    if (opening.state == Opening::State::failed) return failed(place, opening);
    if (opening.state == Opening::State::pending)
        return {.kind = Event::Kind::opening, .place = place, .at = clocks_.now};
    connection.phase = Phase::sending;
    return resume_write(place);
}

Event Http1Transport::resume_open(std::uint32_t place, std::uint32_t events) {
    const auto opening = streams_->resume(place, places_.key(place), events);
    if (opening.state == Opening::State::failed) return failed(place, opening);
    if (opening.state == Opening::State::pending) return {.kind = Event::Kind::progress};
    connections_[place].phase = Phase::sending;
    return resume_write(place);
}

Event Http1Transport::resume_write(std::uint32_t place) {
    auto& connection = connections_[place];
    clocks_.read();
    const auto written = write(place, connection.unsent);
    if (connection.phase == Phase::awaiting) std::string().swap(connection.unsent);
    return written;
}

/// `sent` for the first bytes of a request, `progress` for later ones and for none. The clock was just read.
Event Http1Transport::write(std::uint32_t place, std::string_view request) {
    auto& connection = connections_[place];
    const auto sending = streams_->send(place, request.substr(connection.bytes_sent));
    if (sending.error != 0 && sending.error != EAGAIN) return broken_off(place, sending.error);
    const bool first = connection.bytes_sent == 0 && sending.bytes > 0;
    if (first) connection.sent = clocks_.now;
    connection.bytes_sent += sending.bytes;
    const bool whole = connection.bytes_sent == request.size();
    if (whole) connection.phase = Phase::awaiting;
    watch_writable(place, !whole);
    return {.kind = first ? Event::Kind::sent : Event::Kind::progress,
            .place = place,
            .at = clocks_.now,
            .bytes_sent = connection.bytes_sent};
}

/// A peer that refuses a request before it is whole often says why: what it said is the answer.
Event Http1Transport::broken_off(std::uint32_t place, int error) {
    const auto& connection = connections_[place];
    const bool stale = connection.bytes_sent == 0 && connection.answers > 0;
    if (!stale)
        if (const auto event = read(place); event.kind == Event::Kind::answered) return event;
    return failed(place, outcome_of_break(error), error);
}

void Http1Transport::watch_writable(std::uint32_t place, bool wanted) {
    auto& watching = connections_[place].watching_writable;
    if (watching == wanted) return;
    watching = wanted;
    streams_->watch_writable(place, places_.key(place), wanted);
}

void Http1Transport::wait(base::Instant until) {
    const auto found = poller_->wait(events_, until - base::monotonic_now());
    events_found_ = found.size();
    events_taken_ = 0;
    clocks_.read_both();
}

Event Http1Transport::next() {
    if (events_taken_ == events_found_) return {};
    return take(events_[events_taken_++]);
}

Event Http1Transport::take(const epoll_event& event) {
    const auto place = places_.place_of(event.data.u64);
    if (!place) return {.kind = Event::Kind::progress};
    auto& connection = connections_[*place];
    switch (connection.phase) {
    case Phase::vacant: break;
    case Phase::idle: drop(*place); break; // a close, an error, bytes nobody asked for
    case Phase::connecting: return resume_open(*place, event.events);
    case Phase::sending:
        if (event.events == EPOLLOUT) return resume_write(*place);
        [[fallthrough]];
    case Phase::awaiting:
        if ((event.events & EPOLLRDHUP) != 0) connection.peer_closed = true;
        return read(*place);
    }
    return {.kind = Event::Kind::progress};
}

Event Http1Transport::read(std::uint32_t place) {
    auto event = read_once(place);
    while (streams_->holds_bytes() && event.kind == Event::Kind::progress && event.error == 0)
        event = read_once(place);
    return event;
}

Event Http1Transport::read_once(std::uint32_t place) {
    auto& connection = connections_[place];
    const auto [bytes, error, arrived] = streams_->receive(place, buffer_);
    clocks_.read();
    if (error == EAGAIN) return {.kind = Event::Kind::progress, .error = EAGAIN};
    if (error != 0) return failed(place, outcome_of_break(error), error);
    if (bytes == 0) return closed_by_peer(place);
    connection.bytes_received += bytes;
    return ended(place, connection.exchange.receive({buffer_.data(), bytes}, reader_), arrived);
}

Event Http1Transport::closed_by_peer(std::uint32_t place) {
    auto& connection = connections_[place];
    connection.peer_closed = true;
    const auto event = ended(place, connection.exchange.finish(), {});
    return event.kind == Event::Kind::progress ? failed(place, Outcome::closed_early, 0) : event;
}

Event Http1Transport::ended(std::uint32_t place, const Http1Exchange::Reading& reading,
                            base::WallTime arrived) {
    auto& connection = connections_[place];
    const auto event = connection.conclude(place, reading, arrived, clocks_);
    connection.reusable = connection.reusable && !connection.peer_closed &&
                          connection.answers != requests_per_connection_ && !streams_->has_surplus(place);
    return event;
}

Event Http1Transport::failed(std::uint32_t place, Outcome outcome, int error) const {
    return connections_[place].failed(place, outcome, error, clocks_.now);
}

Event Http1Transport::failed(std::uint32_t place, const Opening& opening) const {
    return connections_[place].failed(place, opening.outcome, opening.error, clocks_.now, opening.reason);
}

void Http1Transport::release(std::uint32_t place) {
    auto& connection = connections_[place];
    if (!connection.reusable) return drop(place);
    connection.rest(Phase::idle);
    places_.rest(place);
}

void Http1Transport::drop(std::uint32_t place) {
    auto& connection = connections_[place];
    streams_->close(place);
    connection.rest(Phase::vacant);
    std::string().swap(connection.unsent);
    places_.vacate(place);
}

} // namespace redline::loadgen
