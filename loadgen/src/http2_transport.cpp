#include "http2_transport.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace redline::loadgen {

namespace {

constexpr std::size_t streams_per_connection = 100;
constexpr std::size_t receive_bytes = 64 * 1024;

/// Stream numbers are odd and end at 2^31 (RFC 9113, section 5.1.1).
constexpr std::uint64_t streams_of_a_connection = (1ULL << 30) - 1;

} // namespace

Http2Transport::Http2Transport(std::unique_ptr<Poller> poller, std::unique_ptr<ByteStreams> streams,
                               std::uint32_t places, Manner manner)
    : poller_(std::move(poller)), streams_(std::move(streams)), manner_(manner), requests_(places),
      connections_(places), keys_(places), buffer_(receive_bytes) {
    for (auto place = places; place > 0; --place) free_.push_back(place - 1);
}

/// The place that was free last goes first: its buffers are warm.
Event Http2Transport::start(PreparedRequest& prepared, bool) {
    const auto place = free_.back();
    free_.pop_back();
    clocks_.read();
    auto& request = requests_[place];
    std::swap(request.prepared, prepared);
    request.sent.reset();
    const bool is_request = take_apart(request.prepared.bytes, request.text);
    request.stream.begin(place, request.text.body, request.prepared.body_bytes_wanted);
    if (is_request)
        assign(place);
    else
        end_by_loss(place, {Opening::State::failed, Outcome::malformed, 0, "the request is not HTTP/1.1"});
    return take_first_of(place);
}

void Http2Transport::assign(std::uint32_t place) {
    const auto number = connection_with_room();
    auto& connection = connections_[number];
    requests_[place].connection = number;
    ++connection.requests;
    connection.waiting.push_back(place);
    if (connection.phase == Connection::Phase::vacant) open(number);
    if (connection.phase == Connection::Phase::open) submit_waiting(number);
}

/// There is always one: there are as many connections as places.
std::uint32_t Http2Transport::connection_with_room() const {
    const auto begin = connections_.begin();
    auto found = std::find_if(begin, connections_.end(), [&](const auto& each) { return has_room(each); });
    if (found == connections_.end())
        found = std::find_if(begin, connections_.end(),
                             [](const auto& each) { return each.phase == Connection::Phase::vacant; });
    return static_cast<std::uint32_t>(found - begin);
}

bool Http2Transport::has_room(const Connection& connection) const {
    if (connection.phase == Connection::Phase::vacant || !takes_more(connection)) return false;
    const auto& session = *connection.session;
    const std::size_t allowed = session.greeted() ? session.streams_max() : streams_per_connection;
    return connection.load() < std::min(allowed, streams_per_connection);
}

bool Http2Transport::takes_more(const Connection& connection) const {
    const auto asked = manner_.requests_per_connection;
    const auto limit = asked == 0 ? streams_of_a_connection : std::min(asked, streams_of_a_connection);
    return connection.broken == 0 && !connection.session->leaving() && connection.requests < limit;
}

void Http2Transport::open(std::uint32_t number) {
    auto& connection = connections_[number];
    connection.phase = Connection::Phase::connecting;
    connection.session = std::make_unique<Http2Session>();
    ++opened_;
    const auto opening = streams_->open(number, keys_.key(number));
    if (opening.state == Opening::State::failed) lose(number, opening);
    if (opening.state == Opening::State::open) opened(number);
}

void Http2Transport::resume_open(std::uint32_t number, std::uint32_t events) {
    const auto opening = streams_->resume(number, keys_.key(number), events);
    if (opening.state == Opening::State::failed) lose(number, opening);
    if (opening.state == Opening::State::open) opened(number);
}

void Http2Transport::opened(std::uint32_t number) {
    connections_[number].phase = Connection::Phase::open;
    flush(number);
}

/// Requests whose streams the target has room for. One more than it allows would be refused.
void Http2Transport::submit_waiting(std::uint32_t number) {
    auto& connection = connections_[number];
    std::size_t taken = 0;
    while (connection.broken == 0 && connection.session->greeted() && taken < connection.waiting.size() &&
           connection.carried.size() < connection.session->streams_max())
        submit(number, connection.waiting[taken++]);
    connection.waiting.erase(connection.waiting.begin(),
                             connection.waiting.begin() + static_cast<std::ptrdiff_t>(taken));
    flush(number);
}

