#include "slips.hpp"

#include <array>
#include <optional>

#include "letters.hpp"

namespace redline::traffic {

namespace {

/// What each key has beside it on a QWERTY keyboard, from a to z.
constexpr std::array<std::string_view, 26> key_neighbours{
    "qsz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k",  "n",
    "bm",  "ip", "o",  "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "ax"};

/// A place in `line` that `fits`, each as likely as the other.
template <class Fits>
std::optional<std::size_t> any_place(const std::string& line, base::Random& random, Fits fits) {
    const auto count = static_cast<std::uint64_t>(std::ranges::count_if(line, fits));
    if (count == 0) return std::nullopt;
    auto left = random.below(count);
    for (std::size_t at = 0; at < line.size(); ++at)
        if (fits(line[at]) && left-- == 0) return at;
    return std::nullopt;
}

std::optional<std::size_t> any_space(const std::string& line, base::Random& random) {
    return any_place(line, random, [](char c) { return c == ' '; });
}

std::optional<std::size_t> any_comma(const std::string& line, base::Random& random) {
    return any_place(line, random, [](char c) { return c == ','; });
}

char neighbour_of(char letter, base::Random& random) {
    const auto keys = key_neighbours[static_cast<std::size_t>(to_lower(letter) - 'a')];
    const char key = keys[random.below(keys.size())];
    return is_upper(letter) ? to_upper(key) : key;
}

void swap_with_next(std::string& line, std::size_t at) {
    if (at + 1 < line.size() && is_letter(line[at + 1])) std::swap(line[at], line[at + 1]);
}

template <std::size_t size>
std::string_view any_of(const std::array<std::string_view, size>& texts, base::Random& random) {
    return texts[random.below(size)];
}

} // namespace

void mistype_letter(std::string& line, base::Random& random) {
    const auto at = any_place(line, random, is_letter);
    if (!at) return;
    switch (random.below(4)) {
    case 0: line[*at] = neighbour_of(line[*at], random); return;
    case 1: swap_with_next(line, *at); return;
    case 2: line.erase(*at, 1); return;
    default: line.insert(*at, 1, line[*at]);
    }
}

void double_a_space(std::string& line, base::Random& random) {
    if (const auto at = any_space(line, random)) line.insert(*at, 1 + random.below(2), ' ');
}

void break_line(std::string& line, base::Random& random) {
    if (const auto at = any_space(line, random)) line[*at] = random.chance(0.2) ? '\t' : '\n';
}

void space_before_comma(std::string& line, base::Random& random) {
    if (const auto at = any_comma(line, random)) line.insert(*at, 1, ' ');
}

void no_space_after_comma(std::string& line, base::Random& random) {
    const auto at = any_comma(line, random);
    if (at && *at + 1 < line.size() && line[*at + 1] == ' ') line.erase(*at + 1, 1);
}

void trailing_mark(std::string& line, base::Random& random) { line += ".,;"[random.below(3)]; }

void add_note(std::string& line, base::Random& random) {
    constexpr std::array<std::string_view, 4> notes{" (rear)", " (upstairs)", " (use side door)",
                                                    " (m/c 12)"};
    line.insert(line.find(',') == std::string::npos ? line.size() : line.find(','), any_of(notes, random));
}

void add_quotes(std::string& line, base::Random& random) {
    const auto at = any_space(line, random);
    if (!at) return;
    const auto end = std::min(line.find_first_of(" ,", *at + 1), line.size());
    line.insert(end, 1, '"');
    line.insert(*at + 1, 1, '"');
}

void break_encoding(std::string& line, base::Random& random) {
    constexpr std::array<std::string_view, 4> wrong{"\u00c3\u00a9", "\u00c3\u00b1", "\u00e2\u20ac\u2122",
                                                    "\ufffd"};
    if (random.chance(0.3)) {
        if (const auto at = any_space(line, random)) line.replace(*at, 1, "\u00a0");
    } else if (const auto letter = any_place(line, random, is_letter)) {
        line.replace(*letter, 1, any_of(wrong, random));
    }
}

void escape_as_html(std::string& line, base::Random& random) {
    if (const auto ampersand = line.find('&'); ampersand != std::string::npos)
        line.replace(ampersand, 1, "&amp;");
    else if (const auto apostrophe = line.find('\''); apostrophe != std::string::npos)
        line.replace(apostrophe, 1, "&#39;");
    else if (const auto at = any_space(line, random))
        line.replace(*at, 1, "&nbsp;");
}

void add_control_character(std::string& line, base::Random& random) {
    const auto at = any_place(line, random, is_letter);
    if (at) line.insert(*at, 1, "\x01\x0b\x1a\x7f"[random.below(4)]);
}

} // namespace redline::traffic
