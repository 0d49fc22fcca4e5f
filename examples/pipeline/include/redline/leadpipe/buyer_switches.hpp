/// Why this exists: a buyer is broken and repaired by one JSON object, whoever sends it: an operator, a
/// schedule of faults, a test.
///
///     {"fault":"none|slow|hanging|failing","latency":"30ms","error_share":"10%","cap":100}
///
/// Each member is optional; `"cap":null` is no cap. Unknown members are refused, with the nearest known one:
/// a switch that was mistyped must not look as if it had worked.
///
/// Pure but for the buyer that is changed.
#pragma once

#include <optional>
#include <string>

#include "redline/base/error.hpp"
#include "redline/base/json.hpp"
#include "redline/leadpipe/simulated_buyer.hpp"

namespace redline::leadpipe {

struct BuyerSwitches {
    std::optional<BuyerFault> fault{};
    std::optional<base::Duration> latency{}; ///< median
    std::optional<double> error_share{};
    std::optional<std::int64_t> daily_cap{};
};

base::Result<BuyerSwitches> read_buyer_switches(const base::Json& json);

void apply(const BuyerSwitches& switches, SimulatedBuyer& buyer);

/// How the buyer stands, with the same members and `name`, `vertical`, `format` and `bought_today`.
base::Json to_json(const SimulatedBuyer& buyer, base::WallTime now);

} // namespace redline::leadpipe
