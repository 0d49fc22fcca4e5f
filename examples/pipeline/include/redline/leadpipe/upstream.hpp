/// Why this exists: every part that calls another server wants the same few things of HTTP: connections that
/// are kept and limited, timeouts that hold, and an answer to the question that decides about a repetition:
/// was the request sent at all? One Upstream is one host and port.
///
/// send() blocks its thread, for at most wait_max + connect_timeout + answer_timeout (twice connect_timeout
/// where it repeats); a host's name is looked up by the system's resolver, which has its own patience, so
/// prefer addresses. Plain HTTP/1.1 without TLS, redirects, cookies or compression.
///
/// A kept connection that has died is found out before anything is sent on it, mostly. Where it dies just
/// then, the request is sent once more on a fresh connection if nothing of an answer was read and it is
/// repeatable (RFC 9110, section 9.2.2; RFC 9112, section 9.3.1).
///
/// Control characters in what is handed in are sent as spaces, so that no value becomes a second header.
///
/// Limits: connections_max at once (a caller waits wait_max for a free one, in no order), 1 MiB of answer.
/// Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/duration.hpp"
#include "redline/leadpipe/answer_reader.hpp"

namespace redline::leadpipe {

struct UpstreamOptions {
    std::string host = "127.0.0.1";
    unsigned short port = 0;
    std::size_t connections_max = 64; ///< at least 1
    bool keep_alive = true;           ///< off: a connection a request
    base::Duration wait_max = std::chrono::seconds(1);
    base::Duration connect_timeout = std::chrono::seconds(1);
    base::Duration answer_timeout =
        std::chrono::seconds(10);                       ///< from the first byte sent to the last one read
    base::Duration idle_max = std::chrono::seconds(20); ///< kept longer, a connection is not used again
    std::size_t answer_bytes_max = 1024 * 1024;

    /// The fault "leaked connections": every n-th one taken is never given back, until none is left. 0:
    /// never.
    std::uint64_t leak_every = 0;
};

struct OutgoingRequest {
    std::string method = "GET";
    std::string target = "/"; ///< path and query
    HeaderFields headers{};   ///< all but Host, Content-Length and Connection
    std::string body{};
    bool repeatable = false; ///< it does no harm twice; always so for GET, HEAD, OPTIONS, PUT and DELETE
};

enum class UpstreamFault {
    refused,        ///< no connection within connect_timeout; nothing was sent
    pool_exhausted, ///< no free connection within wait_max; nothing was sent
    reset,          ///< the connection ended before the whole answer; the request may have been acted on
    timed_out,      ///< no whole answer within answer_timeout; it may have been acted on
    unreadable,     ///< the answer is not HTTP, or too large; it may have been acted on
};

/// `refused`, `pool_exhausted` …
std::string_view to_text(UpstreamFault fault);

/// Whether the other side cannot have seen any of the request.
bool never_sent(UpstreamFault fault);

/// What an Upstream's connections are doing, and have done since it was made.
struct UpstreamUse {
    std::size_t in_use = 0; ///< without those leaked
    std::size_t idle = 0;
    std::size_t leaked = 0;
    std::uint64_t opened = 0;    ///< connections made
    std::uint64_t repeated = 0;  ///< requests sent again because their kept connection had died
    std::uint64_t waits = 0;     ///< requests that found every connection in use
    base::Duration wait_sum{};   ///< how long they waited, in vain too
    std::uint64_t exhausted = 0; ///< of them, those that got none
};

class Upstream {
  public:
    explicit Upstream(UpstreamOptions options);
    ~Upstream();

    tl::expected<UpstreamAnswer, UpstreamFault> send(const OutgoingRequest& request);

    UpstreamUse use() const;
    const UpstreamOptions& options() const;

  private:
    std::unique_ptr<class ConnectionPool> pool_;
};

} // namespace redline::leadpipe
