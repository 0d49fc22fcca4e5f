/// Why this exists: HTTP/2 carries many requests over a connection at once, each in a stream of its own.
///
/// A place is one stream. A connection carries at most 100 at once, or fewer where the target says so; it is
/// filled before the next one is opened, so there are about places/100 connections, each a byte stream.
/// Requests wait for the target's SETTINGS, the first thing it says, which tell how many streams it takes.
/// Plain http:// is HTTP/2 from the first byte (RFC 9113, section 3.3); over TLS, ALPN asks for it.
///
/// `sent` is just before the socket takes the first byte of the request's header frame. No request is sent
/// again, not even one that the target says it has not looked at (REFUSED_STREAM, GOAWAY): that is a `reset`.
/// An abandoned request resets its stream; the connection, which others use, stays.
///
/// See transport.hpp for what is promised. For one thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "byte_streams.hpp"
#include "clocks.hpp"
#include "http2_session.hpp"
#include "network.hpp"
#include "places.hpp"
#include "transport.hpp"

namespace redline::loadgen {

class Http2Transport final : public Transport {
  public:
    struct Manner {
        bool tls = false;
        std::uint64_t requests_per_connection = 0; ///< 0: no limit
    };

    /// `streams` report to `poller`, under the keys they are opened with, and number `places` too.
    Http2Transport(std::unique_ptr<Poller> poller, std::unique_ptr<ByteStreams> streams, std::uint32_t places,
                   Manner manner);

    bool has_free() const override { return !free_.empty(); }
    Event start(PreparedRequest& request, bool to_head) override;
    void wait(base::Instant until) override;
    Event next() override;
    void abandon(std::uint32_t place) override;
    void release(std::uint32_t place) override { free_.push_back(place); }
    std::uint64_t connections_opened() const override { return opened_; }
    base::Instant now() const override { return clocks_.now; }

  private:
    struct Request {
        PreparedRequest prepared;
        RequestText text;
        Http2Stream stream;
        std::uint32_t connection = 0;
        std::uint64_t starts_at = 0; ///< where its first byte is in all the connection's output
        std::optional<base::Instant> sent;
        std::string reason; ///< why its connection was lost
    };

    struct Connection {
        enum class Phase { vacant, connecting, open } phase = Phase::vacant;
        std::unique_ptr<Http2Session> session;
        std::string output;                   ///< taken from the session, not yet by the socket
        std::uint64_t output_sent = 0;        ///< taken by the socket so far
        std::vector<std::uint32_t> waiting;   ///< places whose stream is not opened yet
        std::vector<std::uint32_t> carried;   ///< places whose stream is
        std::vector<std::uint32_t> departing; ///< those of them of which the socket has no byte yet, in order
        std::uint64_t requests = 0;           ///< so far
        bool answered = false;                ///< at least once
        int broken = 0; ///< errno of a send that failed: what was received is still read
        bool watching_writable = false;

        std::size_t load() const { return waiting.size() + carried.size(); }
    };

    void assign(std::uint32_t place);
    std::uint32_t connection_with_room() const;
    bool has_room(const Connection& connection) const;
    bool takes_more(const Connection& connection) const;
    void open(std::uint32_t number);
    void resume_open(std::uint32_t number, std::uint32_t events);
    void opened(std::uint32_t number);
    void submit_waiting(std::uint32_t number);
    void submit(std::uint32_t number, std::uint32_t place);
    void flush(std::uint32_t number);
    void break_off(std::uint32_t number, int error);
    void tell_sent(Connection& connection, base::Instant at);
    void take(const epoll_event& event);
    void read(std::uint32_t number);
    bool read_once(std::uint32_t number);
    void tell_ended(Connection& connection, base::WallTime arrived);
    void tell_answered(const Request& request, Event& event);
    void retire(std::uint32_t number);
    void end_by_loss(std::uint32_t place, const Opening& why);
    void lose(std::uint32_t number, const Opening& why);
    Event event_of(const Request& request, Event::Kind kind) const;
    Event take_first_of(std::uint32_t place);

    std::unique_ptr<Poller> poller_;
    std::unique_ptr<ByteStreams> streams_;
    Manner manner_;
    std::vector<Request> requests_; ///< by place
    std::vector<Connection> connections_;
    Places keys_; ///< of the connections, to tell events of closed ones
    std::vector<std::uint32_t> free_;
    std::deque<Event> events_; ///< happened and not told
    Poller::Events found_{};
    std::size_t found_count_ = 0;
    std::size_t found_taken_ = 0;
    std::vector<char> buffer_;
    std::uint64_t opened_ = 0;
    Clocks clocks_;
};

} // namespace redline::loadgen
