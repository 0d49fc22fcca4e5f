#include "redline/leadpipe/answer_reader.hpp"

#include <algorithm>
#include <charconv>

namespace redline::leadpipe {

namespace {

constexpr std::size_t head_bytes_max = 16 * 1024;
constexpr std::size_t chunk_line_bytes_max = 1024; // its extensions are read and forgotten

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(), [](char c) { return lower(c); });
    return low;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// All of `text` as a number; signs and spaces are none.
std::optional<std::size_t> number(std::string_view text, int base) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const bool letter_or_digit = (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
        return letter_or_digit || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool breaks_a_value(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

/// The status of `HTTP/1.x NNN …`.
std::optional<int> status_of(std::string_view line) {
    const bool framed = line.size() >= 12 && line.starts_with("HTTP/1.") && line[8] == ' ' &&
                        (line.size() == 12 || line[12] == ' ');
    if (!framed || (line[7] != '0' && line[7] != '1')) return std::nullopt;
    const auto status = number(line.substr(9, 3), 10);
    if (!status || *status < 100) return std::nullopt;
    return static_cast<int>(*status);
}

/// Whether a list such as that of Connection names `word`.
bool lists(std::string_view values, std::string_view word) {
    while (!values.empty()) {
        const auto comma = std::min(values.find(','), values.size());
        if (lower(trimmed(values.substr(0, comma))) == word) return true;
        values.remove_prefix(std::min(comma + 1, values.size()));
    }
    return false;
}

/// The values of every field of this name, as one list.
std::optional<std::string> joined(const HeaderFields& fields, std::string_view name) {
    std::optional<std::string> all;
    for (const auto& [field, value] : fields)
        if (field == name) all = all ? *all + ',' + value : value;
    return all;
}

/// Nothing for a length that is none; the same value twice counts once (RFC 9112, section 6.3).
std::optional<std::size_t> length_of(std::string_view values) {
    std::optional<std::size_t> length;
    for (bool more = true; more;) {
        const auto comma = values.find(',');
        const auto one = number(trimmed(values.substr(0, comma)), 10);
        if (!one || (length && *length != *one)) return std::nullopt;
        length = one;
        more = comma != std::string_view::npos;
        if (more) values.remove_prefix(comma + 1);
    }
    return length;
}

} // namespace

std::string_view UpstreamAnswer::header(std::string_view name) const {
    for (const auto& [field, value] : headers)
        if (field == name) return value;
    return {};
}

AnswerReader::AnswerReader(bool to_head, std::size_t bytes_max) : to_head_(to_head), bytes_max_(bytes_max) {}

AnswerReader::State AnswerReader::read(std::string_view bytes) {
    begun_ = begun_ || !bytes.empty();
    if (state_ == State::whole) surplus_ = surplus_ || !bytes.empty();
    if (state_ != State::reading) return state_;
    buffer_.erase(0, at_);
    at_ = 0;
    buffer_ += bytes;
    while (state_ == State::reading && step()) {
    }
    if (state_ == State::whole) surplus_ = at_ < buffer_.size();
    return state_;
}

AnswerReader::State AnswerReader::end() {
    if (state_ != State::reading) return state_;
    part_ == Part::until_close ? finish() : fail();
    persistent_ = false;
    return state_;
}

/// Reads as much of one part as there is; false when more bytes are needed.
bool AnswerReader::step() {
    switch (part_) {
    case Part::head: return read_head();
    case Part::counted: return read_counted();
    case Part::chunk_size: return read_chunk_size();
    case Part::chunk: return read_chunk();
    case Part::chunk_end: return read_chunk_end();
    case Part::trailers: return read_trailers();
    case Part::until_close: return read_until_close();
    }
    return fail();
}

bool AnswerReader::finish() {
    state_ = State::whole;
    return false;
}

bool AnswerReader::fail() {
    state_ = State::unreadable;
    return false;
}

bool AnswerReader::read_head() {
    const auto end = rest().find("\r\n\r\n");
    if (std::min(end, rest().size()) > head_bytes_max) return fail();
    if (end == std::string_view::npos) return false;
    answer_ = {};
    if (!parse_head(rest().substr(0, end + 2))) return fail();
    at_ += end + 4;
    if (answer_.status == 101) return fail();
    return answer_.status < 200 || begin_body();
}

bool AnswerReader::parse_head(std::string_view head) {
    const auto line_end = head.find("\r\n");
    const auto status = status_of(head.substr(0, line_end));
    if (!status) return false;
    answer_.status = *status;
    const bool persists_unasked = head[7] == '1';
    for (auto at = line_end + 2; at < head.size();) {
        const auto end = head.find("\r\n", at);
        if (!take_field(head.substr(at, end - at))) return false;
        at = end + 2;
    }
    const auto connection = joined(answer_.headers, "connection").value_or("");
    persistent_ = !lists(connection, "close") && (persists_unasked || lists(connection, "keep-alive"));
    return true;
}

bool AnswerReader::take_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const auto value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), breaks_a_value)) return false;
    answer_.headers.emplace_back(lower(line.substr(0, colon)), value);
    return true;
}

