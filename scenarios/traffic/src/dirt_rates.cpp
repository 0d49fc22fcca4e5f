#include "dirt_rates.hpp"

namespace redline::traffic {

namespace {

/// Percentages of lines the denominators stand for: lines with a house number, with a street name, with a
/// suffix, with a unit, with a state, with a ZIP code; and lines whose ZIP code begins with a zero in our own
/// table of places.
constexpr double all = 100, numbered = 84, streets = 85, suffixes = 62.69, units = 26.93, states = 62.93,
                 zips = 64.19, directed = 30.53, undirected = streets - directed;
constexpr double abbreviated_suffixes = 38.0, boxes = 11.28, zero_zips = 5.1;

constexpr std::array rows = std::to_array<DirtRow>({
    {Dirt::hyphen_number, "hyphen_number", 0.84, numbered, 0.5, 0},
    {Dirt::letter_number, "letter_number", 0.6, numbered, 0.5, 0},
    {Dirt::fraction_number, "fraction_number", 0.42, numbered, 0.5, 0},
    {Dirt::number_letter, "counted", 0.9, numbered, 0.5, 0},
    {Dirt::wisconsin_grid, "wi_grid_number", 0.48, numbered, 0.5, 0},
    {Dirt::utah_grid, "utah_grid", 0.36, numbered, 0.5, 0},
    {Dirt::number_prefix, "number_prefix", 0.24, numbered, 0.25, 0},
    {Dirt::ordinal_name, "counted", 6.84, streets, 1, 1},
    {Dirt::road_number, "pre_type", 9.96, streets, 0.5, 0},
    {Dirt::no_suffix, "no_suffix", 13.92, streets, 0.25, 0},
    {Dirt::direction_before, "pre_dir", 30.53, streets, 1, 1},
    {Dirt::direction_behind, "counted", 11.64, undirected, 0.5, 0.5},
    {Dirt::direction_both, "counted", 1.02, directed, 0.5, 0},
    {Dirt::unit, "occupancy", 26.93, streets, 1, 1},
    {Dirt::unit_hash, "counted", 7.6, units, 1, 0},
    {Dirt::unit_bare, "counted", 0.9, units, 0.25, 0},
    {Dirt::subaddress, "counted", 7.2, all, 0.25, 0},
    {Dirt::building, "counted", 4.38, all, 0.25, 0},
    {Dirt::recipient, "recipient", 5.34, all, 0.1, 0},
    {Dirt::country, "country", 1.92, 68.39, 0.25, 0},
    {Dirt::own_spelling, "counted", 100, all, 0.5, 0},
    {Dirt::suffix_dot, "counted", 9.34, abbreviated_suffixes, 0.5, 0},
    {Dirt::box_hash, "counted", 1.68, boxes, 0.5, 0},
    {Dirt::measured_kind, "counted", 100, all, 0.25, 0},
    {Dirt::measured_case, "counted", 100, all, 0.5, 0},
    {Dirt::measured_locality, "counted", 100, all, 0.05, 0},
    {Dirt::measured_commas, "counted", 100, all, 0.5, 0},
    {Dirt::military, "assumed", 0.3, all, 1, 0},
    {Dirt::state_in_full, "state_full_name", 5.1, 49.5, 0.5, 0},
    {Dirt::state_mixed_case, "counted", 1.32, 40.5, 0.5, 0},
    {Dirt::state_dotted, "state_dotted", 0.3, states, 0.25, 0},
    {Dirt::zip_plus4, "zip_plus4", 8.34, zips, 0.5, 0},
    {Dirt::zip_nine_digits, "zip_9_nohyphen", 0.6, zips, 0.25, 0},
    {Dirt::zip_lost_zero, "zip_4digit_lost_zero", 0.54, zero_zips, 0.25, 0},
    {Dirt::zip_odd, "counted", 0.24, zips, 0.25, 0},
    {Dirt::newline, "newline_or_tab", 0.96, all, 0.1, 0},
    {Dirt::double_space, "double_space", 0.18, all, 1, 0},
    {Dirt::space_before_comma, "assumed", 0.3, all, 1, 0},
    {Dirt::no_space_after_comma, "assumed", 0.3, all, 1, 0},
    {Dirt::trailing_mark, "counted", 0.1, all, 1, 0},
    {Dirt::note, "paren_note", 0.24, all, 0.25, 0},
    {Dirt::quote_mark, "counted", 0.1, all, 0.25, 0},
    {Dirt::typing_error, "assumed", 2, all, 0.5, 0},
    {Dirt::broken_encoding, "counted", 0.13, all, 0.25, 0},
    {Dirt::html_entity, "assumed", 0.1, all, 0.25, 0},
    {Dirt::control_character, "assumed", 0.05, all, 0, 0},
});
static_assert(rows.size() == static_cast<std::size_t>(Dirt::count));

double factor_of(const DirtRow& row, DirtProfile profile) {
    if (profile == DirtProfile::hostile) return 1;
    return profile == DirtProfile::typical ? row.typical_factor : row.clean_factor;
}

} // namespace

std::span<const DirtRow> dirt_rows() { return rows; }

DirtRates::DirtRates(DirtProfile profile) {
    for (const auto& row : rows)
        rates_[static_cast<std::size_t>(row.dirt)] =
            row.hostile_percent / row.of_percent * factor_of(row, profile);
}

const DirtRates& rates_of(DirtProfile profile) {
    static const DirtRates clean(DirtProfile::clean);
    static const DirtRates typical(DirtProfile::typical);
    static const DirtRates hostile(DirtProfile::hostile);
    if (profile == DirtProfile::clean) return clean;
    return profile == DirtProfile::typical ? typical : hostile;
}

} // namespace redline::traffic
