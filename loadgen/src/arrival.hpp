/// Why this exists: the kernel stamps what it receives with the wall clock, the engine measures with the
/// monotonic one. How long an answer then waited to be read is no fault of the target's.
///
/// The two clocks are read one after the other; a thread that loses its core in between would make every
/// answer seem earlier than it was, by milliseconds on a crowded machine.
///
/// Pure.
#pragma once

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::loadgen {

constexpr base::Duration reading_gap_max = std::chrono::microseconds(5);

/// How far the wall clock is ahead of the monotonic one, which was read before and after it; where too much
/// time went by in between, as far as it was `so_far` (zero: not known yet).
inline base::Duration wall_ahead(base::Instant before, base::WallTime wall, base::Instant after,
                                 base::Duration so_far) {
    const bool interrupted = after - before > reading_gap_max && so_far != base::Duration(0);
    return interrupted ? so_far : wall.time_since_epoch() - after.time_since_epoch();
}

/// When an answer stamped `stamp` arrived, the wall clock being `wall_ahead` of the monotonic one. Without a
/// stamp (zero), or with one that a step of the wall clock made absurd, it is `now`.
inline base::Instant arrival(base::WallTime stamp, base::Duration wall_ahead, base::Instant sent,
                             base::Instant now) {
    const base::Instant at(stamp.time_since_epoch() - wall_ahead);
    const bool sane = stamp != base::WallTime{} && at <= now && at >= sent;
    return sane ? at : now;
}

} // namespace redline::loadgen
