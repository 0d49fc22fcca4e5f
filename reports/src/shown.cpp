#include "shown.hpp"

#include <algorithm>
#include <array>

#include "redline/base/json_text.hpp"

namespace redline::reports {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::string_view ellipsis = "\xE2\x80\xA6";    // U+2026

/// The bidirectional controls of Unicode Standard Annex 9, section 2, and the line and paragraph separators.
constexpr std::array<std::string_view, 14> unprintable{
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
    "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
    "\xE2\x81\xA9", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xD8\x9C"};

/// C0, DEL, and C1 (which begins with 0xC2 0x80…0x9F).
bool is_control(std::string_view sequence) {
    const auto first = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return first < 0x20 || first == 0x7f;
    return first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

std::string_view shown_sequence(std::string_view sequence) {
    if (is_control(sequence)) return " ";
    const bool printable = std::find(unprintable.begin(), unprintable.end(), sequence) == unprintable.end();
    return printable ? sequence : replacement;
}

} // namespace

std::string shown(std::string_view text, std::size_t characters_max) {
    std::string out;
    for (std::size_t characters = 0; !text.empty(); ++characters) {
        if (characters == characters_max) return out.append(ellipsis);
        const auto size = base::utf8_sequence_size(text);
        out += size == 0 ? replacement : shown_sequence(text.substr(0, size));
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return out;
}

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace redline::reports
