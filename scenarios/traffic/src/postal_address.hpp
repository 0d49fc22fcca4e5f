/// Why this exists: where somebody lives, before anybody typed it. A person's address is drawn once; a
/// duplicate that is typed anew spells the same one differently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dirt_rates.hpp"
#include "form_families.hpp"
#include "places.hpp"
#include "redline/base/random.hpp"

namespace redline::traffic {

enum class AddressKind : std::uint8_t {
    street,
    street_and_box,
    unnumbered_street,
    intersection,
    box,
    rural_route,
    no_street,
    military
};

struct PostalAddress {
    AddressKind kind = AddressKind::street;
    std::string number; ///< the house's or the route's, fractions and letters included
    const FormFamily* direction_before = nullptr;
    std::string street;
    const FormFamily* suffix = nullptr; ///< none after a numbered road
    const FormFamily* direction_behind = nullptr;
    std::string_view crossing; ///< the other street of an intersection
    std::uint64_t box = 0;     ///< drawn for every kind
    const FormFamily* unit = nullptr;
    std::string unit_number; ///< empty: no unit
    std::string subaddress;
    std::string_view building;
    std::string recipient;
    const Place* place = nullptr;
    std::uint64_t plus4 = 0; ///< four digits, whether typed or not
};

/// Draws into `into`, whose texts are reused. `home` is the place of every kind but military addresses.
void draw_address(const DirtRates& rates, base::Random& random, const Place& home, PostalAddress& into);

} // namespace redline::traffic
