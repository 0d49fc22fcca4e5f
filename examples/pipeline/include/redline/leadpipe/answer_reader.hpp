/// Why this exists: what another server sends back is as hostile as what a client sends. The reader is fed
/// the bytes as they come, cut anywhere, and says when the answer is whole or will never be one, without a
/// socket.
///
/// Format: RFC 9112 (HTTP/1.1), sections 4, 6 and 7. Interim answers (1xx) are passed over, trailers dropped.
/// Refused, because two readers could see two answers: a length given twice with two values or beside
/// Transfer-Encoding, any coding but `chunked`, space before a colon, folded lines, switched protocols.
///
/// Limits: 16 KiB of head, 16 KiB of trailers, `bytes_max` of body. One reader reads one answer, on one
/// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "redline/leadpipe/http_message.hpp"

namespace redline::leadpipe {

struct UpstreamAnswer {
    int status = 0;
    HeaderFields headers; ///< names in lower case, in the order they came
    std::string body;

    /// The first field of this lower-case name; empty when there is none.
    std::string_view header(std::string_view name) const;
};

class AnswerReader {
  public:
    enum class State { reading, whole, unreadable };

    /// `to_head`: the request was a HEAD, whose answer has no body.
    AnswerReader(bool to_head, std::size_t bytes_max);

    State read(std::string_view bytes);

    /// The other side has closed: whole only for an answer whose end is that of the connection.
    State end();

    State state() const { return state_; }
    bool has_begun() const { return begun_; }

    /// Whether the connection may carry another request. False too when bytes follow the answer.
    bool keeps_connection() const { return persistent_ && state_ == State::whole && !surplus_; }

    /// Once it is whole.
    UpstreamAnswer take() { return std::move(answer_); }

  private:
    enum class Part { head, counted, chunk_size, chunk, chunk_end, trailers, until_close };

    bool step();
    bool read_head();
    bool begin_body();
    bool read_counted();
    bool read_chunk_size();
    bool read_chunk();
    bool read_chunk_end();
    bool read_trailers();
    bool read_until_close();
    bool parse_head(std::string_view head);
    bool take_field(std::string_view line);
    bool append(std::size_t bytes);
    bool finish();
    bool fail();
    std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
    std::optional<std::string_view> next_line(std::size_t line_bytes_max);

    const bool to_head_;
    const std::size_t bytes_max_;
    State state_ = State::reading;
    Part part_ = Part::head;
    bool begun_ = false, persistent_ = false, surplus_ = false;
    std::string buffer_;
    std::size_t at_ = 0;      ///< up to here the buffer is read
    std::size_t missing_ = 0; ///< bytes of the body or of this chunk still to come
    std::size_t trailer_bytes_ = 0;
    UpstreamAnswer answer_;
};

} // namespace redline::leadpipe
