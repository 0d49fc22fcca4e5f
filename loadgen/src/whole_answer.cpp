#include "whole_answer.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include "http_syntax.hpp"
#include "redline/loadgen/response_parser.hpp"

namespace redline::loadgen {

namespace {

constexpr std::string_view line_end = "\r\n";

constexpr std::array<bool, 256> token_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) {
        const auto c = static_cast<char>(byte);
        table[byte] = is_letter(c) || is_digit(c) || is_token_mark(c);
    }
    return table;
}();

/// Whether a byte of eight might be a control character (RFC 9110, section 5.5): below 0x20, or 0x7f. The
/// arithmetic is exact on bytes below 0x80 and passes all others, which field values may hold.
bool may_have_control(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x80 * ones;
    const auto below_space = (bytes - 0x20 * ones) & ~bytes & tops;
    const auto deletes = bytes ^ (0x7f * ones);
    return (below_space | ((deletes - ones) & ~deletes & tops)) != 0;
}

bool plain_value(std::string_view value) {
    while (value.size() >= sizeof(std::uint64_t)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, value.data(), sizeof bytes);
        if (may_have_control(bytes)) break;
        value.remove_prefix(sizeof bytes);
    }
    return is_field_value(value);
}

/// Reads the fields of one head.
class Head {
  public:
    bool read(std::string_view line) {
        std::size_t colon = 0;
        while (colon < line.size() && token_bytes[static_cast<unsigned char>(line[colon])]) ++colon;
        if (colon == 0 || colon == line.size() || line[colon] != ':') return false;
        const auto value = line.substr(colon + 1);
        return plain_value(value) && read_field(line.substr(0, colon), value);
    }

    std::size_t length() const { return length_.value_or(0); }
    bool has_length() const { return length_.has_value(); }
    bool keep_alive() const { return keep_alive_; }

  private:
    bool read_field(std::string_view name, std::string_view value) {
        constexpr std::string_view content_length = "content-length";
        constexpr std::string_view connection = "connection";
        constexpr std::string_view transfer_encoding = "transfer-encoding";
        switch (name.size()) {
        case content_length.size(): return !same_word(name, content_length) || read_length(value);
        case connection.size():
            if (same_word(name, connection)) keep_alive_ = keep_alive_ && !has_element(value, "close");
            return true;
        case transfer_encoding.size(): return !same_word(name, transfer_encoding);
        default: return true;
        }
    }

    bool read_length(std::string_view value) {
        return !length_ && loadgen::read_length(trimmed(value), length_);
    }

    std::optional<std::uint64_t> length_;
    bool keep_alive_ = true;
};

/// `HTTP/1.1 200 …`: the final status, or 0.
int status_of(std::string_view line) {
    constexpr std::string_view opening = "HTTP/1.1 ";
    constexpr std::size_t code_end = opening.size() + 3;
    if (line.size() < code_end || !line.starts_with(opening)) return 0;
    if (line.size() > code_end && line[code_end] != ' ') return 0;
    int status = 0;
    for (const char c : line.substr(opening.size(), 3)) {
        if (!is_digit(c)) return 0;
        status = status * 10 + (c - '0');
    }
    constexpr int first_final = 200;
    return status < first_final ? 0 : status;
}

/// The line at the front of `rest`, which loses it; nothing where no CR LF ends it.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto* feed = static_cast<const char*>(std::memchr(rest.data(), '\n', rest.size()));
    if (feed == nullptr || feed == rest.data() || feed[-1] != '\r') return std::nullopt;
    const auto taken = static_cast<std::size_t>(feed - rest.data()) + 1;
    const auto line = rest.substr(0, taken - line_end.size());
    rest.remove_prefix(taken);
    return line;
}

bool without_body(int status, bool to_head) { return to_head || status == 204 || status == 304; }

} // namespace

std::optional<WholeAnswer> read_whole(std::string_view bytes, bool to_head) {
    auto rest = bytes;
    const auto status_line = take_line(rest);
    const int status = status_line && is_field_value(*status_line) ? status_of(*status_line) : 0;
    if (status == 0) return std::nullopt;
    const auto block_begin = rest.data();
    Head head;
    auto line = take_line(rest);
    for (; line && !line->empty(); line = take_line(rest))
        if (!head.read(*line)) return std::nullopt;
    if (!line || bytes.size() - rest.size() > header_block_bytes_max) return std::nullopt;
    const auto block_bytes = static_cast<std::size_t>(line->data() - block_begin);
    const bool bodiless = without_body(status, to_head);
    if (!bodiless && !head.has_length()) return std::nullopt;
    if (rest.size() != (bodiless ? 0 : head.length()) || rest.size() > body_kept_bytes_max)
        return std::nullopt;
    return WholeAnswer{status, head.keep_alive(), {block_begin, block_bytes}, rest};
}

} // namespace redline::loadgen
