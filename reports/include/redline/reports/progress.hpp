/// Why this exists: while a run goes on, one line says how it goes: on a terminal it is drawn over itself, in
/// a log it is a sentence a line. Same figures, two forms.
///
/// Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"

namespace redline::reports {

struct ProgressFigures {
    base::Duration elapsed{0};
    base::Duration scheduled{0}; ///< the whole run
    std::string stage;
    std::uint64_t requests = 0; ///< that ended so far
    std::uint64_t failed = 0;   ///< of them
    double rate = 0;            ///< requests per second, of late
    base::Duration p50{0};      ///< response time, of late
    base::Duration p95{0};
    base::Duration p99{0};
    base::Duration send_lag_p99{0};
    std::vector<double> rates; ///< one a second, oldest first; the last curve_seconds_max are drawn
};

constexpr std::size_t curve_seconds_max = 30; ///< half a minute is what the eye compares at a glance

/// For a terminal, no newline, never wider than `columns`: what matters less is left out where there is less
/// room, and the curve of the rate takes what is left. The caller clears the line.
std::string progress_line(const ProgressFigures& figures, std::size_t columns, bool colour);

/// For a log: `12 s of 30 s, hold: 198.4/s, p50 …`, without newline.
std::string progress_sentence(const ProgressFigures& figures);

/// One of eight heights a value, the largest full: `▁▃█`.
std::string sparkline(const std::vector<double>& values);

} // namespace redline::reports
