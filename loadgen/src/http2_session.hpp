/// Why this exists: HTTP/2's framing, header compression and flow control are nghttp2's; this is one
/// connection of it without the connection: bytes in, bytes out, and what came of each stream.
///
/// cURL's own HTTP/2 is not used: the 7.88 of Debian 12 cannot use a plain-text connection twice, visits
/// every stream of a connection each time its socket is ready, and sends requests again on its own.
///
/// Bounded as ResponseParser is: 64 KiB of header block, else the answer is malformed; of a body the first
/// 64 KiB are kept, the rest is counted. Interim answers and trailers are passed over. For one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "redline/loadgen/outcome.hpp"
#include "request_text.hpp"

namespace redline::loadgen {

/// One request's stream: what is sent, and what has come back.
struct Http2Stream {
    std::uint32_t place = 0;
    std::string_view body; ///< of the request; must last until the stream has ended
    std::size_t body_sent = 0;

    std::int32_t id = 0; ///< 0: not on a connection
    int status = 0;
    std::string header_block; ///< `name: value` lines, as HTTP/1.1 writes them
    std::string kept_body;
    std::size_t body_bytes_kept = 0;  ///< at most
    std::uint64_t bytes_received = 0; ///< of these lines and the body, whatever the compression made of them
    Outcome outcome = Outcome::ok;
    std::string_view reason; ///< of a failure, in words that last
    bool in_trailers = false;
    bool whole = false; ///< the peer ended its answer
    bool reset_by_peer = false;

    /// Forgets the answer before.
    void begin(std::uint32_t for_place, std::string_view request_body, std::size_t body_bytes);
};

class Http2Session {
  public:
    Http2Session();

    /// Opens a stream for the request; only while takes_streams(). False where nghttp2 would not.
    bool submit(const RequestText& request, bool tls, Http2Stream& stream);
    /// Tells the peer that the answer is not wanted any more; the stream is forgotten.
    void cancel(Http2Stream& stream);

    /// False once the connection is of no more use: the peer broke the protocol, or is done with it.
    bool receive(std::string_view bytes);
    /// What is to be sent next, all of it so far; the caller keeps what the socket does not take.
    void take_output(std::string& into);

    /// Streams that ended since the last call of receive(): answered, reset or refused.
    const std::vector<Http2Stream*>& ended() const { return ended_; }
    bool greeted() const { return greeted_; } ///< the peer's SETTINGS have come: how much it takes is known
    bool leaving() const { return leaving_; } ///< GOAWAY: it takes no more streams
    std::uint32_t streams_max() const;        ///< that the peer allows at once

  private:
    struct Delete {
        void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
    };
    friend struct Http2Callbacks;

    std::unique_ptr<nghttp2_session, Delete> session_;
    std::vector<Http2Stream*> ended_;
    bool greeted_ = false;
    bool leaving_ = false;
};

} // namespace redline::loadgen
