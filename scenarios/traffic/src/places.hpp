/// Why this exists: a ZIP, city and state that disagree are dirt of a kind of its own; every address typed
/// here starts from a triple that agrees, and every telephone number from an area code of the same state.
///
/// Facts and how they were drawn: place_rows.hpp. Built once, then read from any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace redline::traffic {

struct Place {
    std::string_view zip;
    std::string_view city;
    std::string_view state;                       ///< two letters
    std::string_view state_name;                  ///< in full
    std::span<const std::string_view> area_codes; ///< never empty in places()
};

/// Every place we know, ordered by state and ZIP code.
const std::vector<Place>& places();

} // namespace redline::traffic
