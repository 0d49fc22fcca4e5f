/// Why this exists: an alert that never saw a fault is not known to work. leadpipe breaks on request, in a
/// measured share and by seeded dice: the n-th post fails or not by (seed, n) alone, so two runs with one
/// seed fail alike and a test can say which posts will.
///
/// Faults may be drawn from any thread; the numbering is the order of drawing.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/base/quantity.hpp"

namespace redline::leadpipe {

struct FaultPlan {
    base::Share intake_errors; ///< of POST /v1/leads, answered 500
};

/// Reads `intake-errors=20%` into `plan`; a wrong name is answered with the nearest right one.
base::Result<FaultPlan> with_fault(FaultPlan plan, std::string_view text);

class Faults {
  public:
    Faults(FaultPlan plan, std::uint64_t seed) : plan_(plan), seed_(seed) {}

    /// Draws for the next post.
    bool intake_fails();

  private:
    FaultPlan plan_;
    std::uint64_t seed_;
    std::atomic<std::uint64_t> posts_{0};
};

} // namespace redline::leadpipe