/// How long a body is: RFC 9112, section 6.3.
bool AnswerReader::begin_body() {
    const auto coding = joined(answer_.headers, "transfer-encoding");
    const auto counted = joined(answer_.headers, "content-length");
    if (coding && (counted || lower(trimmed(*coding)) != "chunked")) return fail();
    const auto length = length_of(counted.value_or("0"));
    if (!length) return fail();
    if (to_head_ || answer_.status == 204 || answer_.status == 304) return finish();
    if (*length > bytes_max_) return fail();
    missing_ = *length;
    part_ = coding ? Part::chunk_size : counted ? Part::counted : Part::until_close;
    if (part_ == Part::until_close) persistent_ = false;
    return true;
}

bool AnswerReader::append(std::size_t bytes) {
    if (answer_.body.size() + bytes > bytes_max_) return fail();
    answer_.body += rest().substr(0, bytes);
    at_ += bytes;
    return true;
}

bool AnswerReader::read_counted() {
    const auto bytes = std::min(missing_, rest().size());
    if (!append(bytes)) return false;
    missing_ -= bytes;
    return missing_ == 0 && finish();
}

std::optional<std::string_view> AnswerReader::next_line(std::size_t line_bytes_max) {
    const auto end = rest().find("\r\n");
    if (std::min(end, rest().size()) > line_bytes_max) fail();
    if (state_ == State::unreadable || end == std::string_view::npos) return std::nullopt;
    const auto line = rest().substr(0, end);
    at_ += end + 2;
    return line;
}

bool AnswerReader::read_chunk_size() {
    const auto line = next_line(chunk_line_bytes_max);
    if (!line) return false;
    const auto size = number(trimmed(line->substr(0, line->find(';'))), 16);
    if (!size || *size > bytes_max_) return fail();
    missing_ = *size;
    part_ = missing_ == 0 ? Part::trailers : Part::chunk;
    return true;
}

bool AnswerReader::read_chunk() {
    const auto bytes = std::min(missing_, rest().size());
    if (!append(bytes)) return false;
    missing_ -= bytes;
    if (missing_ > 0) return false;
    part_ = Part::chunk_end;
    return true;
}

bool AnswerReader::read_chunk_end() {
    if (rest().size() < 2) return false;
    if (!rest().starts_with("\r\n")) return fail();
    at_ += 2;
    part_ = Part::chunk_size;
    return true;
}

bool AnswerReader::read_trailers() {
    const auto line = next_line(head_bytes_max - trailer_bytes_);
    if (!line) return false;
    trailer_bytes_ = std::min(head_bytes_max, trailer_bytes_ + line->size() + 2);
    return !line->empty() || finish();
}

bool AnswerReader::read_until_close() {
    append(rest().size());
    return false;
}

} // namespace redline::leadpipe
