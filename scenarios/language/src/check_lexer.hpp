/// Why this exists: a check is read from tokens that know their column, so that a mistake is shown where it
/// is. Nothing here knows what a check means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/base/diagnostic.hpp"
#include "redline/base/error.hpp"

namespace redline::language {

struct Token {
    /// `word` begins with a letter or `_`, `number` with a digit or `-`; `mark` is an operator or bracket.
    enum class Kind { word, number, text, mark, end };
    Kind kind = Kind::end;
    std::size_t offset = 0;   ///< in the check's text
    std::string_view written; ///< as it stands there
    std::string text;         ///< a quoted text without quotes and escapes
};

/// Whether `text` would be read as one word: a letter or `_`, then letters, digits, `_` and `-`.
bool is_word(std::string_view text);

/// All tokens; the last is of Kind::end. Unknown characters, open quotes and texts that are not UTF-8 are
/// diagnostics.
base::Result<std::vector<Token>> tokens_of(std::string_view text, const base::Place& at);

} // namespace redline::language
