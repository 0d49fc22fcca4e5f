/// Why this exists: nearly every answer arrives whole in one read and is plain: a status, some fields, a
/// Content-Length. Such an answer is read where it lies, without copying a byte, which is most of what a
/// request costs outside the kernel.
///
/// It has no rules of its own: it declines whatever is not plain (chunks, interim answers, bare line feeds,
/// anything doubtful), and ResponseParser decides. What it does accept, ResponseParser reads the same way.
///
/// Pure; no allocation.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redline::loadgen {

/// Views into the bytes it was read from.
struct WholeAnswer {
    int status = 0;
    bool keep_alive = true;
    std::string_view header_block; ///< the lines between the status line and the empty line
    std::string_view body;
};

/// The one answer that `bytes` are from first to last, or nothing where that is not plain to see.
std::optional<WholeAnswer> read_whole(std::string_view bytes, bool to_head);

/// The same, for one answer after another: a head that is the one before to the byte, as most are until the
/// second in their Date changes, means the same again and is only compared. For one thread.
class WholeAnswerReader {
  public:
    std::optional<WholeAnswer> read(std::string_view bytes, bool to_head);

  private:
    std::string head_; ///< of the answer before, its empty line included
    bool to_head_ = false;
    std::size_t body_bytes_ = 0;
    WholeAnswer before_; ///< its views are not to be used
};

} // namespace redline::loadgen
