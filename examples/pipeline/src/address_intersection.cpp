#include <algorithm>

#include "address_parts.hpp"
#include "redline/leadpipe/address_words.hpp"

namespace redline::leadpipe {

namespace {

/// How many words an intersection's left side may have: `S MARTIN LUTHER KING JR DR`.
constexpr std::size_t street_words_max = 7;

/// A word that only a street has: a strong suffix, an ordinal, a directional or a highway.
bool speaks_of_streets(const Words& words) {
    return std::any_of(words.begin(), words.end(), [](const Word& word) {
        return is_strong_suffix(suffix_of(word.text)) || is_ordinal(word.text) ||
               !highway_of(word.text).empty();
    });
}

/// `N/A` is no crossing: without a word that only streets have, both names must be more than initials.
bool is_name(const std::string& word) { return word.size() > 2; }

std::size_t find_joint(const Words& words) {
    const bool evident = speaks_of_streets(words);
    for (std::size_t at = 1; at + 1 < words.size() && at <= street_words_max; ++at) {
        const auto& text = words[at].text;
        if (text == "&" && (evident || (is_name(words[at - 1].text) && is_name(words[at + 1].text))))
            return at;
        if (evident && (text == "AND" || text == "AT")) return at;
    }
    return 0;
}

/// Directionals and the last word's suffix in their standard form.
std::string standard_street(const Words& words, std::size_t from, std::size_t to) {
    std::string text;
    for (auto at = from; at < to; ++at) {
        const auto directional = directional_of(words[at].text);
        const auto suffix = at + 1 == to && at > from ? suffix_of(words[at].text) : std::string_view{};
        const auto standard = !suffix.empty() ? suffix : directional;
        text += (text.empty() ? "" : " ") + (standard.empty() ? words[at].text : std::string(standard));
    }
    return text;
}

/// The second street ends at a break, after its suffix, or after one word and its directionals.
std::size_t second_street_end(const Words& words, std::size_t from) {
    auto at = from;
    while (at < words.size() && !directional_of(words[at].text).empty()) ++at;
    auto end = std::min(at + 1, words.size());
    for (at = end; at < words.size() && at < from + street_words_max && !words[at].breaks; ++at)
        if (!suffix_of(words[at].text).empty()) return at + 1;
    const bool to_break = at < words.size() && words[at].breaks;
    return to_break ? at : end;
}

} // namespace

bool take_intersection(Words& words, Address& address) {
    std::size_t from = text_at(words, 0) == "CORNER" ? 1 : 0;
    if (from == 1 && text_at(words, 1) == "OF") from = 2;
    const auto joint = find_joint(words);
    if (joint <= from || is_house_number(words[from].text)) return false;
    const auto end = second_street_end(words, joint + 1);
    address.kind = AddressKind::intersection;
    address.street = standard_street(words, from, joint);
    address.cross_street = standard_street(words, joint + 1, end);
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end));
    return true;
}

} // namespace redline::leadpipe
