/// What a token looks like by itself: its shape, its punctuation and the dictionaries it stands in. The
/// labeller knows no word but through these classes, so that it cannot learn a street by heart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flags.hpp"

namespace redline::leadpipe {

// Their names, in this order, are in address_word_classes.cpp.
enum class WordClass {
    digits_1,
    digits_2,
    digits_3,
    digits_4,
    digits_5,
    digits_more,
    zip9,
    range,
    digit_first,
    letter_first,
    ordinal,
    letter,
    number_word,
    ordinal_word,
    fraction,
    number_sign,
    ampersand,
    signs,
    comma,
    bracket,
    strong_suffix,
    weak_suffix,
    direction,
    direction_word,
    state,
    state_word,
    occupancy,
    subaddress,
    floor,
    lone_unit,
    highway,
    box,
    post,
    box_group,
    military_city,
    country,
    and_at,
    corner,
    small_word,
    firm,
    care,
    building,
    landmark,
    modifier,
    place_opener,
    place_closer,
    street_opener,
    title,
    initial,
    plain,
    repeated,
    large_city,
};
constexpr std::size_t word_class_count = 52;

std::string_view name_of(WordClass word_class);

using WordClasses = Flags<WordClass, word_class_count>;

struct ClassedWord {
    std::string core; ///< folded, without punctuation at its ends and dots within: `N.W.,` → `NW`
    WordClasses classes;
};

/// The words of one line; `tokens` are pieces of that line in order, so that a line end between two is seen.
std::vector<ClassedWord> classed_words(const std::vector<std::string_view>& tokens);

} // namespace redline::leadpipe
