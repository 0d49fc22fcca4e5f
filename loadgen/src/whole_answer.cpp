#include "whole_answer.hpp"

#include <array>
#include <bit>
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

/// The top bit of each byte of eight that is a control character: below 0x20, or 0x7f. Adding 0x60 to the low
/// bits brings the top bit to 0x20 and above, adding 1 brings it to 0x7f alone; no carry crosses a byte.
constexpr std::uint64_t control_flags(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    const auto low = bytes & (0x7f * ones);
    return (~(low + 0x60 * ones) | (low + ones)) & ~bytes & (0x80 * ones);
}

/// Where control characters stand in a text, eight bytes looked at together.
class Controls {
  public:
    explicit Controls(std::string_view text) : text_(text) { look(); }

    /// The next one's place; the text's end when there is none.
    std::size_t next() {
        while (flags_ == 0) {
            begin_ += word;
            if (begin_ >= text_.size()) return text_.size();
            look();
        }
        const auto bit = std::countr_zero(flags_);
        flags_ &= flags_ - 1;
        return begin_ + static_cast<std::size_t>(bit) / 8;
    }

  private:
    static constexpr std::size_t word = sizeof(std::uint64_t);

    void look() {
        std::uint64_t bytes = 0;
        const auto left = text_.size() - begin_;
        if (left >= word)
            std::memcpy(&bytes, text_.data() + begin_, word);
        else
            bytes = padded(text_.substr(begin_));
        if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
        flags_ = control_flags(bytes);
    }

    /// With spaces, which are no control characters.
    static std::uint64_t padded(std::string_view rest) {
        std::array<char, word> filled;
        filled.fill(' ');
        rest.copy(filled.data(), rest.size());
        return std::bit_cast<std::uint64_t>(filled);
    }

    std::string_view text_;
    std::size_t begin_ = 0;
    std::uint64_t flags_ = 0;
};

/// Takes lines that end with CR LF and hold no other control character.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text), controls_(text) {}

    std::optional<std::string_view> take() {
        const auto end = controls_.next();
        if (end + 1 >= text_.size() || text_[end] != '\r') return std::nullopt;
        if (controls_.next() != end + 1 || text_[end + 1] != '\n') return std::nullopt;
        const auto line = text_.substr(begin_, end - begin_);
        begin_ = end + 2;
        return line;
    }

    std::size_t taken() const { return begin_; }

  private:
    std::string_view text_;
    Controls controls_;
    std::size_t begin_ = 0;
};

/// A word in any case; as nearly everybody writes it, it is recognised at once.
struct Word {
    std::string_view usual;
    std::string_view lower_case;

    constexpr std::size_t size() const { return usual.size(); }
    bool is(std::string_view name) const { return name == usual || same_word(name, lower_case); }
};

/// What the fields of a head say of the body and the connection.
class Fields {
  public:
    /// False where the line is not plain.
    bool read(std::string_view line) {
        std::size_t colon = 0;
        while (colon < line.size() && token_bytes[static_cast<unsigned char>(line[colon])]) ++colon;
        if (colon == 0 || colon == line.size() || line[colon] != ':') return false;
        return read_field(line.substr(0, colon), line.substr(colon + 1));
    }

    std::optional<std::uint64_t> length() const { return length_; }
    bool keep_alive() const { return keep_alive_; }

  private:
    bool read_field(std::string_view name, std::string_view value) {
        constexpr Word content_length{"Content-Length", "content-length"};
        constexpr Word connection{"Connection", "connection"};
        constexpr Word transfer_encoding{"Transfer-Encoding", "transfer-encoding"};
        switch (name.size()) {
        case content_length.size(): return !content_length.is(name) || read_length(trimmed(value));
        case connection.size(): return !connection.is(name) || read_connection(trimmed(value));
        case transfer_encoding.size(): return !transfer_encoding.is(name);
        default: return true;
        }
    }

    bool read_length(std::string_view digits) {
        constexpr std::size_t digits_max = 18; // so that it cannot overflow
        if (length_ || digits.empty() || digits.size() > digits_max) return false;
        std::uint64_t length = 0;
        for (const char c : digits) {
            if (!is_digit(c)) return false;
            length = length * 10 + static_cast<std::uint64_t>(c - '0');
        }
        length_ = length;
        return true;
    }

    bool read_connection(std::string_view options) {
        if (options != "keep-alive") keep_alive_ = keep_alive_ && !has_element(options, "close");
        return true;
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

bool without_body(int status, bool to_head) { return to_head || status == 204 || status == 304; }

} // namespace

std::optional<WholeAnswer> read_whole(std::string_view bytes, bool to_head) {
    Lines lines(bytes);
    const auto status_line = lines.take();
    const int status = status_line ? status_of(*status_line) : 0;
    if (status == 0) return std::nullopt;
    const auto block_begin = lines.taken();
    Fields fields;
    auto line = lines.take();
    for (; line && !line->empty(); line = lines.take())
        if (!fields.read(*line)) return std::nullopt;
    if (!line || lines.taken() > header_block_bytes_max) return std::nullopt;
    const auto block_end = static_cast<std::size_t>(line->data() - bytes.data());
    const auto body = bytes.substr(lines.taken());
    const auto length = without_body(status, to_head) ? std::uint64_t{0} : fields.length();
    if (length != body.size() || body.size() > body_kept_bytes_max) return std::nullopt;
    return WholeAnswer{status, fields.keep_alive(), bytes.substr(block_begin, block_end - block_begin), body};
}

std::optional<WholeAnswer> WholeAnswerReader::read(std::string_view bytes, bool to_head) {
    const bool same = to_head == to_head_ && !head_.empty() && bytes.size() == head_.size() + body_bytes_ &&
                      std::memcmp(bytes.data(), head_.data(), head_.size()) == 0;
    if (same) {
        const auto block_end = head_.size() - line_end.size();
        const auto block_begin = block_end - before_.header_block.size();
        return WholeAnswer{before_.status, before_.keep_alive,
                           bytes.substr(block_begin, before_.header_block.size()),
                           bytes.substr(head_.size())};
    }
    const auto answer = read_whole(bytes, to_head);
    if (!answer) return answer;
    head_.assign(bytes, 0, bytes.size() - answer->body.size());
    to_head_ = to_head;
    body_bytes_ = answer->body.size();
    before_ = *answer;
    return answer;
}

} // namespace redline::loadgen
