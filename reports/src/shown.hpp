/// Why this exists: names, details and paths in a record come from files and from the target under test;
/// shown as they are they could steer a terminal, turn a line around or fill a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redline::reports {

/// `text` as at most `characters_max` characters of valid UTF-8 on one line: control characters and line
/// breaks become spaces, marks that change the writing direction and invalid bytes become U+FFFD, and what is
/// cut off is told by an ellipsis.
std::string shown(std::string_view text, std::size_t characters_max = 80);

/// How many characters (code points) valid UTF-8 holds: its columns, as far as a terminal is concerned.
std::size_t columns_of(std::string_view text);

} // namespace redline::reports
