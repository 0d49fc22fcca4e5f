#include <array>

#include "address_line.hpp"
#include "letters.hpp"
#include "write_text.hpp"

namespace redline::traffic {

namespace {

constexpr std::array country_rows = std::to_array<Weighted>({{"United States", 24}, {"USA", 6}, {"US", 6}});

void append_dotted_state(std::string_view state, std::string& line) {
    append_word(line, state.substr(0, 1));
    line += '.';
    line += state.substr(1);
    line += '.';
}

void append_state(const Place& place, const Typist& typist, LineCase letters, std::string& line) {
    if (letters != LineCase::lower && typist.slips(Dirt::state_in_full))
        return append_word(line, place.state_name);
    if (typist.slips(Dirt::state_dotted)) return append_dotted_state(place.state, line);
    append_word(line, place.state);
    if (letters == LineCase::mixed && typist.slips(Dirt::state_mixed_case))
        line.back() = to_lower(line.back());
}

/// Shapes seen once or twice: a dash that is no hyphen, a tenth digit, a quotation mark at the end.
void append_odd_tail(Padded plus4, base::Random& random, std::string& line) {
    switch (random.below(3)) {
    case 0: return append(line, "\u2014", plus4);
    case 1: return append(line, plus4, '0');
    default: line += '"';
    }
}

void append_zip(const PostalAddress& address, const Typist& typist, std::string& line) {
    const auto zip = address.place->zip;
    const bool lost_zero = zip.front() == '0' && typist.slips(Dirt::zip_lost_zero);
    append_word(line, lost_zero ? zip.substr(1) : zip);
    double left = typist.random.uniform();
    const auto falls_on = [&](Dirt dirt) { return (left -= typist.rates.of(dirt)) < 0; };
    if (lost_zero) return;
    const Padded plus4{address.plus4, 4};
    if (falls_on(Dirt::zip_plus4))
        append(line, '-', plus4);
    else if (falls_on(Dirt::zip_nine_digits))
        append(line, plus4);
    else if (falls_on(Dirt::zip_odd))
        append_odd_tail(plus4, typist.random, line);
}

/// Where no city is typed, half set a comma before the rest (16 of 28 labelled lines).
bool comma_before(const Typist& typist, const LineHabits& habits) {
    if (has_city(habits.locality))
        return habits.commas == Commas::both || habits.commas == Commas::before_city;
    return habits.locality != Locality::none && typist.random.chance(0.5);
}

} // namespace

void append_locality(const PostalAddress& address, const Typist& typist, const LineHabits& habits,
                     std::string& line) {
    const auto locality = habits.locality;
    if (!line.empty() && comma_before(typist, habits)) line += ',';
    if (has_city(locality)) append_word(line, address.place->city);
    const bool behind = habits.commas == Commas::both || habits.commas == Commas::behind_city;
    if (has_city(locality) && (has_state(locality) || has_zip(locality)) && behind) line += ',';
    if (has_state(locality)) append_state(*address.place, typist, habits.letters, line);
    if (has_zip(locality)) append_zip(address, typist, line);
    if (has_city(locality) && typist.slips(Dirt::country))
        append_word(line, WeightedTable(country_rows).pick(typist.random));
}

} // namespace redline::traffic
