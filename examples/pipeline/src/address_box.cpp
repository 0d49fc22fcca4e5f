#include <optional>

#include "address_parts.hpp"
#include "redline/leadpipe/address_words.hpp"

namespace redline::leadpipe {

namespace {

/// A stretch of words and the number that stands in it.
struct Found {
    std::size_t from = 0;
    std::size_t to = 0; ///< one past its last word
    std::string number;
};

std::string_view word_at(const Words& words, std::size_t at) {
    return at < words.size() ? std::string_view(words[at].text) : std::string_view{};
}

std::size_t skip_number_sign(const Words& words, std::size_t at) {
    while (word_at(words, at) == "#" || word_at(words, at) == "NO" || word_at(words, at) == "NUMBER") ++at;
    return at;
}

/// The number after a box or route word: `# 55`, `103 A`, `B-12`.
std::optional<Found> number_after(const Words& words, std::size_t from, std::size_t at) {
    at = skip_number_sign(words, at);
    const auto first = word_at(words, at);
    if (first.empty() || !(has_digit(first) || first.size() == 1)) return std::nullopt;
    Found found{from, at + 1, std::string(first)};
    const auto second = word_at(words, at + 1);
    // A letter after the number belongs to it, unless it is the directional of a city.
    const bool letter =
        second.size() == 1 && second != "#" && second != "&" && directional_of(second).empty();
    if (letter && is_number(first)) {
        found.number += second;
        ++found.to;
    }
    return found;
}

/// How many words from `at` say "box": `PO BOX`, `P O BOX`, `POST OFFICE BOX`, `POB`, `LOCK BOX`, `DRAWER`.
/// Publication 28, section 281.3: caller, bin, lockbox and drawer numbers are written as PO boxes.
std::size_t box_words(const Words& words, std::size_t at) {
    const auto first = word_at(words, at);
    const auto second = word_at(words, at + 1);
    const auto third = word_at(words, at + 2);
    const auto is_box = [](std::string_view word) {
        return word == "BOX" || word == "BX" || word == "DRAWER";
    };
    if (first == "POST" && second == "OFFICE" && is_box(third)) return 3;
    if (first == "P" && second == "O" && is_box(third)) return 3;
    if ((first == "PO" || first == "P0" || first == "LOCK" || first == "MAIL") && is_box(second)) return 2;
    if (first == "P" && second == "OBOX") return 2;
    if (first == "POB" || first == "POBOX" || first == "LOCKBOX" || first == "CALLER" || is_box(first))
        return 1;
    return 0;
}

std::optional<Found> find_box(const Words& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto count = box_words(words, at);
        if (count == 0) continue;
        if (auto found = number_after(words, at, at + count)) return found;
    }
    return std::nullopt;
}

struct RouteWords {
    std::string_view standard;
    std::size_t count = 0;
    bool military = false;
};

/// Publication 28, sections 24 (rural routes), 25 (highway contract routes), 238 (military addresses).
RouteWords route_words(const Words& words, std::size_t at) {
    const auto first = word_at(words, at);
    const auto second = word_at(words, at + 1);
    if (first == "RR" || first == "RFD" || first == "RRT") return {"RR", 1};
    if (first == "RURAL" && (second == "ROUTE" || second == "RT" || second == "RTE")) return {"RR", 2};
    if (first == "R" && second == "R") return {"RR", 2};
    if (first == "HC" || first == "HCR") return {"HC", 1};
    if (first == "STAR" && (second == "ROUTE" || second == "RT")) return {"HC", 2};
    if (first == "PSC" || first == "CMR") return {first, 1, true};
    return {};
}

std::optional<Found> find_route(const Words& words, RouteWords& route) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        route = route_words(words, at);
        if (route.count == 0) continue;
        if (auto found = number_after(words, at, at + route.count)) return found;
    }
    return std::nullopt;
}

/// Takes the stretch out; the word that followed it now follows a break.
std::size_t erase(Words& words, const Found& found) {
    const auto begin = words.begin();
    const auto after = words.erase(begin + static_cast<std::ptrdiff_t>(found.from),
                                   begin + static_cast<std::ptrdiff_t>(found.to));
    if (after != words.end()) after->breaks = true;
    return found.from;
}

} // namespace

std::optional<std::size_t> take_box(Words& words, Address& address) {
    std::optional<std::size_t> rest;
    RouteWords route;
    if (const auto found = find_route(words, route)) {
        address.route = std::string(route.standard) + ' ' + found->number;
        address.kind = route.military ? AddressKind::military : AddressKind::rural_route;
        rest = erase(words, *found);
    }
    if (const auto box = find_box(words)) {
        address.po_box = box->number;
        if (!rest) address.kind = AddressKind::po_box;
        rest = erase(words, *box);
    }
    return rest;
}

} // namespace redline::leadpipe
