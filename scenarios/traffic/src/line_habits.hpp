/// Why this exists: case, missing parts and commas go together: who writes in lower case leaves the commas
/// out too. They are drawn jointly, from the counts of redline/traffic/measured_dirt.hpp.
#pragma once

#include "dirt_rates.hpp"
#include "redline/base/random.hpp"
#include "redline/traffic/measured_dirt.hpp"

namespace redline::traffic {

struct LineHabits {
    LineCase letters = LineCase::mixed;
    Locality locality = Locality::city_state_zip;
    Commas commas = Commas::both;
    bool unit_comma = false; ///< before the unit, where there is one
};

LineHabits draw_habits(const DirtRates& rates, base::Random& random);

constexpr bool has_city(Locality l) {
    return l == Locality::city_state_zip || l == Locality::city_state || l == Locality::city_zip ||
           l == Locality::city;
}
constexpr bool has_state(Locality l) {
    return l == Locality::city_state_zip || l == Locality::city_state || l == Locality::state_zip ||
           l == Locality::state;
}
constexpr bool has_zip(Locality l) {
    return l == Locality::city_state_zip || l == Locality::city_zip || l == Locality::state_zip ||
           l == Locality::zip;
}

} // namespace redline::traffic
