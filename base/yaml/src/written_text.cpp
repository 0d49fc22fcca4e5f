#include "written_text.hpp"

#include <algorithm>

#include "redline/base/json_text.hpp"

namespace redline::yaml {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool forbidden(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

base::Place place_of(const Source& source, std::size_t offset) {
    const auto before = std::string_view(source->text).substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto line_start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return {source, static_cast<int>(line), static_cast<int>(offset - line_start) + 1, 1};
}

} // namespace

Source without_byte_order_mark(Source source) {
    if (!source->text.starts_with(byte_order_mark)) return source;
    return std::make_shared<const base::SourceText>(
        base::SourceText{source->name, source->text.substr(byte_order_mark.size())});
}

std::optional<base::Diagnostic> check_characters(const Source& source) {
    const std::string_view text = source->text;
    for (std::size_t at = 0; at < text.size();) {
        const auto size = base::utf8_sequence_size(text.substr(at, 4));
        if (size == 0)
            return base::Diagnostic{place_of(source, at), "this is not UTF-8; save the file as UTF-8", {}};
        if (forbidden(text[at]))
            return base::Diagnostic{place_of(source, at), "a control character stands here",
                                    "delete it, or write it as \"\\x04\" in double quotes"};
        at += size;
    }
    return std::nullopt;
}

WrittenText::WrittenText(const Source& source) : text_(source->text) {
    for (auto end = text_.find('\n'); end != std::string_view::npos; end = text_.find('\n', end + 1))
        line_starts_.push_back(end + 1);
}

std::size_t WrittenText::offset_of(int line, int column) const {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (index >= line_starts_.size()) return text_.size();
    return std::min(line_starts_[index] + static_cast<std::size_t>(column) - 1, text_.size());
}

char WrittenText::at(int line, int column) const {
    const auto offset = offset_of(line, column);
    return offset < text_.size() ? text_[offset] : '\0';
}

std::optional<int> WrittenText::quoted_bytes(int line, int column) const {
    const auto start = offset_of(line, column);
    if (start >= text_.size()) return std::nullopt;
    const char quote = text_[start];
    auto end = start + 1;
    for (; end < text_.size(); ++end) {
        const bool doubled = quote == '\'' && text_.substr(end, 2) == "''";
        if (text_[end] == quote && !doubled) break;
        if (doubled || (quote == '"' && text_[end] == '\\')) ++end;
    }
    if (end >= text_.size()) return std::nullopt;
    return static_cast<int>(std::min(end, text_.find('\n', start)) - start) - 1;
}

} // namespace redline::yaml
