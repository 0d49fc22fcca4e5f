#include "redline/language/encode.hpp"

#include <algorithm>

#include "redline/base/json_plain.hpp"
#include "redline/base/json_text.hpp"

namespace redline::language {

namespace {

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

} // namespace

void encode_path_from(std::size_t start, std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(), unreserved)) return;
    const auto raw = text.substr(start);
    text.resize(start);
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved(c))
            text += c;
        else
            text.append({'%', digits[byte >> 4], digits[byte & 0xf]});
    }
}

void encode_header_from(std::size_t start, std::string& text) {
    std::replace_if(
        text.begin() + static_cast<std::ptrdiff_t>(start), text.end(),
        [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
}

void encode_json_from(std::size_t start, std::string& text) {
    const auto raw = std::string_view(text).substr(start);
    if (base::plain_prefix(raw) == raw.size()) return;
    std::string quoted;
    base::append_json_string(quoted, raw);
    text.replace(start, std::string::npos, quoted, 1, quoted.size() - 2);
}

} // namespace redline::language
