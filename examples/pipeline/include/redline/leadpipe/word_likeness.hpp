/// Why this exists: a name typed twice is seldom the same bytes. Two words are compared letter by letter, two
/// names word by word, so that a slip of a finger, a word more or another order of words still counts.
///
/// jaro_winkler(): Jaro 1989, "Advances in record-linkage methodology as applied to matching the 1985 census
/// of Tampa, Florida", with Winkler's prefix (1990, "String comparator metrics and enhanced decision rules in
/// the Fellegi-Sunter model of record linkage"). overlap_of(): after Monge and Elkan 1996, "The field
/// matching problem", each word against the best of the other side; words count by their letters.
///
/// Pure and symmetric in their two sides, any thread. Letters past the 64th and words past the 16th
/// are not looked at, which bounds the time a hostile pair takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

constexpr std::size_t name_words_max = 16;
constexpr std::size_t word_letters_max = 64; // as many as a word of bits

/// 0 for nothing in common … 1 for equal. Two empty words are equal.
double jaro_winkler(std::string_view a, std::string_view b);

/// How much of two lists of words is alike, each 0 … 1.
struct WordOverlap {
    double both = 0;   ///< of the letters of both sides
    double lesser = 0; ///< of the letters of the side that has fewer: 1 when that is contained in the other
    bool operator==(const WordOverlap&) const = default;
};

/// Words are alike from Jaro-Winkler .85; with a digit in them only when equal, for `75TH` is not `76TH`.
/// All zero when either side is empty.
WordOverlap overlap_of(const std::vector<std::string>& a, const std::vector<std::string>& b);

} // namespace redline::leadpipe
