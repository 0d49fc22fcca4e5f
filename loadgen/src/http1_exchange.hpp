/// Why this exists: whatever carries the bytes (a socket, TLS, io_uring), an HTTP/1.1 request is answered by
/// a run of bytes that must be cut off at the right one. An exchange reads the answer to one request; it
/// keeps memory only while an answer has come in part, so that ten thousand waiting connections cost nothing.
///
/// For one thread.
#pragma once

#include <memory>
#include <string_view>

#include "redline/loadgen/response_parser.hpp"
#include "transport.hpp"
#include "whole_answer.hpp"

namespace redline::loadgen {

class Http1Exchange {
  public:
    /// What is known after some bytes. The answer is set once it is complete or malformed; its views point
    /// into the bytes just given or into the exchange, and last until either goes.
    struct Reading {
        ResponseParser::State state = ResponseParser::State::reading;
        bool keep_alive = false; ///< another request may follow on this connection
        Answer answer;
    };

    /// Forgets the answer before. `to_head`: the request was a HEAD, its answer has no body. Of a body that
    /// comes in parts only so many bytes are kept.
    void begin(bool to_head, std::uint32_t body_bytes_kept) {
        end();
        to_head_ = to_head;
        body_bytes_kept_ = body_bytes_kept;
    }
    /// Forgets the answer; its views go.
    void end() { unfinished_.reset(); }

    /// `reader` is the worker's: answers on all its connections are much alike.
    Reading receive(std::string_view bytes, WholeAnswerReader& reader);

    /// The peer closed. `reading` then means that the answer was cut off.
    Reading finish();

  private:
    Reading so_far() const;

    std::unique_ptr<ResponseParser> unfinished_;
    std::uint32_t body_bytes_kept_ = 0;
    bool to_head_ = false;
};

} // namespace redline::loadgen
