/// Why this exists: leads are written into texts that keep their room from the lead before; formatting into a
/// new string would allocate every time.
#pragma once

#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace redline::traffic {

/// Replaces `into`.
template <class... Arguments>
void write(std::string& into, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    into.clear();
    fmt::format_to(std::back_inserter(into), format, std::forward<Arguments>(arguments)...);
}

/// Appends `word` behind a space, unless `out` is empty or ends with one; nothing for an empty word.
inline void append_word(std::string& out, std::string_view word) {
    if (word.empty()) return;
    if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
    out += word;
}

} // namespace redline::traffic
