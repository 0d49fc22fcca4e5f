#include "redline/base/diagnostic.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace redline::base {

namespace {

constexpr std::size_t shown_columns_max = 160;

/// The user's line with control characters blanked, so that a hostile file cannot drive the terminal.
std::string shown_line(std::string_view line) {
    std::string shown(line.substr(0, shown_columns_max));
    std::replace_if(
        shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return shown;
}

std::string underline(const Place& place, std::size_t line_bytes) {
    const auto start = static_cast<std::size_t>(std::max(place.column, 1) - 1);
    const auto room = line_bytes > start ? line_bytes - start : 1;
    const auto length = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(place.length, 1)), 1, room);
    return std::string(start, ' ') + '^' + std::string(length - 1, '~');
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
    auto text = fmt::format("{}:{}:{}: {}", place.source->name, place.line, place.column, diagnostic.message);
    const auto line = shown_line(place.source->line(place.line));
    if (static_cast<std::size_t>(place.column) <= line.size() + 1)
        text += fmt::format("\n{:>5} | {}\n{:>5} | {}", place.line, line, "", underline(place, line.size()));
    if (!diagnostic.hint.empty()) text += fmt::format("\n{:>5} = {}", "", diagnostic.hint);
    return text;
}

} // namespace redline::base
