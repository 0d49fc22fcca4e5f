/// Why this exists: three attempts each are harmless while one call in a hundred fails and treble the load
/// when all do. A budget ties retries to the calls there are: every call deposits a part of a retry, every
/// retry withdraws a whole one, and when nothing is left a failure is final at once.
///
/// A token bucket as in Finagle's RetryBudget (https://twitter.github.io/finagle/guide/Clients.html#retries:
/// 20 % of calls and at least 10 retries a second) and gRPC's retry throttling (gRFC A6). Unlike Finagle,
/// what was saved does not expire but is capped at `saved_max` retries.
///
/// A value without locks; time is handed in and may stand still, never go back.
#pragma once

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

struct RetryBudgetLimits {
    bool limited = true;    ///< false: every retry is granted
    double per_call = 0.2;  ///< retries that one call pays for
    double per_second = 10; ///< granted besides, so that quiet services can retry too
    double saved_max = 100; ///< also what it starts with
};

class RetryBudget {
  public:
    RetryBudget(const RetryBudgetLimits& limits, base::Instant now)
        : limits_(limits), saved_(limits.saved_max), at_(now) {}

    /// A call that is not a retry is made.
    void deposit(base::Instant now);
    /// Whether a retry may be made; it is then paid for.
    bool withdraw(base::Instant now);

  private:
    void save(double retries);
    void pass_to(base::Instant now);

    RetryBudgetLimits limits_;
    double saved_;
    base::Instant at_;
};

} // namespace redline::leadpipe
