#include <array>

#include "address_line.hpp"
#include "street_names.hpp"
#include "write_text.hpp"

namespace redline::traffic {

namespace {

/// Phrases put together from the words counted in the labelled lines of datamade/usaddress.
constexpr std::array box_phrases = std::to_array<Weighted>({{"PO Box", 52},
                                                            {"P.O. Box", 21},
                                                            {"P O Box", 17},
                                                            {"P.O.Box", 3},
                                                            {"POB", 3},
                                                            {"Post Office Box", 3},
                                                            {"Box", 28},
                                                            {"Lockbox", 9},
                                                            {"Lock Box", 4}});
constexpr std::array route_phrases = std::to_array<Weighted>({{"RR", 16},
                                                              {"Route", 13},
                                                              {"HC", 11},
                                                              {"Rte", 7},
                                                              {"Highway Contract", 4},
                                                              {"Star Route", 4},
                                                              {"HCR", 4},
                                                              {"Rt", 2},
                                                              {"RFD", 1}});
constexpr std::array separators = std::to_array<Weighted>({{"&", 11}, {"and", 10}, {"at", 1}});

template <std::size_t size>
std::string_view pick(base::Random& random, const std::array<Weighted, size>& rows) {
    return WeightedTable(rows).pick(random);
}

void append_suffix(const PostalAddress& address, const Typist& typist, std::string& line) {
    if (address.suffix == nullptr) return;
    const auto spelling = typist.spell(*address.suffix);
    append_word(line, spelling);
    if (spelling != address.suffix->in_full() && typist.slips(Dirt::suffix_dot)) line += '.';
}

void append_direction(const FormFamily* direction, const Typist& typist, std::string& line) {
    if (direction != nullptr) append_word(line, typist.spell(*direction));
}

void append_street(const PostalAddress& address, const Typist& typist, std::string& line) {
    append_word(line, address.number);
    append_direction(address.direction_before, typist, line);
    append_word(line, address.street);
    append_suffix(address, typist, line);
    append_direction(address.direction_behind, typist, line);
    if (address.crossing.empty()) return;
    append_word(line, pick(typist.random, separators));
    append_word(line, address.crossing);
}

void append_box(const PostalAddress& address, const Typist& typist, std::string_view phrase,
                std::string& line) {
    append_word(line, phrase);
    append_word(line, typist.slips(Dirt::box_hash) ? "#" : "");
    append_word(line, fmt::format_int(address.box).c_str());
}

void append_post_box(const PostalAddress& address, const Typist& typist, std::string& line) {
    const bool own = typist.slips(Dirt::own_spelling);
    append_box(address, typist, own ? pick(typist.random, box_phrases) : "PO Box", line);
}

void append_route(const PostalAddress& address, const Typist& typist, std::string& line) {
    const bool own = typist.slips(Dirt::own_spelling);
    append_word(line, own ? pick(typist.random, route_phrases) : "RR");
    append_word(line, address.number);
    append_box(address, typist, "Box", line);
}

std::string_view ordinal_ending(char last_digit) {
    return last_digit == '1' ? "st" : last_digit == '2' ? "nd" : last_digit == '3' ? "rd" : "th";
}

/// A floor mostly comes as `3rd Flr`, everything else behind its type (40 of 52 floors in the labelled
/// lines).
void append_typed_unit(const PostalAddress& address, const Typist& typist, std::string& line) {
    constexpr double number_first_share = 0.77;
    const auto& number = address.unit_number;
    const bool floor = address.unit->standard() == "Fl";
    if (!floor || !typist.random.chance(number_first_share * typist.rates.of(Dirt::own_spelling))) {
        append_word(line, typist.spell(*address.unit));
        return append_word(line, number);
    }
    append_word(line, number);
    const bool teens = number.size() > 1 && number[number.size() - 2] == '1';
    line += teens ? "th" : ordinal_ending(number.back());
    append_word(line, typist.spell(*address.unit));
}

void append_unit(const PostalAddress& address, const Typist& typist, const LineHabits& habits,
                 std::string& line) {
    if (address.unit == nullptr) return;
    if (habits.unit_comma) line += ',';
    if (typist.slips(Dirt::unit_bare)) return append_word(line, address.unit_number);
    if (!typist.slips(Dirt::unit_hash)) return append_typed_unit(address, typist, line);
    append_word(line, typist.random.chance(0.5) ? "# " : "#");
    line += address.unit_number;
}

void append_core(const PostalAddress& address, const Typist& typist, std::string& line) {
    switch (address.kind) {
    case AddressKind::box: return append_post_box(address, typist, line);
    case AddressKind::rural_route: return append_route(address, typist, line);
    case AddressKind::military:
        append_word(line, address.number);
        return append_box(address, typist, "Box", line);
    case AddressKind::street_and_box:
        append_street(address, typist, line);
        return append_post_box(address, typist, line);
    default: return append_street(address, typist, line);
    }
}

void append_leader(std::string_view text, const LineHabits& habits, std::string& line) {
    append_word(line, text);
    if (!text.empty() && habits.commas != Commas::none) line += ',';
}

} // namespace

std::string_view Typist::spell(const FormFamily& word) const {
    if (slips(Dirt::own_spelling)) return word.spell(random);
    return in_full ? word.in_full() : word.standard();
}

void append_delivery(const PostalAddress& address, const Typist& typist, const LineHabits& habits,
                     std::string& line) {
    append_leader(address.recipient, habits, line);
    append_leader(address.building, habits, line);
    append_core(address, typist, line);
    append_unit(address, typist, habits, line);
    append_word(line, address.subaddress);
}

} // namespace redline::traffic
