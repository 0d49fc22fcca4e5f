/// Why this exists: rules speak of code, not of comments or of words inside quotes. These functions read C++
/// as text just closely enough for that, without a compiler.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::house {

/// `text` with comments and the insides of string and character literals (raw ones too) turned to spaces.
/// Ends of line stay, so lines and columns are those of the text.
std::string blanked(std::string_view text);

/// `code` with preprocessor lines (and what they continue on) turned to spaces.
std::string without_directives(std::string_view code);

/// The line, from 1, that offset `at` of `text` lies on.
int line_of(std::string_view text, std::size_t at);

/// The number of lines, a last one without its end counted.
int line_count(std::string_view text);

/// Letters, digits and the underscore.
bool is_word(char c);

/// Offsets at which `word` stands in `code` with nothing of a word on either side.
std::vector<std::size_t> find_words(std::string_view code, std::string_view word);

/// The last character before `at` that is no white space; a NUL where there is none.
char last_before(std::string_view code, std::size_t at);

struct Include {
    std::string path; ///< between the quotes or angle brackets
    int line = 0;
};

/// The include lines of a C++ text.
std::vector<Include> includes_of(std::string_view text);

} // namespace redline::house
