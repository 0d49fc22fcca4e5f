/// Why this exists: a worker that fails must get no more work, one that recovered must get some again, and
/// one hiccup must do neither. How often in a row decides.
///
/// What is asked decides too. A **zombie** answers pings and fails at work: a shallow check (/healthz: does
/// the process answer?) keeps it, a deep one (/readyz: can it work?) ejects it.
///
/// A value without locks.
#pragma once

#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class HealthCheck { shallow, deep };

/// A wrong word is answered with the nearest right one.
base::Result<HealthCheck> parse_health_check(std::string_view text);
std::string_view to_text(HealthCheck check);

/// `/healthz` or `/readyz`.
std::string_view path_of(HealthCheck check);

struct HealthPolicy {
    int failures_to_eject = 3;   ///< in a row; at least 1
    int successes_to_return = 2; ///< in a row; at least 1
};

class WorkerHealth {
  public:
    /// Taken for healthy until it shows otherwise.
    explicit WorkerHealth(HealthPolicy policy = {}) : policy_(policy) {}

    /// Takes one result; true when it changed what healthy() says.
    bool record(bool success);

    bool healthy() const { return healthy_; }

  private:
    HealthPolicy policy_;
    bool healthy_ = true;
    int against_ = 0; ///< results in a row that speak against what is believed
};

} // namespace redline::leadpipe
