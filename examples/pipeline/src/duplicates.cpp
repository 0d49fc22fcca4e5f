#include "redline/leadpipe/duplicates.hpp"

#include <algorithm>
#include <numeric>

#include "redline/leadpipe/blocking.hpp"

namespace redline::leadpipe {

namespace {

/// Disjoint sets of places (Tarjan 1975); the root of a set is its least place.
class Sets {
  public:
    explicit Sets(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }

    std::size_t root_of(std::size_t place) {
        while (parents_[place] != place) place = parents_[place] = parents_[parents_[place]];
        return place;
    }

    void join(std::size_t a, std::size_t b) {
        a = root_of(a);
        b = root_of(b);
        parents_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::size_t> parents_;
};

/// The list in an order of its own, every traits once, with the places where they stood, ascending.
struct Sorted {
    std::vector<PartyTraits> parties;
    std::vector<std::vector<std::size_t>> places;
};

Sorted sorted(std::span<const Party> parties) {
    std::vector<std::pair<PartyTraits, std::size_t>> ordered;
    ordered.reserve(parties.size());
    for (const auto& party : parties) ordered.emplace_back(traits_of(party), ordered.size());
    std::sort(ordered.begin(), ordered.end());
    Sorted result;
    for (auto& [traits, place] : ordered) {
        if (result.parties.empty() || result.parties.back() != traits) {
            result.parties.push_back(std::move(traits));
            result.places.emplace_back();
        }
        result.places.back().push_back(place);
    }
    return result;
}

} // namespace

std::vector<std::size_t> duplicates_of(std::span<const Party> parties, double threshold) {
    const auto alike = [&](const PartyTraits& a, const PartyTraits& b) {
        return score_of(agreement_of(a, b)) >= threshold;
    };
    const auto list = sorted(parties);
    Sets sets(parties.size());
    for (std::size_t at = 0; at < list.parties.size(); ++at) {
        if (!alike(list.parties[at], list.parties[at])) continue;
        for (const auto place : list.places[at]) sets.join(list.places[at].front(), place);
    }
    for (const auto& [a, b] : candidate_pairs(list.parties))
        if (alike(list.parties[a], list.parties[b]))
            sets.join(list.places[a].front(), list.places[b].front());
    std::vector<std::size_t> firsts(parties.size());
    for (std::size_t place = 0; place < firsts.size(); ++place) firsts[place] = sets.root_of(place);
    return firsts;
}

} // namespace redline::leadpipe
