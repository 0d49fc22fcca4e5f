/// Why this exists: leads carry names as common as real ones, so that a router or a deduplicator meets as
/// many Smiths as it would in production.
///
/// The 64 most frequent first names and the 64 most frequent surnames of the United States, with their count
/// in 100,000 people. Facts from the Social Security Administration's baby names and the Census Bureau's
/// surname list, as adjusted to 2013 by FiveThirtyEight (most-common-name, CC BY 4.0). People here are put
/// together from the two lists at random; none of them is anybody.
#pragma once

#include "redline/traffic/weighted.hpp"

namespace redline::traffic {

const WeightedTable& first_names();
const WeightedTable& last_names();

} // namespace redline::traffic
