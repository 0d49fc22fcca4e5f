/// Why this exists: an answer arrives in pieces of any size from a peer that may be broken or hostile, and
/// the engine must know to the byte where it ends, or the next request on the connection reads another's
/// answer.
///
/// HTTP/1.0 and 1.1 framing after RFC 9112, sections 2 to 7: Content-Length, chunked, until close; interim
/// 1xx answers are passed over; 204, 304 and answers to HEAD have no body. Stricter than the RFC where
/// leniency is an attack: both Content-Length and Transfer-Encoding, differing lengths, folded header lines,
/// spaces before a colon and 101 are malformed. A bare LF ends a line, as section 2.2 allows.
///
/// Bounded: 64 KiB of header block, 64 KiB of trailers, 4 KiB for a chunk-size line; of the body only the
/// first 64 KiB are kept, the rest is counted. Anything beyond is malformed. Feeding in any pieces gives the
/// same result as feeding the whole. Buffers are reused from answer to answer. Pure; for one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redline::loadgen {

constexpr std::size_t header_block_bytes_max = 64 * 1024;
constexpr std::size_t body_kept_bytes_max = 64 * 1024;
constexpr std::size_t chunk_line_bytes_max = 4 * 1024;

class ResponseParser {
  public:
    enum class State { reading, complete, malformed };

    /// Forgets the answer before. `to_head`: the request was a HEAD, its answer has no body. Of the body at
    /// most `body_bytes_kept` are, and never more than 64 KiB.
    void begin(bool to_head, std::size_t body_bytes_kept = body_kept_bytes_max);

    /// Takes the next bytes. Bytes after a complete answer are not taken; they make it unfit for reuse.
    State feed(std::string_view bytes);

    /// The peer closed. Completes an answer that ends by that; otherwise the state stays, and `reading` means
    /// the answer was cut off.
    State finish();

    State state() const;
    int status() const { return status_; } ///< 0 until the header block is whole
    /// The lines between the status line and the empty line, line ends included.
    std::string_view header_block() const;
    std::string_view body() const { return body_; }          ///< what is kept of it
    std::uint64_t body_bytes() const { return body_bytes_; } ///< all of it, chunk framing not counted
    /// Whether another request may follow on this connection: asked once the answer is complete.
    bool keep_alive() const { return keep_alive_ && !surplus_; }
    /// What arrived before the header block was whole: the beginning of whatever a malformed answer was.
    std::string_view head_so_far() const { return head_; }

  private:
    enum class Step {
        head,
        counted_body,
        body_until_close,
        chunk_size,
        chunk_body,
        chunk_end,
        trailer,
        complete,
        malformed
    };

    struct Framing {
        std::optional<std::uint64_t> length;
        bool chunked = false;
        bool other_coding = false; ///< a transfer coding that is not chunked: ends by close
        bool close = false;
        bool keep_alive = false;
    };

    std::size_t consume(std::string_view bytes);
    std::size_t take_head(std::string_view bytes);
    std::size_t take_body(std::string_view bytes);
    std::size_t take_chunk_size(std::string_view bytes);
    std::size_t take_chunk_end(std::string_view bytes);
    std::size_t take_trailer(std::string_view bytes);
    void end_head();
    bool read_status_line(std::string_view line);
    bool read_field(std::string_view line, Framing& framing) const;
    void choose_body(const Framing& framing);
    void end_chunk_size();

    Step step_ = Step::complete;
    bool to_head_ = false;
    std::size_t body_bytes_kept_ = body_kept_bytes_max;
    bool old_version_ = false; ///< HTTP/1.0
    bool keep_alive_ = false;
    bool surplus_ = false;
    int status_ = 0;
    std::string head_;            ///< status line and header block as received
    std::size_t line_begin_ = 0;  ///< of the line being received, in head_
    std::size_t block_begin_ = 0; ///< of the header block, in head_
    std::size_t block_end_ = 0;
    std::string line_; ///< a chunk-size or trailer line being received
    std::size_t trailer_bytes_ = 0;
    std::string body_;
    std::uint64_t body_bytes_ = 0;
    std::uint64_t remaining_ = 0; ///< of the counted body or the chunk
};

} // namespace redline::loadgen