void Http2Transport::submit(std::uint32_t number, std::uint32_t place) {
    auto& connection = connections_[number];
    auto& request = requests_[place];
    connection.carried.push_back(place);
    connection.departing.push_back(place);
    connection.session->take_output(connection.output);
    request.starts_at = connection.output_sent + connection.output.size();
    connection.session->submit(request.text, manner_.tls, request.stream);
}

void Http2Transport::flush(std::uint32_t number) {
    auto& connection = connections_[number];
    connection.session->take_output(connection.output);
    if (connection.broken != 0) connection.output.clear();
    if (connection.output.empty()) return;
    clocks_.read();
    const auto sending = streams_->send(number, connection.output);
    if (sending.error != 0 && sending.error != EAGAIN) return break_off(number, sending.error);
    connection.output.erase(0, sending.bytes);
    connection.output_sent += sending.bytes;
    tell_sent(connection, clocks_.now);
    const bool blocked = !connection.output.empty();
    if (blocked != std::exchange(connection.watching_writable, blocked))
        streams_->watch_writable(number, keys_.key(number), blocked);
}

/// What the peer sent before it went may hold answers: the connection is read to its end. Requests of which
/// the socket refused the first byte were not sent, and go over another connection, as they would have had
/// the end been seen in time; not so where none was answered yet, or a target that greets and leaves would be
/// asked for ever.
void Http2Transport::break_off(std::uint32_t number, int error) {
    auto& connection = connections_[number];
    connection.broken = error;
    if (!connection.answered) return;
    for (const auto place : std::exchange(connection.departing, {})) {
        auto& request = requests_[place];
        std::erase(connection.carried, place);
        connection.session->cancel(request.stream);
        request.stream.begin(place, request.text.body, request.prepared.body_bytes_wanted);
        assign(place);
    }
}

void Http2Transport::tell_sent(Connection& connection, base::Instant at) {
    auto& departing = connection.departing;
    const auto still_here = std::find_if(departing.begin(), departing.end(), [&](std::uint32_t place) {
        return requests_[place].starts_at >= connection.output_sent;
    });
    std::for_each(departing.begin(), still_here, [&](std::uint32_t place) {
        requests_[place].sent = at;
        events_.push_back(event_of(requests_[place], Event::Kind::sent));
    });
    departing.erase(departing.begin(), still_here);
}

Event Http2Transport::take_first_of(std::uint32_t place) {
    const auto found = std::find_if(events_.begin(), events_.end(),
                                    [&](const Event& event) { return event.place == place; });
    if (found == events_.end()) return {.kind = Event::Kind::opening, .place = place, .at = clocks_.now};
    const auto event = *found;
    events_.erase(found);
    return event;
}

void Http2Transport::wait(base::Instant until) {
    const auto timeout = events_.empty() ? until - base::monotonic_now() : base::Duration(0);
    found_count_ = poller_->wait(found_, timeout).size();
    found_taken_ = 0;
    clocks_.read_both();
}

Event Http2Transport::next() {
    if (events_.empty()) {
        if (found_taken_ == found_count_) return {};
        take(found_[found_taken_++]);
    }
    if (events_.empty()) return {.kind = Event::Kind::progress};
    const auto event = events_.front();
    events_.pop_front();
    return event;
}

void Http2Transport::take(const epoll_event& event) {
    const auto number = keys_.place_of(event.data.u64);
    if (!number) return;
    switch (connections_[*number].phase) {
    case Connection::Phase::vacant: return;
    case Connection::Phase::connecting: return resume_open(*number, event.events);
    case Connection::Phase::open:
        if ((event.events & ~EPOLLOUT) != 0) return read(*number);
        flush(*number);
    }
}

void Http2Transport::read(std::uint32_t number) {
    while (read_once(number) && streams_->holds_bytes()) {
    }
    if (connections_[number].phase == Connection::Phase::open) submit_waiting(number);
    if (connections_[number].phase == Connection::Phase::open) retire(number);
}

