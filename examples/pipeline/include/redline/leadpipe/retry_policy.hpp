/// Why this exists: how a failed post is tried again is the first thing a load test changes. `none` gives up,
/// `immediate` hits a struggling buyer harder, `fixed` comes back in step with everybody else, `backoff`
/// waits longer each time and apart from the others: half of a doubling delay and a random part of the other
/// half, the formula of redelivery.hpp, whose code it shares.
///
/// Pure, any thread.
#pragma once

#include <optional>
#include <string_view>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class RetryKind { none, immediate, fixed, backoff };

struct RetryPolicy {
    RetryKind kind = RetryKind::backoff;
    int attempts_max = 3; ///< the first is one of them
    base::Duration first_delay = std::chrono::milliseconds(100);
    base::Duration delay_max = std::chrono::seconds(5);
};

/// Reads `none`, `immediate`, `fixed` or `backoff`; a wrong word is answered with the nearest right one.
base::Result<RetryKind> parse_retry_kind(std::string_view text);
std::string_view to_text(RetryKind kind);

/// How long after the failure of attempt number `attempt` (from 1) the next is due; nothing when that was the
/// last. `jitter` is in [0, 1).
std::optional<base::Duration> retry_delay(const RetryPolicy& policy, int attempt, double jitter);

} // namespace redline::leadpipe
