#include "redline/loadgen/response_parser.hpp"

#include <algorithm>
#include <charconv>

#include "http_syntax.hpp"

namespace redline::loadgen {

void ResponseParser::begin(bool to_head, std::size_t body_bytes_kept) {
    step_ = Step::head;
    to_head_ = to_head;
    body_bytes_kept_ = std::min(body_bytes_kept, body_kept_bytes_max);
    keep_alive_ = surplus_ = false;
    status_ = 0;
    head_.clear();
    line_begin_ = block_begin_ = block_end_ = 0;
    line_.clear();
    trailer_bytes_ = 0;
    body_.clear();
    body_bytes_ = remaining_ = 0;
}

ResponseParser::State ResponseParser::state() const {
    if (step_ == Step::complete) return State::complete;
    return step_ == Step::malformed ? State::malformed : State::reading;
}

ResponseParser::State ResponseParser::feed(std::string_view bytes) {
    while (!bytes.empty() && state() == State::reading) bytes.remove_prefix(consume(bytes));
    if (step_ == Step::complete && !bytes.empty()) surplus_ = true;
    return state();
}

ResponseParser::State ResponseParser::finish() {
    if (step_ == Step::body_until_close) step_ = Step::complete;
    return state();
}

std::string_view ResponseParser::header_block() const {
    return std::string_view(head_).substr(block_begin_, block_end_ - block_begin_);
}

std::size_t ResponseParser::consume(std::string_view bytes) {
    switch (step_) {
    case Step::head: return take_head(bytes);
    case Step::counted_body:
    case Step::body_until_close:
    case Step::chunk_body: return take_body(bytes);
    case Step::chunk_size: return take_chunk_size(bytes);
    case Step::chunk_end: return take_chunk_end(bytes);
    case Step::trailer: return take_trailer(bytes);
    case Step::complete:
    case Step::malformed: break;
    }
    return bytes.size();
}

std::size_t ResponseParser::take_head(std::string_view bytes) {
    constexpr std::string_view opening = "HTTP/1.";
    const auto line_end = bytes.find('\n');
    const auto taken = line_end == bytes.npos ? bytes.size() : line_end + 1;
    if (head_.size() + taken > header_block_bytes_max) {
        step_ = Step::malformed;
        return taken;
    }
    head_.append(bytes.substr(0, taken));
    const auto shown = std::string_view(head_).substr(0, opening.size());
    if (shown != opening.substr(0, shown.size())) step_ = Step::malformed;
    if (line_end == bytes.npos || step_ == Step::malformed) return taken;
    const bool empty_line = without_line_end(std::string_view(head_).substr(line_begin_)).empty();
    if (block_begin_ == 0) block_begin_ = head_.size();
    if (empty_line) end_head();
    line_begin_ = head_.size();
    return taken;
}

void ResponseParser::end_head() {
    block_end_ = line_begin_;
    bool good = read_status_line(without_line_end(std::string_view(head_).substr(0, block_begin_)));
    Framing framing;
    auto rest = header_block();
    while (good && !rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n') + 1);
        good = read_field(without_line_end(line), framing);
        rest.remove_prefix(line.size());
    }
    const bool interim = status_ < 200 && status_ != 101;
    if (!good || status_ == 101) {
        step_ = Step::malformed;
    } else if (interim) {
        begin(to_head_, body_bytes_kept_);
    } else {
        choose_body(framing);
    }
}

/// RFC 9112, section 4: HTTP-version SP 3DIGIT SP [reason]; the last space is often missing and is forgiven.
bool ResponseParser::read_status_line(std::string_view line) {
    constexpr std::size_t code_begin = 9;
    constexpr std::size_t code_end = 12;
    if (line.size() < code_end || line[code_begin - 1] != ' ') return false;
    if (!is_digit(line[code_begin - 2])) return false;
    if (line.size() > code_end && line[code_end] != ' ') return false;
    const auto code = line.substr(code_begin, 3);
    if (!std::all_of(code.begin(), code.end(), is_digit) || code[0] == '0') return false;
    std::from_chars(code.data(), code.data() + code.size(), status_);
    old_version_ = line[code_begin - 2] == '0';
    return true;
}

bool ResponseParser::read_field(std::string_view line, Framing& framing) const {
    const auto colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon))) return false;
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    if (!is_field_value(value)) return false;
    if (same_word(name, "content-length")) return read_length(value, framing.length);
    if (same_word(name, "connection")) {
        framing.close |= has_element(value, "close");
        framing.keep_alive |= has_element(value, "keep-alive");
    } else if (same_word(name, "transfer-encoding")) {
        if (framing.chunked || old_version_) return false; // chunked must be last, and is unknown to 1.0
        framing.chunked = same_word(last_element(value), "chunked");
        framing.other_coding = !framing.chunked;
    }
    return true;
}

