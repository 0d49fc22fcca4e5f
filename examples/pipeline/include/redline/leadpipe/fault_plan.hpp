/// Why this exists: an alert that never saw a fault is not known to work. What is broken on purpose at a
/// moment is one value, written the same way on the command line, in a schedule and to /admin/faults:
///
///     intake-errors=20%            that share of POST /v1/leads answers 500
///     slow-normalise=1ms           each address takes so much longer
///     poison=1%                    events of that share of leads fail whoever takes them, each time
///     store=read-only | full       the ledger refuses every write
///     slow-store=50ms              each commit of the ledger takes so much longer
///     zombie=on                    /healthz is well, no lead is taken
///     hot-vertical=solar           every lead is of this vertical
///     buyer=NAME:slow|hanging|failing
///
/// `off` in the place of a value takes a fault back. Pure, any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"
#include "redline/base/quantity.hpp"
#include "redline/leadpipe/simulated_buyer.hpp"

namespace redline::leadpipe {

enum class StoreFault { none, read_only, full };

struct FaultPlan {
    base::Share intake_errors{};
    base::Duration slow_normalise{};
    base::Share poison{};
    StoreFault store = StoreFault::none;
    base::Duration slow_store{};
    bool zombie = false;
    std::string hot_vertical{}; ///< empty: none
    std::map<std::string, BuyerFault, std::less<>> buyers{};
    bool operator==(const FaultPlan&) const = default;
};

/// Reads one fault into `plan`; a wrong name is answered with the nearest right one.
base::Result<FaultPlan> with_fault(FaultPlan plan, std::string_view text);

/// Every fault of the plan as with_fault reads it, with blanks between; empty for none.
std::string to_text(const FaultPlan& plan);

} // namespace redline::leadpipe
