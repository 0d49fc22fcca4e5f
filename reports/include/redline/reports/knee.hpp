/// Why this exists: long before the SLO breaks, latency begins to grow faster than throughput. Where it does
/// is the rate to plan for, and it needs a definition, or everybody sees it elsewhere.
///
/// The knee is where *power* = throughput / mean response time is largest (Kleinrock 1979, "Power and
/// deterministic rules of thumb for probabilistic problems in computer communications"): below it a percent
/// more load costs less than a percent of latency, above it more. For M/M/1 it is half the service rate.
/// Taken from the probes, as measured: its resolution is the distance to the rates tried beside it, which it
/// names.
///
/// Pure.
#pragma once

#include <optional>
#include <span>

namespace redline::reports {

/// What one probe showed, whether or not it kept the SLO.
struct PowerPoint {
    double rate = 0;             ///< asked, per second
    double throughput = 0;       ///< answers per second
    double response_seconds = 0; ///< mean, counted from when a request was due
};

struct Knee {
    double rate = 0;
    double above = 0;            ///< the nearest rate below the knee; 0 where none was tried
    double below = 0;            ///< the nearest rate beyond it
    double response_seconds = 0; ///< mean response time there
};

/// Nothing where the largest power is at the highest rate tried: latency had not bent by then.
std::optional<Knee> find_knee(std::span<const PowerPoint> points);

} // namespace redline::reports
