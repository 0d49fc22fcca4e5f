/// Why this exists: the weights in likeness.cpp are numbers somebody measured, and here is how. Of all pairs
/// of the parties, those of one entity give m, the others u, level by level; a weight is log2(m / u) (Fellegi
/// and Sunter 1969). Half a pair is added to each level, so that what never occurred has a weight as well.
#pragma once

#include <array>
#include <cmath>

#include "known_duplicates.hpp"
#include "redline/leadpipe/likeness.hpp"

namespace redline::test {

/// How often each level of one field occurred, in the order of its enumeration; the first is `missing`.
using LevelCounts = std::array<double, 6>;

struct FieldCounts {
    LevelCounts one{};   ///< among pairs of one entity
    LevelCounts other{}; ///< among the others
};

struct AgreementCounts {
    FieldCounts name, place, zip, phone;
};

inline void count(const leadpipe::Agreement& agreement, bool one, AgreementCounts& counts) {
    const auto add = [&](FieldCounts& field, auto level) {
        ++(one ? field.one : field.other)[static_cast<std::size_t>(level)];
    };
    add(counts.name, agreement.name);
    add(counts.place, agreement.place);
    add(counts.zip, agreement.zip);
    add(counts.phone, agreement.phone);
}

inline AgreementCounts agreement_counts(const KnownParties& known) {
    std::vector<leadpipe::PartyTraits> traits;
    for (const auto& party : known.parties) traits.push_back(leadpipe::traits_of(party));
    AgreementCounts counts;
    for (std::size_t a = 0; a < traits.size(); ++a)
        for (std::size_t b = a + 1; b < traits.size(); ++b)
            count(leadpipe::agreement_of(traits[a], traits[b]), known.entities[a] == known.entities[b],
                  counts);
    return counts;
}

/// The share of a level among those where both sides say something.
inline double share_of(const LevelCounts& counts, std::size_t level) {
    double said = 0;
    for (std::size_t at = 1; at < counts.size(); ++at) said += counts[at];
    return (counts[level] + 0.5) / (said + 0.5 * static_cast<double>(counts.size() - 1));
}

inline double weight_of(const FieldCounts& field, std::size_t level) {
    return std::log2(share_of(field.one, level) / share_of(field.other, level));
}

} // namespace redline::test
