/// Why this exists: a service often says itself what is full: connections in use of a pool, a queue's length,
/// its capacity. Those are gauges on its metrics page, and by the words of their names two of them belong
/// together: one that is used, one that says how much there is.
///
/// The Prometheus text format, version 0.0.4. Only families declared `# TYPE name gauge` are taken. A gauge's
/// limit is the gauge with the same labels whose name differs by the last word alone: `_max`, `_limit`,
/// `_capacity` or `_size` for one that ends in `_in_use`, `_used`, `_active`, `_busy`, `_open`, `_depth`,
/// `_length`,
/// `_current`, or has no such ending. A gauge without a limit is taken for waiting work where its name says
/// so
/// (`queue`, `pending`, `backlog`, `waiting`).
///
/// Lines that are none are passed over; a page is the target's, and never a reason to end a run. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "redline/reports/limits.hpp"

namespace redline::scenarios {

/// By name and labels, as written.
using Gauges = std::map<std::string, double>;

Gauges read_gauges(std::string_view page);

/// Those that have a limit or are waiting work, of two readings.
std::vector<reports::GaugeUse> gauge_uses(const Gauges& before, const Gauges& after);

} // namespace redline::scenarios
