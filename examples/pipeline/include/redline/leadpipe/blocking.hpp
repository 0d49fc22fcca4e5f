/// Why this exists: ten thousand parties are fifty million pairs, and nearly all of them have nothing in
/// common. Only parties that share a key are compared: a house number with the beginning of one of its
/// street's words, a phone number, or the whole name. What shares none is never found, however alike.
///
/// Keys are 64-bit hashes; a false match costs a comparison. A block of more than `block_max` is worked
/// through as a window over its parties in the order of their traits (sorted neighbourhood; Hernández and
/// Stolfo 1995, "The merge/purge problem for large databases"), so a popular phone number costs no square.
/// Pure, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "redline/leadpipe/party.hpp"

namespace redline::leadpipe {

/// Parties of one block an exact pair-by-pair comparison is made for.
constexpr std::size_t block_max = 64;

/// Different from each other, ascending; none when nothing is known of the party.
std::vector<std::int64_t> blocking_keys(const PartyTraits& traits);

/// Places in `parties`, which are sorted and without repeats; each pair once, the lesser place first,
/// ascending. At most block_max times as many pairs as keys.
using PairOfPlaces = std::pair<std::size_t, std::size_t>;
std::vector<PairOfPlaces> candidate_pairs(std::span<const PartyTraits> parties);

} // namespace redline::leadpipe
