#include "redline/traffic/measured_dirt.hpp"

#include <array>

namespace redline::traffic {

namespace {

constexpr std::array feature_rows = std::to_array<MeasuredFeature>({{"all_caps", 22.68},
                                                                    {"all_lower", 19.98},
                                                                    {"no_comma", 57.17},
                                                                    {"double_space", 0.18},
                                                                    {"newline_or_tab", 0.96},
                                                                    {"missing_space_after_comma", 0.0},
                                                                    {"space_before_comma", 0.0},
                                                                    {"trailing_punct", 2.16},
                                                                    {"period_abbrev", 20.04},
                                                                    {"suffix_abbrev", 42.47},
                                                                    {"suffix_full", 31.43},
                                                                    {"directional_abbrev", 37.01},
                                                                    {"directional_full", 16.44},
                                                                    {"unit_designator", 23.4},
                                                                    {"unit_hash", 9.54},
                                                                    {"po_box", 5.76},
                                                                    {"rural_route", 1.92},
                                                                    {"military", 0.0},
                                                                    {"pr_urb", 0.0},
                                                                    {"intersection", 1.32},
                                                                    {"hyphen_number", 0.84},
                                                                    {"letter_number", 0.6},
                                                                    {"fraction_number", 0.42},
                                                                    {"wi_grid_number", 0.48},
                                                                    {"utah_grid", 0.36},
                                                                    {"numeric_street_ordinal", 9.36},
                                                                    {"highway_route", 6.06},
                                                                    {"non_ascii", 0.24},
                                                                    {"html_entity", 0.0},
                                                                    {"paren_note", 0.24},
                                                                    {"quote_char", 0.3},
                                                                    {"slash", 1.38},
                                                                    {"care_of_or_attn", 1.62},
                                                                    {"country", 1.92},
                                                                    {"zip_any", 64.19},
                                                                    {"zip_plus4", 8.34},
                                                                    {"zip_9_nohyphen", 0.6},
                                                                    {"zip_4digit_lost_zero", 0.54},
                                                                    {"no_house_number", 6.06},
                                                                    {"city", 68.39},
                                                                    {"state", 62.93},
                                                                    {"state_full_name", 5.1},
                                                                    {"state_lower", 16.68},
                                                                    {"state_dotted", 0.3},
                                                                    {"recipient", 5.34},
                                                                    {"landmark", 0.96},
                                                                    {"building", 11.22},
                                                                    {"occupancy", 26.93},
                                                                    {"occ_without_type", 8.34},
                                                                    {"number_suffix", 1.32},
                                                                    {"number_prefix", 0.24},
                                                                    {"pre_type", 9.96},
                                                                    {"pre_dir", 30.53},
                                                                    {"post_dir", 12.66},
                                                                    {"no_suffix", 13.92},
                                                                    {"not_address_label", 0.6},
                                                                    {"usps_box", 11.28},
                                                                    {"full", 58.49}});

constexpr std::array occupancy_rows = std::to_array<Weighted>({{"ste", 114},
                                                               {"suite", 60},
                                                               {"apt", 36},
                                                               {"floor", 30},
                                                               {"unit", 24},
                                                               {"flr", 12},
                                                               {"room", 11},
                                                               {"fl", 10},
                                                               {"rm", 5},
                                                               {"st", 3},
                                                               {"conference", 3},
                                                               {"lot", 2},
                                                               {"trlr", 2},
                                                               {"apartment", 2},
                                                               {"level", 1},
                                                               {"flat", 1},
                                                               {"su£te", 1},
                                                               {"executive", 1},
                                                               {"condo", 1}});

constexpr std::array suffix_rows = std::to_array<Weighted>(
    {{"st", 169},     {"ave", 107},    {"street", 102}, {"rd", 100},       {"dr", 95},     {"road", 56},
     {"blvd", 52},    {"avenue", 45},  {"drive", 40},   {"boulevard", 21}, {"pl", 15},     {"way", 15},
     {"lane", 15},    {"ln", 15},      {"place", 14},   {"ct", 14},        {"hwy", 13},    {"pkwy", 13},
     {"highway", 11}, {"parkway", 11}, {"circle", 10},  {"cir", 9},        {"park", 7},    {"court", 6},
     {"freeway", 5},  {"plaza", 4},    {"square", 4},   {"av", 4},         {"trl", 4},     {"ter", 4},
     {"hgwy", 4},     {"center", 3},   {"fwy", 3},      {"ctr", 3},        {"terrace", 3}, {"crt", 3},
     {"py", 3},       {"pkway", 2},    {"woods", 2},    {"expy", 2}});

constexpr std::array direction_rows = std::to_array<Weighted>(
    {{"W.", 59},    {"W", 54},    {"N.", 53},    {"N", 52},   {"S.", 44},       {"S", 42},
     {"West", 36},  {"E", 33},    {"South", 32}, {"NW", 29},  {"n", 26},        {"NE", 22},
     {"North", 19}, {"East", 18}, {"E.", 18},    {"SE", 17},  {"SW", 17},       {"s", 11},
     {"e", 11},     {"n.", 11},   {"ne", 10},    {"east", 9}, {"w", 9},         {"nw", 9},
     {"south", 8},  {"EAST", 8},  {"WEST", 7},   {"w.", 6},   {"Southwest", 5}, {"west", 5}});

constexpr std::array zip_rows = std::to_array<Weighted>({{"99999", 907},
                                                         {"99999-9999", 139},
                                                         {"9999", 9},
                                                         {"999999999", 9},
                                                         {"99999—9999", 2},
                                                         {"9999999999", 1},
                                                         {"99999\"", 1},
                                                         {"ct", 1}});

constexpr std::array state_rows = std::to_array<Weighted>(
    {{"2-letter upper", 686}, {"2-letter lower/mixed", 274}, {"full name", 81}, {"dotted/other abbrev", 8}});

constexpr std::array box_rows = std::to_array<Weighted>({{"box", 167},
                                                         {"po", 52},
                                                         {"p.o.", 21},
                                                         {"p", 17},
                                                         {"o", 17},
                                                         {"lockbox", 9},
                                                         {"route", 8},
                                                         {"lock", 4},
                                                         {"p.o.box", 3},
                                                         {"pob", 3},
                                                         {"post", 3},
                                                         {"office", 3}});

// Counted by us in the same 1,667 lines from their token labels: mixed, upper and lower case by what the line
// ends with (all three parts of a locality; city and state; city and ZIP; state and ZIP; city; state; ZIP;
// none).
constexpr LocalityCounts locality_rows = {{
    {{591, 35, 23, 1, 19, 7, 13, 267}},
    {{126, 15, 50, 0, 1, 2, 4, 180}},
    {{258, 14, 3, 0, 5, 0, 1, 52}},
}};

// The same, of lines with a city: no comma about it, one before it, one behind it, both.
constexpr CommaCounts comma_rows = {{
    {{121, 12, 106, 429}},
    {{130, 9, 19, 34}},
    {{268, 3, 7, 2}},
}};

constexpr std::array kind_rows = std::to_array<Weighted>({{"street", 1377},
                                                          {"street and box", 23},
                                                          {"unnumbered street", 18},
                                                          {"intersection", 22},
                                                          {"box", 117},
                                                          {"rural route", 48},
                                                          {"no street", 62}});

} // namespace

std::span<const MeasuredFeature> measured_features() { return feature_rows; }

std::span<const Weighted> unit_type_forms() { return occupancy_rows; }
std::span<const Weighted> street_suffix_forms() { return suffix_rows; }
std::span<const Weighted> direction_forms() { return direction_rows; }
std::span<const Weighted> zip_forms() { return zip_rows; }
std::span<const Weighted> state_forms() { return state_rows; }
std::span<const Weighted> box_forms() { return box_rows; }
std::span<const Weighted> address_kind_counts() { return kind_rows; }
const LocalityCounts& locality_counts() { return locality_rows; }
const CommaCounts& comma_counts() { return comma_rows; }

} // namespace redline::traffic
