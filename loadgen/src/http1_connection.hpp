/// Why this exists: whatever moves the bytes (epoll, TLS, io_uring), a connection that carries HTTP/1.1
/// requests one after the other goes through the same phases, and what is told of a request is the same.
///
/// A value without a descriptor or bytes to send: those are the transport's. For one thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "clocks.hpp"
#include "http1_exchange.hpp"
#include "transport.hpp"

namespace redline::loadgen {

struct Http1Connection {
    enum class Phase : std::uint8_t { vacant, connecting, sending, awaiting, idle };

    Http1Exchange exchange;
    std::uint64_t bytes_sent = 0;     ///< of the request
    std::uint64_t bytes_received = 0; ///< since it began
    std::uint64_t answers = 0;        ///< on this connection
    base::Instant sent{};             ///< the request's first bytes; zero: not yet
    Phase phase = Phase::vacant;
    bool reusable = false;

    /// A request is taken on; its phase is the transport's to say.
    void begin(bool to_head, std::uint32_t body_bytes_wanted) {
        exchange.begin(to_head, body_bytes_wanted);
        bytes_sent = bytes_received = 0;
        sent = {};
        reusable = false;
    }

    /// A request ended, and its answer may go.
    void rest(Phase in) {
        exchange.end();
        phase = in;
    }

    Event failed(std::uint32_t place, Outcome outcome, int error, base::Instant now,
                 std::string_view reason = {}) const {
        return {.kind = Event::Kind::failed,
                .outcome = outcome,
                .place = place,
                .error = error,
                .reason = reason,
                .at = now,
                .bytes_sent = bytes_sent,
                .bytes_received = bytes_received,
                .answer = {}};
    }

    /// What an answer so far means, its last bytes stamped `stamp`. `progress` while it is not whole. An
    /// answer that came before the whole request was sent leaves the rest of it unsent: no reuse.
    Event conclude(std::uint32_t place, const Http1Exchange::Reading& reading, base::WallTime stamp,
                   const Clocks& clocks) {
        if (reading.state == ResponseParser::State::reading) return {.kind = Event::Kind::progress};
        auto event = failed(place, Outcome::malformed, 0, clocks.now);
        event.answer = reading.answer;
        if (reading.state == ResponseParser::State::malformed) return event;
        ++answers;
        reusable = reading.keep_alive && phase == Phase::awaiting;
        event.kind = Event::Kind::answered;
        event.outcome = Outcome::ok;
        event.at = clocks.arrival(stamp, sent);
        return event;
    }
};

} // namespace redline::loadgen
