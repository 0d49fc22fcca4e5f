#include "line_diff.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace redline::transcripts {

namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

struct Edit {
    char sign;
    std::string_view line;
    std::size_t before_line; ///< from 1
};

/// common[i][j]: the length of the longest common subsequence of a[i…] and b[j…].
std::vector<std::vector<unsigned>> common_lengths(const Lines& a, const Lines& b) {
    std::vector<std::vector<unsigned>> common(a.size() + 1, std::vector<unsigned>(b.size() + 1));
    for (auto i = a.size(); i-- > 0;)
        for (auto j = b.size(); j-- > 0;)
            common[i][j] =
                a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    return common;
}

std::vector<Edit> edits_of(const Lines& a, const Lines& b) {
    const auto common = common_lengths(a, b);
    std::vector<Edit> edits;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        const bool same = i < a.size() && j < b.size() && a[i] == b[j];
        const bool drop = !same && i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1]);
        edits.push_back({same ? ' ' : drop ? '-' : '+', same || drop ? a[i] : b[j], i + 1});
        if (same || drop) ++i;
        if (!drop) ++j;
    }
    return edits;
}

bool near_a_change(const std::vector<Edit>& edits, std::size_t at) {
    constexpr std::size_t context = 3;
    const auto from = at < context ? 0 : at - context;
    const auto to = std::min(at + context + 1, edits.size());
    return std::any_of(edits.begin() + static_cast<std::ptrdiff_t>(from),
                       edits.begin() + static_cast<std::ptrdiff_t>(to),
                       [](const Edit& edit) { return edit.sign != ' '; });
}

} // namespace

std::string line_diff(std::string_view before, std::string_view after) {
    const auto edits = edits_of(lines_of(before), lines_of(after));
    std::string text;
    bool showing = false;
    for (std::size_t at = 0; at < edits.size(); ++at) {
        const bool shown = near_a_change(edits, at);
        if (shown && !showing) text += fmt::format("@@ line {} @@\n", edits[at].before_line);
        if (shown) text += fmt::format("{}{}\n", edits[at].sign, edits[at].line);
        showing = shown;
    }
    return text;
}

} // namespace redline::transcripts
