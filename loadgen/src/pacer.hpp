/// Why this exists: precision costs wake-ups. A generator that is woken for each request sends it within tens
/// of microseconds but pays a wake-up a request, three with its answer; one that is woken once a tick sends
/// all that fell due since, and reads all that was answered since, for a fraction of it. Answers lose nothing
/// by waiting for a tick: the kernel stamps them when they arrive.
///
/// `automatic` goes by the rate: below 2,000/s a thread (gaps over 500 µs) a wake-up each is under a tenth of
/// a core; above, ticks of 400 µs keep the median lag under 250 µs, half a tick and a wake-up's own delay.
///
/// Pure: a function of the times it is handed.
#pragma once

#include <algorithm>
#include <optional>

#include "redline/base/duration.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::loadgen {

constexpr base::Duration pacing_tick = std::chrono::microseconds(400);
constexpr base::Duration precise_gap_min = std::chrono::microseconds(500);

/// Whether requests that fall due `gap` apart are sent once a tick; no gap: nothing is scheduled, requests
/// follow answers, and there is nothing to wait for.
constexpr bool in_batches(Pacing pacing, std::optional<base::Duration> gap) {
    if (!gap || pacing == Pacing::precise) return false;
    return pacing == Pacing::batched || *gap < precise_gap_min;
}

/// The first tick that is not before `due`, and after `now`.
constexpr base::Duration tick_for(base::Duration now, base::Duration due) {
    const auto wanted = std::max(due, now + base::Duration(1));
    return (wanted + pacing_tick - base::Duration(1)) / pacing_tick * pacing_tick;
}

} // namespace redline::loadgen
