/// Why this exists: the numbers on houses and doors in the shapes they have: plain, Queens' `37-18`,
/// Wisconsin's `N42W12345`, Utah's `1234 W 500 S`, halves, letters.
#pragma once

#include <string>

#include "postal_address.hpp"

namespace redline::traffic {

/// Writes `into.number`; a Utah number replaces the street, for there the name is a number too.
void draw_house_number(const DirtRates& rates, base::Random& random, PostalAddress& into);

/// Writes what follows the unit's type; `floor` asks for an ordinal or a number, both without letters.
void draw_unit_number(base::Random& random, bool floor, std::string& into);

} // namespace redline::traffic
