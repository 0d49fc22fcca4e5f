/// Why this exists: HTTP/1.1 with kept-alive connections over any byte streams, under one epoll.
///
/// A request is handed to its connection from the caller's buffer; only what the socket does not take at once
/// is kept. Likewise an answer is read where it was received and kept only when it came in part. So a waiting
/// connection is about a hundred bytes, and a run's memory does not depend on the size of its requests.
///
/// See transport.hpp for what is promised. For one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "byte_streams.hpp"
#include "http1_connection.hpp"
#include "network.hpp"
#include "places.hpp"
#include "transport.hpp"

namespace redline::loadgen {

class Http1Transport final : public Transport {
  public:
    /// `streams` report to `poller`, under the keys they are opened with.
    Http1Transport(std::unique_ptr<Poller> poller, std::unique_ptr<ByteStreams> streams, std::uint32_t places,
                   std::uint64_t requests_per_connection);

    bool has_free() const override { return places_.any_free(); }
    Event start(PreparedRequest& request, bool to_head) override;
    void wait(base::Instant until) override;
    Event next() override;
    void abandon(std::uint32_t place) override { drop(place); }
    void release(std::uint32_t place) override;
    std::uint64_t connections_opened() const override { return opened_; }
    base::Instant now() const override { return clocks_.now; }

  private:
    using Phase = Http1Connection::Phase;

    struct Connection : Http1Connection {
        std::string unsent; ///< the whole request, while some of it is
        bool peer_closed = false;
        bool watching_writable = false;
    };

    Event take(const epoll_event& event);
    Event open(std::uint32_t place);
    Event write(std::uint32_t place, std::string_view request);
    Event keep_unsent(std::uint32_t place, PreparedRequest& request, Event written);
    Event broken_off(std::uint32_t place, int error);
    Event resume_open(std::uint32_t place, std::uint32_t events);
    Event resume_write(std::uint32_t place);
    Event read(std::uint32_t place);
    Event read_once(std::uint32_t place);
    Event closed_by_peer(std::uint32_t place);
    Event ended(std::uint32_t place, const Http1Exchange::Reading& reading, base::WallTime arrived);
    Event failed(std::uint32_t place, Outcome outcome, int error) const;
    Event failed(std::uint32_t place, const Opening& opening) const;
    void drop(std::uint32_t place);
    void watch_writable(std::uint32_t place, bool wanted);

    std::unique_ptr<Poller> poller_;
    std::unique_ptr<ByteStreams> streams_;
    std::vector<Connection> connections_;
    Places places_;
    Poller::Events events_{};
    std::size_t events_taken_ = 0;
    std::size_t events_found_ = 0;
    std::vector<char> buffer_;
    WholeAnswerReader reader_;
    std::uint64_t requests_per_connection_;
    std::uint64_t opened_ = 0;
    Clocks clocks_;
};

} // namespace redline::loadgen
