/// Why this exists: what failed once may succeed a moment later, what fails for ever must not be tried for
/// ever, and a crowd that failed together must not come back together. When an event is delivered again, or
/// that it is not, is decided here from numbers alone.
///
/// Exponential backoff, capped, with "equal jitter" (Brooker 2015, "Exponential Backoff And Jitter",
/// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/):
/// half of min(delay_max, first_delay · 2^(attempt − 1)), and a random part of the other half. His "full
/// jitter" costs a little less work in all, but may draw a delay of nearly nothing, and here that would spend
/// one of a bounded number of attempts on a fault that had no time to pass.
///
/// Pure, any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "redline/base/duration.hpp"

namespace redline::leadpipe {

struct RedeliveryPolicy {
    base::Duration ack_timeout = std::chrono::seconds(30); ///< without an answer, an attempt has failed
    base::Duration first_delay = std::chrono::milliseconds(500);
    base::Duration delay_max = std::chrono::minutes(1);
    int attempts_max = 8; ///< at least 1; the first delivery is one of them
};

/// How long after the failure of attempt number `attempt` (from 1) the next is due; nothing when that was the
/// last, and the event becomes a dead letter. `jitter` is in [0, 1).
std::optional<base::Duration> redelivery_delay(const RedeliveryPolicy& policy, int attempt, double jitter);

/// The dice of one failure: the same for the same failure, so that a simulation can be repeated.
double redelivery_jitter(std::uint64_t seed, std::string_view consumer, std::int64_t sequence, int attempt);

} // namespace redline::leadpipe
