#include <algorithm>
#include <optional>

#include "address_parts.hpp"
#include "redline/leadpipe/address_words.hpp"

namespace redline::leadpipe {

namespace {

using Index = std::size_t;

bool unit_starts(const Words& words, Index at) {
    Address scratch;
    return take_units(words, at, scratch) > at;
}

/// A highway word and its number: `HWY 104`, `STATE ROAD 7`, `US HIGHWAY 17`. The index after them.
Index highway_end(const Words& words, Index at) {
    auto after = at;
    while (after < words.size() && after < at + 3 && !highway_of(words[after].text).empty()) ++after;
    const auto number = text_at(words, after);
    return after > at && has_digit(number) && !is_ordinal(number) ? after + 1 : at;
}

std::string highway_text(const Words& words, Index from, Index to) {
    std::string text;
    for (auto at = from; at < to; ++at) {
        const auto standard = highway_of(words[at].text);
        text += (text.empty() ? "" : " ") + (standard.empty() ? words[at].text : std::string(standard));
    }
    return text;
}

/// Where the delivery line surely ends: at a break, a unit or the end of the words. `closed` tells that what
/// lies before holds no city.
struct Limit {
    Index at = 0;
    bool closed = false;
};

Limit limit_of(const Words& words, Index from, const Address& address) {
    for (auto at = from + 1; at < words.size(); ++at)
        if (words[at].breaks || unit_starts(words, at)) return {at, true};
    return {words.size(), address.state.empty() && address.zip.empty()};
}

bool is_suffix_at(const Words& words, Index at, bool strong) {
    const auto standard = suffix_of(text_at(words, at));
    const bool numbered = is_number(text_at(words, at + 1)) && !words[at + 1].breaks;
    return !standard.empty() && (!strong || is_strong_suffix(standard)) && !numbered;
}

/// Without a city in the way the last suffix is the suffix (Publication 28, section 233).
std::optional<Index> last_suffix(const Words& words, Index from, Index to, bool strong) {
    for (auto at = to; at > from + 1; --at)
        if (is_suffix_at(words, at - 1, strong)) return at - 1;
    return std::nullopt;
}

/// With a city behind it the first suffix is, and one more directly after (`PARK CIRCLE RD`), but no `ST`,
/// which more often opens `ST LOUIS`.
std::optional<Index> first_suffix(const Words& words, Index from, Index to, bool strong) {
    for (auto at = from + 1; at < to; ++at) {
        if (!is_suffix_at(words, at, strong)) continue;
        while (at + 1 < to && is_suffix_at(words, at + 1, true) && suffix_of(words[at + 1].text) != "ST")
            ++at;
        return at;
    }
    return std::nullopt;
}

std::optional<Index> find_suffix(const Words& words, Index from, const Limit& limit) {
    const auto find = limit.closed ? last_suffix : first_suffix;
    const auto strong = find(words, from, limit.at, true);
    return strong ? strong : find(words, from, limit.at, false);
}

/// The number's own tail: a fraction, or a letter before a street of more than a letter (`2458 B WESLEY`).
Index take_number_tail(const Words& words, Index at, Address& address) {
    const auto word = text_at(words, at);
    const bool fraction = word.find('/') != std::string_view::npos && has_digit(word);
    const auto next = text_at(words, at + 1);
    const bool letter = word.size() == 1 && word[0] >= 'A' && directional_of(word).empty() && !next.empty() &&
                        suffix_of(next).empty() && !words[at + 1].breaks && !unit_starts(words, at + 1);
    if (!fraction && !letter) return at;
    address.number += ' ' + std::string(word);
    return at + 1;
}

bool starts_number(const Words& words, Index at) {
    if (at + 1 >= words.size()) return false;
    const bool spelled = !number_of(words[at].text).empty() && suffix_of(words[at + 1].text).empty();
    return is_house_number(words[at].text) || spelled;
}

/// The house number, with whom it is addressed to before it (`JEFF'S LOCK AND KEY 877 MAIN ST`).
std::optional<Index> find_number(const Words& words, Index from) {
    if (starts_number(words, from)) return from;
    if (highway_end(words, from) > from) return std::nullopt;
    for (auto at = from + 1; at + 1 < words.size(); ++at) {
        const bool road_number = !highway_of(words[at - 1].text).empty() || words[at - 1].text == "&";
        if (is_house_number(words[at].text) && has_digit(words[at].text) && !road_number) return at;
    }
    return std::nullopt;
}

Index take_number(const Words& words, Index at, Address& address) {
    const auto found = find_number(words, at);
    if (!found) return at;
    const auto spelled = number_of(words[*found].text);
    address.number = spelled.empty() ? words[*found].text : std::string(spelled);
    at = take_number_tail(words, *found + 1, address);
    return take_units(words, at, address);
}

/// `N` of `N CLARK ST`, but not of `N ST`, where it is the street.
Index take_predirectional(const Words& words, Index at, Address& address) {
    const auto directional = directional_of(text_at(words, at));
    if (directional.empty() || at + 1 >= words.size() || words[at + 1].breaks) return at;
    const bool is_name = is_suffix_at(words, at + 1, true) && suffix_of(text_at(words, at + 2)).empty();
    if (is_name || unit_starts(words, at + 1)) return at;
    address.pre = directional;
    return at + 1;
}

/// `N` after a suffix; spelled out (`NORTH`) only where nothing it could name follows.
Index take_postdirectional(const Words& words, Index at, Address& address) {
    const auto directional = directional_of(text_at(words, at));
    if (directional.empty() || unit_starts(words, at)) return at;
    const bool stands_last = at + 1 >= words.size() || words[at + 1].breaks || unit_starts(words, at + 1);
    if (words[at].text.size() > 2 && !stands_last) return at;
    address.post = directional;
    return at + 1;
}

/// `2200 W` of Utah's grid and `AVENUE K`: streets without a suffix of their own.
Index take_short_name(const Words& words, Index at, Address& address) {
    const auto next = text_at(words, at + 1);
    if (is_number(words[at].text) && !directional_of(next).empty()) {
        address.street = words[at].text;
        return at + 1;
    }
    const auto suffix = suffix_of(words[at].text);
    const bool lettered = next.size() == 1 && next != "#" && next != "&" && !words[at + 1].breaks;
    if ((suffix != "AVE" && suffix != "ST") || !lettered) return at;
    address.street = (suffix == "AVE" ? "AVENUE " : "STREET ") + std::string(next);
    return at + 2;
}

Index take_name(const Words& words, Index at, Address& address) {
    if (const auto end = highway_end(words, at); end > at) {
        address.street = highway_text(words, at, end);
        return end;
    }
    if (const auto end = take_short_name(words, at, address); end > at) return end;
    const auto limit = limit_of(words, at, address);
    const auto suffix = find_suffix(words, at, limit);
    // `OLD HWY 5`: the number belongs to the name.
    for (auto road = at + 1; road < limit.at && (!suffix || road < *suffix); ++road) {
        if (highway_end(words, road) == road) continue;
        address.street = joined(words, at, road) + ' ' + highway_text(words, road, highway_end(words, road));
        return highway_end(words, road);
    }
    address.street = joined(words, at, suffix.value_or(limit.at));
    if (!suffix) return limit.at;
    address.suffix = suffix_of(words[*suffix].text);
    return *suffix + 1;
}

/// Without a house number only an unmistakable street is one: `PALM SPRINGS` alone is a city.
bool is_surely_street(const Address& address) {
    if (address.street.empty()) return false;
    const auto first = address.street.substr(0, address.street.find(' '));
    return !address.number.empty() || is_strong_suffix(address.suffix) || is_ordinal(first) ||
           !highway_of(first).empty();
}

/// `#`, or the `NO` of `NO 54`.
bool is_number_sign(const Words& words, Index at) {
    return words[at].text == "#" || (words[at].text == "NO" && has_digit(text_at(words, at + 1)));
}

/// `HWY # 54`; after `ROAD` and `CO` a number sign is a unit's.
bool is_road_before_number(std::string_view word) {
    const auto highway = highway_of(word);
    return !highway.empty() && highway != "ROAD" && highway != "COUNTY";
}

void drop_number_signs_of_roads(Words& words) {
    for (Index at = 1; at < words.size(); ++at)
        if (is_number_sign(words, at) && is_road_before_number(words[at - 1].text))
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace

bool take_street(Words& words, Address& address) {
    drop_number_signs_of_roads(words);
    auto at = take_units(words, 0, address);
    at = take_number(words, at, address);
    if (at >= words.size()) return false;
    at = take_predirectional(words, at, address);
    at = take_name(words, at, address);
    at = take_postdirectional(words, at, address);
    at = take_units(words, at, address);
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(at, words.size())));
    return is_surely_street(address);
}

} // namespace redline::leadpipe
