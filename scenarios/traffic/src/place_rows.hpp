/// Why this exists: the facts behind `places`, packed a state a row so that they can be read and checked by
/// eye.
///
/// 403 rows of the 41,490 of GeoNames' postal codes (https://www.geonames.org, CC BY 4.0), drawn
/// systematically from those whose city is written in letters: per state as many as its share of all ZIP
/// codes, at least three (one in DC, whose codes are mostly single offices: its first "Washington"), at even
/// distances in the order of ZIP codes, no city twice in a state. Area codes: North American Numbering Plan
/// Administrator; older ones, not every overlay.
#pragma once

#include <span>
#include <string_view>

namespace redline::traffic {

struct StateRow {
    std::string_view code; ///< two letters, USPS Publication 28, appendix B
    std::string_view name;
    std::string_view area_codes; ///< three digits each, a space between
    std::string_view towns;      ///< "ZIP City; ZIP City; …"
};

std::span<const StateRow> place_rows();

} // namespace redline::traffic
