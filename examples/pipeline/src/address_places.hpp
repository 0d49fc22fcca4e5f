/// Where in its line a token stands, seen from what gives an address its order: numbers, suffixes, boxes,
/// breaks, and the state and ZIP code it ends with.
#pragma once

#include "address_word_classes.hpp"

namespace redline::leadpipe {

// Their names, in this order, are in address_places.cpp.
enum class Place {
    first,
    second,
    last,
    tail,
    tail_1,
    tail_2,
    tail_3,
    no_tail,
    past_tail,
    number_before,
    first_number,
    number_later,
    suffix_before,
    suffix_ahead,
    suffix_later,
    unit_before,
    box_before,
    box_later,
    breaks_0,
    breaks_1,
    breaks_2,
    no_break_later,
    stretch_begins,
    stretch_ends,
    stretch_number,
    stretch_suffix,
    stretch_suffix_ahead,
    any_suffix_ahead,
    and_later,
    only_stretch,
    no_number,
};
constexpr std::size_t place_count = 31;

std::string_view name_of(Place place);

using Places = Flags<Place, place_count>;

std::vector<Places> places_of(const std::vector<ClassedWord>& words);

} // namespace redline::leadpipe
