#include "redline/base/json_text.hpp"

#include <array>
#include <cstdint>

#include "redline/base/json_plain.hpp"

namespace redline::base {

namespace {

void append_escape(std::string& out, unsigned char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    out += "\\u00";
    out += digits[c >> 4];
    out += digits[c & 0xf];
}

std::size_t wanted_size(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return 2;
    if (lead >= 0xe0 && lead <= 0xef) return 3;
    if (lead >= 0xf0 && lead <= 0xf4) return 4;
    return 0;
}

/// The second byte decides overlong forms, surrogates and the upper end (RFC 3629, section 4).
bool second_byte_fits(unsigned char lead, unsigned char second) {
    const unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high;
}

} // namespace

std::size_t utf8_sequence_size(std::string_view text) {
    if (text.empty()) return 0;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto size = wanted_size(byte(0));
    if (size == 0 || size > text.size()) return 0;
    if (size > 1 && !second_byte_fits(byte(0), byte(1))) return 0;
    for (std::size_t at = 2; at < size; ++at)
        if ((byte(at) & 0xc0) != 0x80) return 0;
    return size;
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto run = plain_prefix(text);
        out.append(text.substr(0, run));
        text.remove_prefix(run);
        if (text.empty()) break;
        const auto size = utf8_sequence_size(text);
        if (size > 1)
            out.append(text.substr(0, size));
        else if (size == 1)
            append_escape(out, static_cast<unsigned char>(text.front()));
        else
            out += "\xef\xbf\xbd";
        text.remove_prefix(size == 0 ? 1 : size);
    }
    out += '"';
}

} // namespace redline::base
