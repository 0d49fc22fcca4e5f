/// Why this exists: the words of American addresses and their one official spelling. Facts from USPS
/// Publication 28, "Postal Addressing Standards": appendix B (states), section 233 and appendix C1 (street
/// suffixes), C2 (unit designators), section 234 (directionals); a few common misspellings are added.
///
/// Every word is upper-case ASCII without dots (see text_fold.hpp and address_tokens.hpp). An answer is empty
/// when the word is none of its kind. Tables are built on first use and then only read: any thread.
#pragma once

#include <string_view>

namespace redline::leadpipe {

std::string_view suffix_of(std::string_view word);      ///< `AVENUE`, `AV` → `AVE`
std::string_view directional_of(std::string_view word); ///< `NORTHWEST`, `NW` → `NW`
std::string_view state_of(std::string_view words);      ///< `NEW YORK`, `CALIF` → `NY`, `CA`
std::string_view number_of(std::string_view word);      ///< `ONE` … `TWENTY` → `1` … `20`

/// `SUITE` → `STE`, `#` → `#`: designators that need a range after them.
std::string_view unit_of(std::string_view word);

/// `BASEMENT` → `BSMT`: designators that stand alone.
std::string_view lone_unit_of(std::string_view word);

/// `FLORIDA` is a state and `FLOOR` a unit, but `AVE` before a city is surely the end of a street; true for
/// the suffixes that seldom occur inside names.
bool is_strong_suffix(std::string_view standard);

/// `HWY`, `ROUTE`, `US`, `SR`: words a road number follows. Answers the spelled form of section 232.7.
std::string_view highway_of(std::string_view word);

} // namespace redline::leadpipe
