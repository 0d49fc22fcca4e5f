/// Why this exists: the kernel stamps what it receives with the wall clock, the engine measures with the
/// monotonic one. How long an answer then waited to be read is no fault of the target's.
///
/// Pure.
#pragma once

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::loadgen {

/// When an answer stamped `stamp` arrived, the wall clock being `wall_ahead` of the monotonic one. Without a
/// stamp (zero), or with one that a step of the wall clock made absurd, it is `now`.
inline base::Instant arrival(base::WallTime stamp, base::Duration wall_ahead, base::Instant sent,
                             base::Instant now) {
    const base::Instant at(stamp.time_since_epoch() - wall_ahead);
    const bool sane = stamp != base::WallTime{} && at <= now && at >= sent;
    return sane ? at : now;
}

} // namespace redline::loadgen
