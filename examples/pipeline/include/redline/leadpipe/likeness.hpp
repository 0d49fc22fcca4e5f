/// Why this exists: whether two descriptions mean one party is a matter of evidence, and evidence adds up: an
/// equal house number says little, an equal street with it much. For each field the two agree to a degree,
/// each degree has a weight in bits, log2(m / u), where m is how often parties that are one agree so and u
/// how often two that are not do; the sum is the score (Fellegi and Sunter 1969, "A theory for record
/// linkage"; levels of agreement after Winkler 1990). A field one side does not say weighs nothing.
///
/// The weights and `alike_from` come from the entities with an odd true_id of dedupe-examples'
/// early-childhood sites in Chicago (tests/bench/programs/duplicates.cpp prints them anew), and from no other
/// record. They are those of organisations in one city: where streets of a name recur from town to town, a
/// place weighs less than is said here. Fields are taken for independent, which they are not: sites of one
/// organisation share names and phones, and `alike_from` is as high as it is for that.
///
/// Pure and symmetric, any thread.
#pragma once

#include "redline/leadpipe/party.hpp"

namespace redline::leadpipe {

/// How far names agree, by the letters of the words that are alike (word_likeness.hpp).
enum class NameAgreement {
    missing,
    none,
    some,      ///< .3 of the lesser name's letters
    most,      ///< .6 of them
    contained, ///< .9 of them: a name with its parent organisation before it
    same,      ///< .9 of both
};

enum class PlaceAgreement {
    missing,
    none,
    number, ///< of the house, on another street
    street, ///< another house or another unit
    same,
};

/// Of ZIP codes and phone numbers; the longer of two counts as far from its end as the shorter has digits.
enum class DigitsAgreement {
    missing,
    none,
    near, ///< one digit wrong, or swapped with its neighbour
    same,
};

struct Agreement {
    NameAgreement name = NameAgreement::missing;
    PlaceAgreement place = PlaceAgreement::missing;
    DigitsAgreement zip = DigitsAgreement::missing;
    DigitsAgreement phone = DigitsAgreement::missing;
    bool operator==(const Agreement&) const = default;
};

Agreement agreement_of(const PartyTraits& a, const PartyTraits& b);

/// In bits; the higher, the likelier one party.
double score_of(const Agreement& agreement);

/// Two descriptions with this score or more are taken for one party.
constexpr double alike_from = 17;

} // namespace redline::leadpipe
