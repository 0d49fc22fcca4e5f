/// Why this exists: the engine accepts only a finalised plan: no text left to parse, nothing that could still
/// be wrong about the user's file. `language` makes it from a scenario; tests make it by hand.
///
/// The model is open: new flows start at the times the stages say, never waiting for replies. Within a flow,
/// a step is due at the moment the step before it ended; a flow ends early at its first request that is not
/// ok.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/quantity.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::loadgen {

/// How the gaps between flows are drawn: evenly, or as a Poisson process of the same rate.
enum class Arrivals { regular, poisson };

/// A stretch of load. The rate of new flows goes linearly from `from` to `to`.
struct Stage {
    std::string name;
    base::Duration duration{0};
    base::Rate from;
    base::Rate to;
    Arrivals arrivals = Arrivals::regular;
    bool measured = true; ///< false keeps a warm-up out of totals and thresholds
};

/// A sequence of steps one simulated user takes. Weights need not sum to anything.
struct Flow {
    std::string name;
    double weight = 1;
    std::vector<std::uint32_t> steps; ///< indices into Plan::steps
};

/// Plain HTTP/1.1 over TCP.
struct Endpoint {
    std::string host;
    std::uint16_t port = 80;
};

struct Plan {
    Endpoint target;
    std::vector<Stage> stages;
    std::vector<Flow> flows;
    std::vector<StepLabel> steps;
    std::uint64_t seed = 0;
    unsigned connections = 100; ///< all threads together, opened when first needed, never more
    unsigned threads = 1;
    base::Duration timeout = std::chrono::seconds(3); ///< from the moment a request was sent
    std::vector<base::Duration> bounds;               ///< response times counted exactly in every slice
    base::Duration slice_width = std::chrono::milliseconds(200);
};

} // namespace redline::loadgen
