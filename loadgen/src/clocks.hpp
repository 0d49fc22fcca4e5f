/// Why this exists: a transport tells times of the monotonic clock and gets stamps of the wall clock. It
/// reads the one at every event, and how far they are apart once a wait; in between, the last reading holds.
///
/// For one thread.
#pragma once

#include "arrival.hpp"

namespace redline::loadgen {

struct Clocks {
    base::Instant now{};     ///< as last read
    base::Duration apart{0}; ///< the wall clock less the monotonic one; zero: not read yet

    base::Instant read() { return now = base::monotonic_now(); }

    void read_both() {
        const auto before = base::monotonic_now();
        const auto wall = base::wall_now();
        apart = wall_ahead(before, wall, read(), apart);
    }

    /// When an answer stamped `stamp` to a request sent at `sent` arrived.
    base::Instant arrival(base::WallTime stamp, base::Instant sent) const {
        return loadgen::arrival(stamp, apart, sent, now);
    }
};

} // namespace redline::loadgen