/// RFC 9112, section 6.3, in its order.
void ResponseParser::choose_body(const Framing& framing) {
    keep_alive_ = !framing.close && (!old_version_ || framing.keep_alive);
    const bool coded = framing.chunked || framing.other_coding;
    if (coded && framing.length) {
        step_ = Step::malformed;
    } else if (to_head_ || status_ == 204 || status_ == 304) {
        step_ = Step::complete;
    } else if (framing.chunked) {
        step_ = Step::chunk_size;
    } else if (framing.length) {
        remaining_ = *framing.length;
        step_ = remaining_ == 0 ? Step::complete : Step::counted_body;
    } else {
        keep_alive_ = false;
        step_ = Step::body_until_close;
    }
}

std::size_t ResponseParser::take_body(std::string_view bytes) {
    const bool counted = step_ != Step::body_until_close;
    const auto taken =
        counted ? static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size())) : bytes.size();
    body_.append(bytes.substr(0, std::min(taken, body_bytes_kept_ - body_.size())));
    body_bytes_ += taken;
    if (counted && (remaining_ -= taken) == 0)
        step_ = step_ == Step::chunk_body ? Step::chunk_end : Step::complete;
    return taken;
}

std::size_t ResponseParser::take_chunk_size(std::string_view bytes) {
    const auto line_end = bytes.find('\n');
    const auto taken = line_end == bytes.npos ? bytes.size() : line_end + 1;
    line_.append(bytes.substr(0, std::min(taken, chunk_line_bytes_max + 1 - line_.size())));
    if (line_.size() > chunk_line_bytes_max) {
        step_ = Step::malformed;
    } else if (line_end != bytes.npos) {
        end_chunk_size();
    }
    return taken;
}

/// RFC 9112, section 7.1: hexadecimal digits, then extensions, which nobody is obliged to understand.
void ResponseParser::end_chunk_size() {
    const auto line = without_line_end(line_);
    const auto size = trimmed(line.substr(0, line.find(';')));
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), remaining_, 16);
    const bool good = error == std::errc{} && end == size.data() + size.size();
    line_.clear();
    if (!good) {
        step_ = Step::malformed;
    } else {
        step_ = remaining_ == 0 ? Step::trailer : Step::chunk_body;
    }
}

std::size_t ResponseParser::take_chunk_end(std::string_view bytes) {
    line_.push_back(bytes.front());
    if (bytes.front() == '\n') {
        line_.clear();
        step_ = Step::chunk_size;
    } else if (line_ != "\r") {
        step_ = Step::malformed;
    }
    return 1;
}

/// Trailer fields are received and dropped; an empty line ends the answer.
std::size_t ResponseParser::take_trailer(std::string_view bytes) {
    const auto line_end = bytes.find('\n');
    const auto taken = line_end == bytes.npos ? bytes.size() : line_end + 1;
    if ((trailer_bytes_ += taken) > header_block_bytes_max) {
        step_ = Step::malformed;
        return taken;
    }
    line_.append(bytes.substr(0, taken));
    if (line_end == bytes.npos) return taken;
    if (without_line_end(line_).empty()) step_ = Step::complete;
    line_.clear();
    return taken;
}

} // namespace redline::loadgen
