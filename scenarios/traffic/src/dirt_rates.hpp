/// Why this exists: the one table of what can happen to an address and how often, by profile. Hostile rates
/// are the measured ones (redline/traffic/measured_dirt.hpp) or, where the sample has none, assumptions
/// marked as such; `typical` and `clean` are stated factors of them.
///
/// Immutable; read from any thread.
#pragma once

#include <array>
#include <cstdint>

#include "redline/traffic/lead_feed.hpp"

namespace redline::traffic {

enum class Dirt : std::uint8_t {
    hyphen_number,
    letter_number,
    fraction_number,
    number_letter,
    wisconsin_grid,
    utah_grid,
    number_prefix,
    ordinal_name,
    road_number,
    no_suffix,
    direction_before,
    direction_behind, ///< of lines without one before
    direction_both,   ///< of lines with one before
    unit,
    unit_hash,
    unit_bare,
    subaddress,
    building,
    recipient,
    country,
    own_spelling,
    suffix_dot,
    box_hash,
    measured_kind,
    measured_case,
    measured_locality,
    measured_commas,
    military,
    state_in_full,
    state_mixed_case,
    state_dotted,
    zip_plus4,
    zip_nine_digits,
    zip_lost_zero,
    zip_odd,
    newline,
    double_space,
    space_before_comma,
    no_space_after_comma,
    trailing_mark,
    note,
    quote_mark,
    typing_error,
    broken_encoding,
    html_entity,
    control_character,
    count
};

/// The table's rows for one profile, as probabilities where the thing can happen at all.
class DirtRates {
  public:
    explicit DirtRates(DirtProfile profile);
    double of(Dirt dirt) const { return rates_[static_cast<std::size_t>(dirt)]; }

  private:
    std::array<double, static_cast<std::size_t>(Dirt::count)> rates_{};
};

/// The three of them, made once.
const DirtRates& rates_of(DirtProfile profile);

} // namespace redline::traffic
