/// Why this exists: how people really mistype addresses, as figures: the hostile profile is generated from
/// this table and the tests hold what is generated against it.
///
/// Source: the 1,667 labelled training and test lines of datamade/usaddress
/// (https://github.com/datamade/usaddress, MIT). Facts only: not one of its lines is here. The sample was
/// collected to train a parser and favours lines that break parsers, so it stands for a hostile feed and not
/// for an average one. It holds no military addresses and none of Puerto Rico.
///
/// Immutable; read from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "redline/traffic/weighted.hpp"

namespace redline::traffic {

/// A trait of a line and in how many of a hundred lines it was seen.
struct MeasuredFeature {
    std::string_view name;
    double percent;
};

std::span<const MeasuredFeature> measured_features();

/// Spellings with the number of times each was seen.
std::span<const Weighted> unit_type_forms();     ///< lower-cased: `ste`, `apt`, …
std::span<const Weighted> street_suffix_forms(); ///< lower-cased, the 40 most frequent
std::span<const Weighted> direction_forms();     ///< as typed, the 30 most frequent
std::span<const Weighted> zip_forms();           ///< a 9 for each digit
std::span<const Weighted> state_forms();         ///< named in words
std::span<const Weighted> box_forms();           ///< the words of post office boxes, lower-cased

/// What a line's street part is. Counts of lines.
std::span<const Weighted> address_kind_counts();

enum class LineCase : std::uint8_t { mixed, upper, lower };
enum class Locality : std::uint8_t {
    city_state_zip,
    city_state,
    city_zip,
    state_zip,
    city,
    state,
    zip,
    none
};
enum class Commas : std::uint8_t { none, before_city, behind_city, both };

template <std::size_t columns>
using CountsByCase = std::array<std::array<std::uint32_t, columns>, 3>;
using LocalityCounts = CountsByCase<8>;
using CommaCounts = CountsByCase<4>;

/// Lines by LineCase (row) and Locality (column).
const LocalityCounts& locality_counts();

/// Lines with a city by LineCase (row) and Commas (column).
const CommaCounts& comma_counts();

} // namespace redline::traffic
