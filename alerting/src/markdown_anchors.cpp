#include "redline/alerting/markdown_anchors.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace redline::alerting {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Four spaces begin a code block, not a heading (CommonMark 0.30, section 4.2).
bool is_indented(std::string_view line) { return line.starts_with("    ") || line.starts_with('\t'); }

std::optional<std::string_view> hash_heading(std::string_view line) {
    if (is_indented(line)) return std::nullopt;
    line = trimmed(line);
    const auto level = std::min(line.find_first_not_of('#'), line.size());
    if (level < 1 || level > 6) return std::nullopt;
    if (level < line.size() && line[level] != ' ' && line[level] != '\t') return std::nullopt;
    auto title = trimmed(line.substr(level));
    const auto closing = title.find_last_not_of('#');
    if (closing == std::string_view::npos) return std::string_view{};
    if (title[closing] == ' ' || title[closing] == '\t') title = trimmed(title.substr(0, closing));
    return title;
}

bool is_underline(std::string_view line) {
    const auto text = trimmed(line);
    if (is_indented(line) || text.empty()) return false;
    return (text.front() == '=' || text.front() == '-') &&
           text.find_first_not_of(text.front()) == std::string_view::npos;
}

/// Whether `line` could be the text an underline turns into a heading.
bool is_paragraph(std::string_view line) {
    const auto text = trimmed(line);
    return !text.empty() && !is_indented(line) && !hash_heading(line) && !is_underline(line) &&
           std::string_view("-*+>|").find(text.front()) == std::string_view::npos;
}

/// `[text](target)` as `text`.
std::string without_links(std::string_view title) {
    std::string text;
    while (!title.empty()) {
        const auto middle = title.find("](");
        const auto open = middle == std::string_view::npos ? middle : title.substr(0, middle).rfind('[');
        const auto close = middle == std::string_view::npos ? middle : title.find(')', middle);
        if (open == std::string_view::npos || close == std::string_view::npos) return text.append(title);
        text.append(title.substr(0, open)).append(title.substr(open + 1, middle - open - 1));
        title.remove_prefix(close + 1);
    }
    return text;
}

std::string anchor_of(std::string_view title) {
    std::string anchor;
    for (const char c : without_links(title)) {
        const bool digit = c >= '0' && c <= '9';
        const bool lower = c >= 'a' && c <= 'z';
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper)
            anchor += static_cast<char>(c - 'A' + 'a');
        else if (c == ' ')
            anchor += '-';
        else if (digit || lower || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80)
            anchor += c;
    }
    return anchor;
}

/// The titles of all headings, in order.
std::vector<std::string_view> titles_of(std::string_view markdown) {
    std::vector<std::string_view> titles;
    std::string_view fence;
    std::string_view before;
    for (const auto line : lines_of(markdown)) {
        const auto text = trimmed(line);
        const auto marks = text.substr(0, 3);
        const bool is_fence = !is_indented(line) && (marks == "```" || marks == "~~~");
        if (is_fence && (fence.empty() || fence == marks)) fence = fence.empty() ? marks : std::string_view{};
        const bool readable = fence.empty() && !is_fence;
        if (const auto title = hash_heading(line); readable && title)
            titles.push_back(*title);
        else if (readable && is_underline(line) && is_paragraph(before))
            titles.push_back(trimmed(before));
        before = readable ? line : std::string_view{};
    }
    return titles;
}

} // namespace

std::vector<std::string> markdown_anchors(std::string_view markdown) {
    std::vector<std::string> anchors;
    std::map<std::string, int> seen;
    for (const auto title : titles_of(markdown)) {
        auto anchor = anchor_of(title);
        if (const int times = seen[anchor]++; times > 0) anchor += "-" + std::to_string(times);
        anchors.push_back(std::move(anchor));
    }
    return anchors;
}

} // namespace redline::alerting
