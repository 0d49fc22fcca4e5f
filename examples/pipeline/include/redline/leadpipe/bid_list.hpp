/// Why this exists: an auction's bids go from role to role inside events, and are read by whoever is next:
/// one spelling, one reader.
///
///     [{"buyer":"rooftop-power","price_cents":4200},…]
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <vector>

#include "redline/base/json.hpp"
#include "redline/leadpipe/auction.hpp"

namespace redline::leadpipe {

base::Json to_json(const std::vector<Bid>& bids);

/// Nothing for anything else than a list of bids with prices of 0 or more; other members are left alone.
std::optional<std::vector<Bid>> parse_bids(const base::Json& json);

} // namespace redline::leadpipe
