/// Why this exists: a user who wrote something wrong needs the place, not a lecture. A Diagnostic points at
/// the user's own text (`file:line:col`, their line, a caret under the words meant), says in one sentence
/// what is wrong and, where one can be guessed, the right word. Every reader of a user's file reports through
/// it.
///
/// Values without locks: copy them freely between threads once built.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redline::base {

/// A named text that diagnostics quote from. Kept alive by every Place that points into it.
struct SourceText {
    std::string name; ///< as the user named it, usually a path
    std::string text;

    /// Line `number` (from 1) without its end of line; empty beyond the last.
    std::string_view line(int number) const;
};

/// A stretch of a source text. `line` and `column` count from 1; a column is a byte.
struct Place {
    std::shared_ptr<const SourceText> source;
    int line = 0;
    int column = 0;
    int length = 1; ///< bytes under the caret's underline, at least 1

    /// The stretch that begins `bytes` further on in the same line.
    Place at_offset(std::size_t bytes, std::size_t stretch = 1) const;
};

/// One thing wrong at one place.
struct Diagnostic {
    Place place;
    std::string message; ///< a full sentence without the place
    std::string hint;    ///< the way out, for example "did you mean `stages`?"; may be empty
};

/// Four lines, the form compilers made familiar:
///
///     lead.yaml:4:3: unknown key `stagse`
///        4 | stagse:
///          | ^~~~~~
///          = did you mean `stages`?
///
/// The user's text is shown one column a character, without control characters. A place further than 160
/// columns into its line is named without showing the line.
std::string to_text(const Diagnostic& diagnostic);

} // namespace redline::base
