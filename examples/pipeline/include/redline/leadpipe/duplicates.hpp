/// Why this exists: a list of parties from many hands says some of them several times. Which descriptions are
/// of one party is answered for the whole list: those that are alike (likeness.hpp) among the pairs that
/// share a key (blocking.hpp), and all that hang together through them (connected components).
///
/// The answer does not depend on the order of the list. Chains are the price: with A like B and B like C, A
/// and C are one, though they were never compared. A description that says too little to be like itself is
/// like nothing. Pure, any thread; memory for block_max pairs a key at most.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "redline/leadpipe/likeness.hpp"

namespace redline::leadpipe {

/// For each party the place in the list of the first one that is the same: its own when there is none
/// before it. Pairs of a score below `threshold` are not alike.
std::vector<std::size_t> duplicates_of(std::span<const Party> parties, double threshold = alike_from);

} // namespace redline::leadpipe
