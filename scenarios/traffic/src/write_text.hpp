/// Why this exists: leads are written into texts that keep their room from the lead before, part by part:
/// reading a format string at run time would cost more than all the rest of a lead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace redline::traffic {

/// A number with zeros before it, at least `digits` long.
struct Padded {
    std::uint64_t number;
    std::size_t digits;
};

inline void append_part(std::string& out, std::string_view text) { out += text; }
inline void append_part(std::string& out, char letter) { out += letter; }

inline void append_part(std::string& out, std::uint64_t number) {
    const fmt::format_int text(number);
    out.append(text.data(), text.size());
}

inline void append_part(std::string& out, Padded padded) {
    const fmt::format_int text(padded.number);
    if (text.size() < padded.digits) out.append(padded.digits - text.size(), '0');
    out.append(text.data(), text.size());
}

/// Appends texts, letters and numbers one after another. Draw numbers before the call: in which order its
/// arguments are drawn would be the compiler's choice.
template <class... Parts>
void append(std::string& out, const Parts&... parts) {
    (append_part(out, parts), ...);
}

/// Replaces `into`.
template <class... Parts>
void write(std::string& into, const Parts&... parts) {
    into.clear();
    append(into, parts...);
}

/// Appends `word` behind a space, unless `out` is empty or ends with one; nothing for an empty word.
inline void append_word(std::string& out, std::string_view word) {
    if (word.empty()) return;
    if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
    out += word;
}

} // namespace redline::traffic
