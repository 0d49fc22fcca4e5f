/// Why this exists: HTTP/1.1 is the same bytes over a socket, over TLS, through a proxy. A worker's byte
/// streams are numbered by place; what opens, carries and closes them is behind this seam, and
/// Http1Transport, above it, is written once.
///
/// A stream registers itself with the poller under the key it is opened with. Never blocks. For one thread.
#pragma once

#include <cerrno>
#include <cstdint>
#include <span>
#include <string_view>

#include "network.hpp"
#include "redline/loadgen/outcome.hpp"

namespace redline::loadgen {

/// How far opening a stream has come.
struct Opening {
    enum class State { open, pending, failed };
    State state = State::pending;
    Outcome outcome = Outcome::ok; ///< of a failed one
    int error = 0;                 ///< errno, where one says why
    std::string_view reason = {};  ///< in words, where errno has none; lasts until the next call
};

/// What a stream that broke with this errno means for the request it carried. EKEYREJECTED: the peer ended
/// the TLS session by an alert; TLS 1.3 refuses a client's certificate only then.
inline Outcome outcome_of_break(int error) {
    return error == EKEYREJECTED ? Outcome::tls_failed : Outcome::reset;
}

class ByteStreams {
  public:
    virtual ~ByteStreams() = default;

    /// Begins to connect. `pending`: the poller will report the key, resume() goes on then.
    virtual Opening open(std::uint32_t place, std::uint64_t key) = 0;
    virtual Opening resume(std::uint32_t place, std::uint64_t key, std::uint32_t events) = 0;
    virtual Transfer send(std::uint32_t place, std::string_view bytes) = 0;
    virtual Transfer receive(std::uint32_t place, std::span<char> into) = 0;
    /// Whether the poller reports an open stream when it can take bytes, besides when it has some.
    virtual void watch_writable(std::uint32_t place, std::uint64_t key, bool wanted) = 0;
    virtual void close(std::uint32_t place) = 0;
    /// Whether bytes beyond those handed out were received already, where the poller does not see them.
    virtual bool has_surplus(std::uint32_t) const { return false; }

    /// Whether bytes may be held inside where the poller does not see them: then receive() must be called
    /// until it says EAGAIN.
    virtual bool holds_bytes() const = 0;
};

} // namespace redline::loadgen
