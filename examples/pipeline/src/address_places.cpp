#include "address_places.hpp"

#include <algorithm>
#include <array>

namespace redline::leadpipe {

namespace {

constexpr std::array<std::string_view, place_count> place_names = {
    "first",
    "second",
    "last",
    "tail",
    "tail_1",
    "tail_2",
    "tail_3",
    "no_tail",
    "past_tail",
    "number_before",
    "first_number",
    "number_later",
    "suffix_before",
    "suffix_ahead",
    "suffix_later",
    "unit_before",
    "box_before",
    "box_later",
    "breaks_0",
    "breaks_1",
    "breaks_2",
    "no_break_later",
    "stretch_begins",
    "stretch_ends",
    "stretch_number",
    "stretch_suffix",
    "stretch_suffix_ahead",
    "any_suffix_ahead",
    "and_later",
    "only_stretch",
    "no_number",
};

/// The state and ZIP code at the end: from the first of them to one past the last. Both are the line's end
/// where it has neither.
struct Tail {
    std::size_t from = 0;
    std::size_t to = 0;
};

bool is_zip(const WordClasses& classes) { return classes.has_any({WordClass::digits_5, WordClass::zip9}); }

bool is_state(const WordClasses& classes) {
    return classes.has_any({WordClass::state, WordClass::state_word});
}

Tail tail_of(const std::vector<ClassedWord>& words) {
    auto at = words.size();
    while (at > 1 && words[at - 1].classes.has(WordClass::country)) --at;
    const auto to = at;
    while (at > 1 && is_zip(words[at - 1].classes)) --at;
    while (at > 1 && is_state(words[at - 1].classes) && to - at < 5) --at;
    return at == to ? Tail{words.size(), words.size()} : Tail{at, to};
}

/// Digits that may be a house's: no ordinal, no ZIP code with its four.
bool is_house(const WordClasses& classes) {
    return classes.has_any({WordClass::digits_1, WordClass::digits_2, WordClass::digits_3,
                            WordClass::digits_4, WordClass::digits_5, WordClass::range,
                            WordClass::digit_first});
}

bool is_strong(const WordClasses& classes) { return classes.has(WordClass::strong_suffix); }

bool is_any_suffix(const WordClasses& classes) {
    return classes.has_any({WordClass::strong_suffix, WordClass::weak_suffix});
}

void add_ends(std::vector<Places>& places, const Tail& tail) {
    const auto size = places.size();
    places.front().add(Place::first);
    if (size > 1) places[1].add(Place::second);
    places.back().add(Place::last);
    const bool none = tail.from == size;
    for (std::size_t at = 0; at < size; ++at) {
        places[at].add(Place::no_tail, none);
        places[at].add(Place::tail, at >= tail.from && at < tail.to);
        places[at].add(Place::past_tail, at >= tail.to);
        places[at].add(Place::tail_1, at + 1 == tail.from);
        places[at].add(Place::tail_2, at + 2 == tail.from);
        places[at].add(Place::tail_3, at + 3 == tail.from);
    }
}

/// What has come before, read from the left.
void add_past(const std::vector<ClassedWord>& words, std::vector<Places>& places) {
    struct {
        bool number = false, suffix = false, unit = false, box = false, stretch_number = false,
             stretch_suffix = false, stretch_begins = true;
        int breaks = 0;
    } past;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto& classes = words[at].classes;
        auto& place = places[at];
        place.add(past.number ? Place::number_before : Place::first_number, past.number || is_house(classes));
        place.add(Place::suffix_before, past.suffix);
        place.add(Place::unit_before, past.unit);
        place.add(Place::box_before, past.box);
        place.add(Place::stretch_number, past.stretch_number);
        place.add(Place::stretch_suffix, past.stretch_suffix);
        place.add(Place::stretch_begins, past.stretch_begins);
        place.add(past.breaks == 0 ? Place::breaks_0 : past.breaks == 1 ? Place::breaks_1 : Place::breaks_2);
        past.number = past.number || is_house(classes);
        past.suffix = past.suffix || (past.number && is_strong(classes));
        past.unit = past.unit || classes.has_any({WordClass::occupancy, WordClass::number_sign});
        past.box = past.box || classes.has_any({WordClass::box, WordClass::box_group});
        past.stretch_begins = classes.has(WordClass::comma);
        past.stretch_number = !past.stretch_begins && (past.stretch_number || is_house(classes));
        past.stretch_suffix = !past.stretch_begins && (past.stretch_suffix || is_strong(classes));
        past.breaks += past.stretch_begins ? 1 : 0;
    }
}

/// What is still to come before the tail, read from the right.
void add_future(const std::vector<ClassedWord>& words, const Tail& tail, std::vector<Places>& places) {
    struct {
        bool number = false, suffix = false, box = false, stretch_suffix = false, any_suffix = false,
             joint = false, broken = false;
    } later;
    for (auto at = words.size(); at-- > 0;) {
        const auto& classes = words[at].classes;
        auto& place = places[at];
        const bool ends = classes.has(WordClass::comma) || at + 1 == words.size() || at + 1 == tail.from;
        if (ends) later.stretch_suffix = later.any_suffix = false;
        place.add(Place::stretch_ends, ends);
        place.add(Place::number_later, later.number);
        place.add(Place::suffix_later, later.suffix);
        place.add(Place::box_later, later.box);
        place.add(Place::stretch_suffix_ahead, later.stretch_suffix);
        place.add(Place::any_suffix_ahead, later.any_suffix);
        place.add(Place::and_later, later.joint);
        later.broken = later.broken || (classes.has(WordClass::comma) && at + 1 < tail.from);
        place.add(Place::no_break_later, !later.broken);
        if (at >= tail.from) continue;
        later.number = later.number || is_house(classes);
        later.suffix = later.suffix || is_strong(classes);
        later.box = later.box || classes.has_any({WordClass::box, WordClass::box_group});
        later.stretch_suffix = later.stretch_suffix || is_strong(classes);
        later.any_suffix = later.any_suffix || is_any_suffix(classes);
        later.joint = later.joint || classes.has_any({WordClass::and_at, WordClass::ampersand});
    }
}

} // namespace

std::string_view name_of(Place place) { return place_names[static_cast<std::size_t>(place)]; }

std::vector<Places> places_of(const std::vector<ClassedWord>& words) {
    std::vector<Places> places(words.size());
    if (words.empty()) return places;
    const auto tail = tail_of(words);
    add_ends(places, tail);
    add_past(words, places);
    add_future(words, tail, places);
    const bool numbered = std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(tail.from),
                                      [](const ClassedWord& word) { return is_house(word.classes); });
    for (auto& place : places) {
        place.add(Place::no_number, !numbered);
        place.add(Place::only_stretch, place.has(Place::breaks_0) && place.has(Place::no_break_later));
        place.add(Place::suffix_ahead,
                  place.has(Place::stretch_suffix_ahead) && place.has(Place::number_before));
    }
    return places;
}

} // namespace redline::leadpipe
