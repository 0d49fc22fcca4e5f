/// Why this exists: the worker decides what is sent and when, and judges what comes back; how a request
/// travels is behind this seam: sockets under epoll, io_uring, TLS and proxies through cURL, HTTP/2.
///
/// A transport has places, numbered from 0; a place carries one request at a time. start() hands a request to
/// the network; wait() sleeps until something happened or the time is up; next() then tells what happened,
/// one event a call, so that the worker can stop reading when its time slice is over (what was not told is
/// told after the next wait). An event that ends a request (`answered`, `failed`) is followed by release() of
/// its place, before the next call of next(); abandon() ends a request for which no such event came.
///
/// Times are monotonic. `at` of an answer is when the kernel received its last bytes, where it can be known;
/// that the answer then waited to be read is not the target's doing. A request of which a byte was handed
/// over is never sent again. Nothing blocks but wait(). Each transport belongs to one worker's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/loadgen/outcome.hpp"
#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::loadgen {

/// An answer as received; the views last until the next call of next() or release().
struct Answer {
    int status = 0;
    std::string_view header_block; ///< lines between the status line and the empty line
    std::string_view body;         ///< at most the first 64 KiB
    std::string_view beginning;    ///< of a malformed answer: what arrived
};

/// What happened to the request of a place.
struct Event {
    enum class Kind {
        none,     ///< all that wait() found has been told
        progress, ///< nothing the worker must know: call again
        opening,  ///< from start(): nothing was handed over yet, a connection must be opened first
        sent,     ///< the first bytes were handed over at `at`
        answered, ///< the answer is whole, `at` it arrived
        failed,   ///< the request ended by `outcome`
    };
    Kind kind = Kind::none;
    Outcome outcome = Outcome::ok;
    std::uint32_t place = 0;
    int error = 0;                ///< errno, where one says why
    std::string_view reason = {}; ///< in words, where errno has none; lasts as long as the answer
    base::Instant at{};
    std::uint64_t bytes_sent = 0; ///< of the request, so far
    std::uint64_t bytes_received = 0;
    Answer answer = {};
};

class Transport {
  public:
    virtual ~Transport() = default;

    virtual bool has_free() const = 0;
    /// Takes on a request; only while has_free(). `request.bytes` may be swapped for an empty buffer.
    /// The event is `sent`, `opening` or `failed`.
    virtual Event start(PreparedRequest& request, bool to_head) = 0;
    /// Hands over what start() holds back to send together. wait() does too; to be called before other work.
    virtual void flush() {}
    /// Returns as soon as something happened, at the latest at `until`; at once where that is past.
    virtual void wait(base::Instant until) = 0;
    /// Returns at `until`, deaf to what happens meanwhile; next() then tells it.
    virtual void rest(base::Instant until) {
        base::SystemClock().sleep_until(until);
        wait({});
    }
    virtual Event next() = 0;
    /// Ends the request of a place that is neither answered nor failed; its connection is not used again.
    /// The place is free after it.
    virtual void abandon(std::uint32_t place) = 0;
    /// The ended request of a place is done with.
    virtual void release(std::uint32_t place) = 0;

    virtual std::uint64_t connections_opened() const = 0;
    /// When the latest of wait(), next() and start() looked at the clock.
    virtual base::Instant now() const = 0;
};

} // namespace redline::loadgen
