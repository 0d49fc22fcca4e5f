/// Files of lines of words (keys, credentials): how they are taken apart, and how they are shown in
/// diagnostics without their secrets.
///
/// Pure, any thread.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/diagnostic.hpp"

namespace redline::leadpipe {

struct LineWord {
    std::string_view text;
    std::size_t at; ///< byte of its line
};

/// What stands before a `#`, at spaces.
inline std::vector<LineWord> split_line(std::string_view line) {
    std::vector<LineWord> words;
    line = line.substr(0, line.find('#'));
    constexpr std::string_view space = " \t\r";
    for (auto at = line.find_first_not_of(space); at != std::string_view::npos;) {
        const auto end = std::min(line.find_first_of(space, at), line.size());
        words.push_back({line.substr(at, end - at), at});
        at = line.find_first_not_of(space, end);
    }
    return words;
}

inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The text that diagnostics quote: the words at `secret` are stars, for terminals and logs are no place for
/// them.
inline std::shared_ptr<const base::SourceText> blanked(std::string_view text, std::string_view name,
                                                       std::size_t secret) {
    std::string shown;
    for (const auto line : lines_of(text)) {
        const auto words = split_line(line);
        const auto begin = shown.size();
        shown += line;
        if (words.size() > secret)
            shown.replace(begin + words[secret].at, words[secret].text.size(), words[secret].text.size(),
                          '*');
        shown += '\n';
    }
    return std::make_shared<const base::SourceText>(base::SourceText{std::string(name), std::move(shown)});
}

inline base::Diagnostic at_word(const base::Place& line, const LineWord& word, std::string message,
                                std::string_view hint) {
    return {line.at_offset(word.at, word.text.size()), std::move(message), std::string(hint)};
}

} // namespace redline::leadpipe
