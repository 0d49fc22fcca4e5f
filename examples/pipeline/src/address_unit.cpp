#include "address_parts.hpp"
#include "redline/leadpipe/address_words.hpp"

namespace redline::leadpipe {

namespace {

void append_unit(Address& address, const std::string& unit) {
    if (!address.unit.empty()) address.unit += ' ';
    address.unit += unit;
}

bool is_range(std::string_view word) {
    return !word.empty() && word != "&" && (has_digit(word) || word.size() <= 2);
}

/// `16TH FLOOR`, `3RD FL`: Publication 28 writes the designator first.
std::size_t take_floor(const Words& words, std::size_t at, Address& address) {
    const auto word = text_at(words, at);
    if (unit_of(text_at(words, at + 1)) != "FL" || !(is_ordinal(word) || word == "GROUND")) return at;
    append_unit(address, "FL " + (is_ordinal(word) ? std::string(word.substr(0, word.size() - 2)) : "1"));
    return at + 2;
}

/// A designator and its range: `SUITE # 200`, `NO 102`, `APT 4 B`, `DEPT CH 10241`.
std::size_t take_designated(const Words& words, std::size_t at, Address& address) {
    const bool number_sign = text_at(words, at) == "NO" && has_digit(text_at(words, at + 1));
    const auto designator = number_sign ? std::string_view("#") : unit_of(text_at(words, at));
    if (designator.empty()) return at;
    auto after = at + 1;
    while (text_at(words, after) == "#" || (text_at(words, after) == "NO" && !number_sign)) ++after;
    if (!is_range(text_at(words, after))) return at;
    auto range = words[after++].text;
    const auto more = text_at(words, after);
    const bool lettered = more.size() == 1 && more != "&" && more != "#" && directional_of(more).empty();
    const bool numbered = range.size() <= 2 && !has_digit(range) && is_number(more);
    if (after < words.size() && !words[after].breaks && (lettered || numbered)) range += words[after++].text;
    append_unit(address, std::string(designator) + ' ' + range);
    return after;
}

std::size_t take_lone(const Words& words, std::size_t at, Address& address) {
    const auto unit = lone_unit_of(text_at(words, at));
    const bool part_of_name = !suffix_of(text_at(words, at + 1)).empty();
    if (unit.empty() || part_of_name) return at;
    append_unit(address, std::string(unit));
    return at + 1;
}

} // namespace

std::string_view text_at(const Words& words, std::size_t at) {
    return at < words.size() ? std::string_view(words[at].text) : std::string_view{};
}

std::size_t take_units(const Words& words, std::size_t at, Address& address) {
    for (;;) {
        auto after = take_floor(words, at, address);
        if (after == at) after = take_designated(words, at, address);
        if (after == at) after = take_lone(words, at, address);
        if (after == at) return at;
        at = after;
    }
}

} // namespace redline::leadpipe
