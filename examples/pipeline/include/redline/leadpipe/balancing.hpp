/// Why this exists: which worker gets the next request is a choice among numbers, and the ways to choose are
/// worth comparing under load.
///
/// | way | chooses |
/// |---|---|
/// | `rr` | each in turn |
/// | `random` | any |
/// | `least` | the fewest requests in flight |
/// | `p2c` | the one with fewer in flight of two random ones (Mitzenmacher 2001, "The power of two choices")
/// | | `ewma` | the least latency · (in flight + 1) of two random ones, after Twitter's Finagle ("Peak EWMA")
/// | | `weighted` | at random, in the ratio of the weights |
///
/// Unhealthy workers are never chosen, so without a healthy one there is no choice. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class Balancing { rr, random, least, p2c, ewma, weighted };

/// A wrong word is answered with the nearest right one.
base::Result<Balancing> parse_balancing(std::string_view text);
std::string_view to_text(Balancing balancing);

struct WorkerLoad {
    std::size_t in_flight = 0;
    double latency_seconds = 0; ///< moving average; 0: not known yet
    double weight = 1;          ///< above 0
    bool healthy = true;
};

/// What one choice may depend on beside the workers.
struct Draw {
    std::uint64_t turn = 0;       ///< counts the choices
    double first = 0, second = 0; ///< dice in [0, 1)
};

/// The index of the worker chosen. Ties go to the first one from `turn` on, and of two drawn to the first.
std::optional<std::size_t> choose_worker(Balancing balancing, std::span<const WorkerLoad> workers, Draw draw);

/// The moving average after one more sample, the older ones weighed e^(−since/memory): exact for samples at
/// any distance. An average of 0 becomes the sample.
double blended_latency(double average_seconds, double sample_seconds, base::Duration since,
                       base::Duration memory);

} // namespace redline::leadpipe
