/// Why this exists: an address is read word by word, and what separates the words matters twice: a comma ends
/// a street, and the dots of `N.W.`, `P.O.` or `St.Louis` mean three different things.
///
/// Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

struct Word {
    std::string text;    ///< upper-case ASCII; letters, digits and inner `-` `/`, or one of `#` `&`
    bool breaks = false; ///< a comma, semicolon, bracket or line end stood before it
    bool operator==(const Word&) const = default;
};

using Words = std::vector<Word>;

/// Splits folded text (see text_fold.hpp) into words. `#`, `&`, `@` and a slash between words stand alone
/// (the slash as `&`); dots of initials vanish, other dots separate; apostrophes vanish; an escaped line end
/// (backslash and n) is a line end; the rest of the punctuation is a blank.
Words words_of(std::string_view folded);

/// The words `from` … `to`-1 with blanks between.
std::string joined(const Words& words, std::size_t from, std::size_t to);

bool is_number(std::string_view word);       ///< only digits, at least one
bool has_digit(std::string_view word);       ///< any digit
bool is_house_number(std::string_view word); ///< `12`, `12A`, `45-12`, `N6W23001`, `1/2`; no ordinal (`5TH`)
bool is_ordinal(std::string_view word);      ///< `1ST`, `22ND`, `3RD`, `5TH`

} // namespace redline::leadpipe
