/// Why this exists: most wrong words are right words mistyped. Readers of files and options offer the nearest
/// one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace redline::base {

/// Edit distance with insertions, deletions, substitutions and swaps of neighbours each costing one
/// (optimal string alignment; Damerau 1964).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, if it is near enough to be meant: at most a third of the letters wrong,
/// at least one.
std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates);

/// "did you mean `stages`?", or without a near word "known: a, b, c"; empty
/// without candidates.
std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

} // namespace redline::base
