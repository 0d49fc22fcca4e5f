#include "postal_address.hpp"

#include <array>

#include "house_number.hpp"
#include "names.hpp"
#include "redline/traffic/measured_dirt.hpp"
#include "street_names.hpp"
#include "write_text.hpp"

namespace redline::traffic {

namespace {

/// Military post offices, a ZIP code each (USPS Publication 28, section 225).
constexpr std::array<Place, 5> military_places{{
    {"09012", "APO", "AE", "AE", {}},
    {"09499", "FPO", "AE", "AE", {}},
    {"34002", "APO", "AA", "AA", {}},
    {"96205", "APO", "AP", "AP", {}},
    {"96349", "FPO", "AP", "AP", {}},
}};

AddressKind draw_kind(const DirtRates& rates, base::Random& random) {
    static const WeightedTable kinds(address_kind_counts());
    constexpr double plain_box_share = 0.0576; // the measured po_box
    if (random.chance(rates.of(Dirt::military))) return AddressKind::military;
    if (random.chance(rates.of(Dirt::measured_kind)))
        return static_cast<AddressKind>(kinds.pick_index(random));
    return random.chance(plain_box_share) ? AddressKind::box : AddressKind::street;
}

std::string_view ordinal_ending(std::uint64_t number) {
    const auto last = number % 10;
    if (number / 10 % 10 == 1 || last == 0 || last > 3) return "th";
    return last == 1 ? "st" : last == 2 ? "nd" : "rd";
}

/// Numbered roads and grid streets have no suffix of their own; the rest mostly do.
void draw_street(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    into.suffix = nullptr;
    if (random.chance(rates.of(Dirt::road_number))) {
        const auto number = 1 + random.below(999);
        write(into.street, road_kinds().pick(random), ' ', number);
        return;
    }
    const double others = 1 - rates.of(Dirt::road_number);
    if (random.chance(rates.of(Dirt::ordinal_name) / others)) {
        const auto number = 1 + random.below(random.chance(0.3) ? 199 : 40);
        write(into.street, number, ordinal_ending(number));
    } else {
        into.street = street_names().pick(random);
    }
    if (!random.chance(rates.of(Dirt::no_suffix) / others)) into.suffix = &street_suffixes().pick(random);
}

/// Few addresses have a direction on both sides, so the second depends on the first.
void draw_directions(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    const bool before = random.chance(rates.of(Dirt::direction_before));
    if (before) into.direction_before = &directions().pick(random);
    const auto behind = before ? Dirt::direction_both : Dirt::direction_behind;
    if (random.chance(rates.of(behind))) into.direction_behind = &directions().pick(random);
}

void draw_unit(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    if (!random.chance(rates.of(Dirt::unit))) return;
    into.unit = &unit_types().pick(random);
    draw_unit_number(random, into.unit->standard() == "Fl", into.unit_number);
}

void draw_extras(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    if (random.chance(rates.of(Dirt::subaddress))) {
        const auto number = 1 + random.below(9999);
        write(into.subaddress, subaddress_types().pick(random), ' ', number);
    }
    if (random.chance(rates.of(Dirt::building))) into.building = building_names().pick(random);
    if (random.chance(rates.of(Dirt::recipient))) {
        const auto last_name = last_names().pick(random);
        const auto first_name = first_names().pick(random);
        write(into.recipient, recipient_forms().pick(random), first_name, ' ', last_name);
    }
    into.plus4 = 1 + random.below(9998);
}

void draw_military(base::Random& random, PostalAddress& into) {
    constexpr std::array<std::string_view, 3> forms{"PSC", "CMR", "Unit"};
    into.place = &military_places[random.below(military_places.size())];
    const auto number = 100 + random.below(9900);
    write(into.number, forms[random.below(forms.size())], ' ', number);
}

void forget(PostalAddress& into) {
    into.direction_before = into.direction_behind = into.suffix = into.unit = nullptr;
    into.crossing = into.building = {};
    for (auto* text : {&into.number, &into.street, &into.unit_number, &into.subaddress, &into.recipient})
        text->clear();
}

bool has_street(AddressKind kind) { return kind <= AddressKind::intersection; }

void draw_street_part(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    draw_directions(rates, random, into);
    draw_street(rates, random, into);
    if (into.kind == AddressKind::intersection) {
        into.crossing = street_names().pick(random);
        return;
    }
    if (into.kind != AddressKind::unnumbered_street) draw_house_number(rates, random, into);
    draw_unit(rates, random, into);
}

} // namespace

void draw_address(const DirtRates& rates, base::Random& random, const Place& home, PostalAddress& into) {
    forget(into);
    into.place = &home;
    into.kind = draw_kind(rates, random);
    if (has_street(into.kind)) draw_street_part(rates, random, into);
    if (into.kind == AddressKind::military) draw_military(random, into);
    if (into.kind == AddressKind::no_street) into.street = landmark_names().pick(random);
    if (into.kind == AddressKind::rural_route) write(into.number, 1 + random.below(9));
    into.box = 1 + random.below(random.chance(0.5) ? 999 : 99999);
    draw_extras(rates, random, into);
}

} // namespace redline::traffic
