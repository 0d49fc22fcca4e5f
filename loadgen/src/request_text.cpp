#include "request_text.hpp"

#include <algorithm>
#include <array>

#include "http_syntax.hpp"

namespace redline::loadgen {

namespace {

constexpr std::string_view line_end = "\r\n";

std::string_view name_of(std::string_view field) { return field.substr(0, field.find(':')); }

bool named(std::string_view field, std::string_view word) { return same_word(name_of(field), word); }

bool speaks_of_the_connection(std::string_view field) {
    constexpr std::array<std::string_view, 5> words{"connection", "keep-alive", "proxy-connection",
                                                    "transfer-encoding", "upgrade"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return named(field, word); });
}

/// Takes a line off the text, without its end; false where none ends.
bool take_line(std::string_view& text, std::string_view& line) {
    const auto end = text.find(line_end);
    if (end == text.npos) return false;
    line = text.substr(0, end);
    text.remove_prefix(end + line_end.size());
    return true;
}

bool read_request_line(std::string_view line, RequestText& parts) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == line.npos || first == last) return false;
    parts.method = line.substr(0, first);
    parts.target = line.substr(first + 1, last - first - 1);
    return is_token(parts.method) && !parts.target.empty() && line.substr(last + 1).starts_with("HTTP/1.");
}

} // namespace

bool take_apart(std::string_view text, RequestText& parts) {
    parts.fields.clear();
    parts.host = {};
    std::string_view line;
    if (!take_line(text, line) || !read_request_line(line, parts)) return false;
    while (take_line(text, line)) {
        if (line.empty()) {
            parts.body = text;
            return true;
        }
        if (!is_token(name_of(line)) || line.find(':') == line.npos) return false;
        if (named(line, "host"))
            parts.host = trimmed(line.substr(line.find(':') + 1));
        else if (!speaks_of_the_connection(line))
            parts.fields.push_back(line);
    }
    return false;
}

} // namespace redline::loadgen