/// False when there is no more to read, or the connection is gone.
bool Http2Transport::read_once(std::uint32_t number) {
    auto& connection = connections_[number];
    const auto [bytes, error, arrived] = streams_->receive(number, buffer_);
    clocks_.read();
    if (error == EAGAIN) return false;
    if (bytes == 0) {
        const int reason = connection.broken != 0 ? connection.broken : error;
        const auto outcome = reason == 0 ? Outcome::closed_early : outcome_of_break(reason);
        lose(number, {Opening::State::failed, outcome, reason});
        return false;
    }
    const bool of_use = connection.session->receive({buffer_.data(), bytes});
    connection.session->take_output(connection.output);
    tell_ended(connection, arrived);
    if (of_use) return true;
    lose(number, {Opening::State::failed, Outcome::malformed, 0, "the peer broke the rules of HTTP/2"});
    return false;
}

void Http2Transport::tell_ended(Connection& connection, base::WallTime arrived) {
    for (const auto* ended : connection.session->ended()) {
        auto& request = requests_[ended->place];
        std::erase(connection.carried, ended->place);
        std::erase(connection.departing, ended->place);
        auto event = event_of(request, Event::Kind::failed);
        event.at = clocks_.arrival(arrived, request.sent.value_or(clocks_.now));
        event.outcome = ended->outcome;
        event.reason = ended->reason;
        event.answer.beginning = ended->header_block;
        if (ended->outcome == Outcome::ok) tell_answered(request, event);
        events_.push_back(event);
    }
}

void Http2Transport::tell_answered(const Request& request, Event& event) {
    const auto& stream = request.stream;
    connections_[request.connection].answered = true;
    event.kind = Event::Kind::answered;
    event.answer = {stream.status, stream.header_block, stream.kept_body, {}};
}

Event Http2Transport::event_of(const Request& request, Event::Kind kind) const {
    return {.kind = kind,
            .place = request.stream.place,
            .at = clocks_.now,
            .bytes_sent = request.sent ? request.prepared.bytes.size() : 0,
            .bytes_received = request.stream.bytes_received};
}

/// Requests that wait for a connection that takes no more go to the next: none of their bytes was sent. It is
/// closed after its last answer.
void Http2Transport::retire(std::uint32_t number) {
    auto& connection = connections_[number];
    if (connection.session->leaving() || connection.broken != 0)
        for (const auto place : std::exchange(connection.waiting, {})) assign(place);
    if (!takes_more(connection) && connection.load() == 0) lose(number, {});
}

/// Ends what the connection carries, by the reason it was lost for.
void Http2Transport::lose(std::uint32_t number, const Opening& why) {
    const auto lost = std::exchange(connections_[number], {});
    streams_->close(number);
    keys_.renew(number);
    for (const auto place : lost.carried) end_by_loss(place, why);
    for (const auto place : lost.waiting) end_by_loss(place, why);
}

void Http2Transport::end_by_loss(std::uint32_t place, const Opening& why) {
    auto& request = requests_[place];
    request.reason = why.reason;
    auto event = event_of(request, Event::Kind::failed);
    event.outcome = why.outcome;
    event.error = why.error;
    event.reason = request.reason;
    events_.push_back(event);
}

/// A connection still being made that nobody waits for any more is given up with the last who did.
void Http2Transport::abandon(std::uint32_t place) {
    const auto number = requests_[place].connection;
    auto& connection = connections_[number];
    const bool waited = std::erase(connection.waiting, place) > 0;
    const bool carried = std::erase(connection.carried, place) > 0;
    std::erase(connection.departing, place);
    std::erase_if(events_, [&](const Event& event) { return event.place == place; });
    free_.push_back(place);
    if (waited && connection.load() == 0 && !connection.session->greeted()) return lose(number, {});
    if (!carried) return;
    connection.session->cancel(requests_[place].stream);
    flush(number);
    if (connections_[number].phase == Connection::Phase::open) retire(number);
}

} // namespace redline::loadgen
