#include "dirt_rates.hpp"

#include <algorithm>
#include <string_view>

#include "redline/traffic/measured_dirt.hpp"

namespace redline::traffic {

namespace {

/// Of a hundred lines: with a house number, a street, a direction before the street, a unit, a state, a ZIP
/// code, a shortened suffix, a box; and with a ZIP code that begins with a zero, which depends on our own
/// places.
constexpr double all = 100, numbered = 84, streets = 85, directed = 30.53, undirected = streets - directed,
                 units = 26.93, states = 62.93, zips = 64.19, short_suffixes = 38, boxes = 11.28,
                 zero_zips = 5.1;
constexpr double mixed_case_states = 40.5, capital_states = 49.5, cities = 68.39;

/// Looked up by name in measured_features(), so that a figure is written once.
constexpr double as_measured = -1;

/// What happens in `percent` of all lines happens in `percent / of_percent` of the lines where it can.
struct DirtRow {
    Dirt dirt;
    /// The trait's name among the measured; `counted` by us from the labels of the same lines; the `rest`
    /// that other causes leave of a trait; `assumed`, for the sample has none; a `switch` between our table
    /// of joint counts and the tidy way.
    std::string_view source;
    double percent;
    double of_percent;
    double typical_factor;
    double clean_factor;
};

constexpr std::array rows = std::to_array<DirtRow>({
    {Dirt::hyphen_number, "hyphen_number", as_measured, numbered, 0.5, 0},
    {Dirt::letter_number, "letter_number", as_measured, numbered, 0.5, 0},
    {Dirt::fraction_number, "fraction_number", as_measured, numbered, 0.5, 0},
    {Dirt::number_letter, "counted", 0.9, numbered, 0.5, 0},
    {Dirt::wisconsin_grid, "wi_grid_number", as_measured, numbered, 0.5, 0},
    {Dirt::utah_grid, "utah_grid", as_measured, numbered, 0.5, 0},
    {Dirt::number_prefix, "number_prefix", as_measured, numbered, 0.25, 0},
    {Dirt::ordinal_name, "counted", 6.84, streets, 1, 1},
    {Dirt::road_number, "pre_type", as_measured, streets, 0.5, 0},
    {Dirt::no_suffix, "no_suffix", as_measured, streets, 0.25, 0},
    {Dirt::direction_before, "pre_dir", as_measured, streets, 1, 1},
    {Dirt::direction_behind, "counted", 11.64, undirected, 0.5, 0.5},
    {Dirt::direction_both, "counted", 1.02, directed, 0.5, 0},
    {Dirt::unit, "occupancy", as_measured, streets, 1, 1},
    {Dirt::unit_hash, "counted", 7.6, units, 1, 0},
    {Dirt::unit_bare, "counted", 0.9, units, 0.25, 0},
    {Dirt::subaddress, "counted", 7.2, all, 0.25, 0},
    {Dirt::building, "counted", 4.38, all, 0.25, 0},
    {Dirt::recipient, "recipient", as_measured, all, 0.1, 0},
    {Dirt::country, "country", as_measured, cities, 0.25, 0},
    {Dirt::own_spelling, "switch", 100, all, 0.5, 0},
    {Dirt::suffix_dot, "counted", 9.34, short_suffixes, 0.5, 0},
    {Dirt::box_hash, "counted", 1.68, boxes, 0.5, 0},
    {Dirt::measured_kind, "switch", 100, all, 0.25, 0},
    {Dirt::measured_case, "switch", 100, all, 0.5, 0},
    {Dirt::measured_locality, "switch", 100, all, 0.05, 0},
    {Dirt::measured_commas, "switch", 100, all, 0.5, 0},
    {Dirt::military, "assumed", 0.3, all, 1, 0},
    {Dirt::state_in_full, "state_full_name", as_measured, capital_states, 0.5, 0},
    {Dirt::state_mixed_case, "counted", 1.32, mixed_case_states, 0.5, 0},
    {Dirt::state_dotted, "state_dotted", as_measured, states, 0.25, 0},
    {Dirt::zip_plus4, "zip_plus4", as_measured, zips, 0.5, 0},
    {Dirt::zip_nine_digits, "zip_9_nohyphen", as_measured, zips, 0.25, 0},
    {Dirt::zip_lost_zero, "zip_4digit_lost_zero", as_measured, zero_zips, 0.25, 0},
    {Dirt::zip_odd, "counted", 0.24, zips, 0.25, 0},
    {Dirt::newline, "newline_or_tab", as_measured, all, 0.1, 0},
    {Dirt::double_space, "double_space", as_measured, all, 1, 0},
    {Dirt::space_before_comma, "assumed", 0.3, all, 1, 0},
    {Dirt::no_space_after_comma, "assumed", 0.3, all, 1, 0},
    {Dirt::trailing_mark, "rest", 0.1, all, 1, 0},
    {Dirt::note, "paren_note", as_measured, all, 0.25, 0},
    {Dirt::quote_mark, "rest", 0.1, all, 0.25, 0},
    {Dirt::typing_error, "assumed", 2, all, 0.5, 0},
    {Dirt::broken_encoding, "rest", 0.13, all, 0.25, 0},
    {Dirt::html_entity, "assumed", 0.1, all, 0.25, 0},
    {Dirt::control_character, "assumed", 0.05, all, 0, 0},
});
static_assert(rows.size() == static_cast<std::size_t>(Dirt::count));

double factor_of(const DirtRow& row, DirtProfile profile) {
    if (profile == DirtProfile::hostile) return 1;
    return profile == DirtProfile::typical ? row.typical_factor : row.clean_factor;
}

double hostile_percent(const DirtRow& row) {
    if (row.percent != as_measured) return row.percent;
    return std::ranges::find(measured_features(), row.source, &MeasuredFeature::name)->percent;
}

} // namespace

DirtRates::DirtRates(DirtProfile profile) {
    for (const auto& row : rows)
        rates_[static_cast<std::size_t>(row.dirt)] =
            hostile_percent(row) / row.of_percent * factor_of(row, profile);
}

const DirtRates& rates_of(DirtProfile profile) {
    static const DirtRates clean(DirtProfile::clean);
    static const DirtRates typical(DirtProfile::typical);
    static const DirtRates hostile(DirtProfile::hostile);
    if (profile == DirtProfile::clean) return clean;
    return profile == DirtProfile::typical ? typical : hostile;
}

} // namespace redline::traffic
