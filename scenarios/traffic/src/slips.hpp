/// Why this exists: what hands, clipboards and encodings do to a line that was right. Each is a function of
/// the line and a stream of random numbers and knows nothing of addresses.
///
/// Every slip leaves UTF-8 behind where it found it, and a line it cannot apply to as it was.
#pragma once

#include <string>

#include "redline/base/random.hpp"

namespace redline::traffic {

void mistype_letter(std::string& line,
                    base::Random& random); ///< a key's neighbour, a swap, a lost or a doubled letter
void double_a_space(std::string& line, base::Random& random);       ///< two or three where one was
void break_line(std::string& line, base::Random& random);           ///< a newline or tab where a space was
void space_before_comma(std::string& line, base::Random& random);   ///< `Ave ,Troy`
void no_space_after_comma(std::string& line, base::Random& random); ///< `Ave,Troy`
void trailing_mark(std::string& line, base::Random& random);        ///< `.`, `,` or `;` at the end
void add_note(std::string& line, base::Random& random);             ///< `(rear)`
void add_quotes(std::string& line, base::Random& random);           ///< around a word
void break_encoding(std::string& line, base::Random& random); ///< UTF-8 read as Latin-1, or a no-break space
void escape_as_html(std::string& line, base::Random& random); ///< `&amp;`, `&nbsp;`, `&#39;`
void add_control_character(std::string& line, base::Random& random);

} // namespace redline::traffic
