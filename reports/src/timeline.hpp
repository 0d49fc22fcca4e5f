/// Why this exists: a run has as many slices as its length asks for, a chart as many points as it has room
/// for. Neighbouring slices are put together until they fit; a page's size does not grow with the run.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::reports {

/// A stretch of the run. Rates are per second; times are nanoseconds of the requests that ended in it, absent
/// where none did.
struct Moment {
    base::Duration from{0};
    base::Duration to{0};
    double offered = 0;  ///< fell due
    double achieved = 0; ///< were sent
    double failed = 0;   ///< ended, and were not ok
    std::optional<std::uint64_t> p50;
    std::optional<std::uint64_t> p95;
    std::optional<std::uint64_t> p99;
    std::optional<std::uint64_t> service_p99;
};

/// At most `moments_max` moments, all but the last of one length.
std::vector<Moment> timeline_of(const loadgen::RunResult& result, std::size_t moments_max);

} // namespace redline::reports
