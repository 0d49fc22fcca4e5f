#include "content_coding.hpp"

#include <zlib.h>

#include "http_syntax.hpp"
#include "redline/loadgen/response_parser.hpp"

namespace redline::loadgen {

namespace {

constexpr int window_of_gzip = 15 + 16; ///< zlib's way to say: 32 KiB window, gzip header and trailer

/// The value of the only Content-Encoding field; empty where there is none, or more than one.
std::string_view coding_of(std::string_view header_block) {
    constexpr std::string_view name = "content-encoding";
    std::string_view coding;
    while (!header_block.empty()) {
        const auto line = header_block.substr(0, header_block.find('\n'));
        header_block.remove_prefix(std::min(line.size() + 1, header_block.size()));
        const auto colon = line.find(':');
        if (!same_word(line.substr(0, colon), name)) continue;
        if (!coding.empty()) return {};
        coding = trimmed(without_line_end(line.substr(colon + 1)));
    }
    return coding;
}

bool is_gzip(std::string_view coding) { return same_word(coding, "gzip") || same_word(coding, "x-gzip"); }

/// False where the bytes are no gzip; an end that is missing is no fault, as only a part may have been kept.
bool inflate_into(std::string_view body, std::string& into) {
    z_stream stream{};
    if (inflateInit2(&stream, window_of_gzip) != Z_OK) return false;
    into.resize(body_kept_bytes_max);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(into.data());
    stream.avail_out = static_cast<uInt>(into.size());
    const int result = inflate(&stream, Z_SYNC_FLUSH);
    into.resize(stream.total_out);
    inflateEnd(&stream);
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

} // namespace

std::optional<std::string_view> decoded_body(std::string_view header_block, std::string_view body,
                                             std::string& into) {
    if (body.empty() || !is_gzip(coding_of(header_block))) return body;
    if (!inflate_into(body, into)) return std::nullopt;
    return into;
}

} // namespace redline::loadgen
