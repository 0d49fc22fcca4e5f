#include "redline/base/diagnostic.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "redline/base/json_text.hpp"

namespace redline::base {

namespace {

constexpr std::size_t shown_columns_max = 160;

bool control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    const bool c1 = character.size() == 2 && first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
    return first < 0x20 || first == 0x7f || c1;
}

/// A user's text with control characters blanked and what is no UTF-8 replaced, so that a hostile file cannot
/// drive the terminal. Each character takes one column; at most `columns_max` of them are kept.
struct Shown {
    std::string text;
    std::size_t columns = 0;
};

Shown show(std::string_view text, std::size_t columns_max = std::string_view::npos) {
    Shown shown;
    for (; !text.empty() && shown.columns < columns_max; ++shown.columns) {
        const auto size = utf8_sequence_size(text);
        const auto character = text.substr(0, std::max<std::size_t>(size, 1));
        text.remove_prefix(character.size());
        shown.text += size == 0 ? "\xef\xbf\xbd" : control(character) ? " " : character;
    }
    return shown;
}

/// The place's line and the caret below it; empty where the line does not reach the place.
std::string excerpt(const Place& place) {
    const auto line = place.source->line(place.line);
    const auto shown = show(line, shown_columns_max);
    const auto before = static_cast<std::size_t>(std::max(place.column, 1) - 1);
    const auto start = show(line.substr(0, before)).columns;
    if (before > line.size() || start > shown.columns) return {};
    const auto meant = show(line.substr(before, static_cast<std::size_t>(std::max(place.length, 1)))).columns;
    const auto tail = std::max<std::size_t>(std::min(meant, shown.columns - start), 1) - 1;
    return fmt::format("\n{:>5} | {}\n{:>5} | {:{}}^{:~<{}}", place.line, shown.text, "", "", start, "",
                       tail);
}

} // namespace

std::string_view SourceText::line(int number) const {
    std::string_view rest = text;
    for (int current = 1; current < number; ++current) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    auto line = rest.substr(0, rest.find('\n'));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

Place Place::at_offset(std::size_t bytes, std::size_t stretch) const {
    Place moved = *this;
    moved.column += static_cast<int>(bytes);
    moved.length = static_cast<int>(stretch);
    return moved;
}

std::string to_text(const Diagnostic& diagnostic) {
    const auto& place = diagnostic.place;
    if (!place.source)
        return diagnostic.message + (diagnostic.hint.empty() ? "" : "\n  = " + diagnostic.hint);
    auto text = fmt::format("{}:{}:{}: {}", show(place.source->name).text, place.line, place.column,
                            show(diagnostic.message).text);
    text += excerpt(place);
    if (!diagnostic.hint.empty()) text += fmt::format("\n{:>5} = {}", "", show(diagnostic.hint).text);
    return text;
}

} // namespace redline::base
