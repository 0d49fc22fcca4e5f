/// Why this exists: what streets are called. The twenty most common names with the number of streets that
/// bore them (National League of Cities, "Most Common U.S. Street Names", from Census data of 1993); the tail
/// of trees, presidents, compounds and saints is ours, with weights to match. Ordinals in digits are drawn
/// apart.
#pragma once

#include "redline/traffic/weighted.hpp"

namespace redline::traffic {

const WeightedTable& street_names();

/// What comes before the number of a numbered road: `Highway`, `County Road`, `US`, … as counted in the
/// labelled lines of datamade/usaddress.
const WeightedTable& road_kinds();

const WeightedTable& building_names();   ///< invented
const WeightedTable& landmark_names();   ///< kinds of places rather than places
const WeightedTable& recipient_forms();  ///< what stands before a name: `c/o`, `Attn:`, …
const WeightedTable& subaddress_types(); ///< `Dept`, `Bldg`, …, as counted in the same labelled lines

} // namespace redline::traffic
