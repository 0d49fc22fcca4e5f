#include "redline/leadpipe/redelivery.hpp"

#include <algorithm>

#include "redline/base/random.hpp"

namespace redline::leadpipe {

namespace {

/// The capped exponential, without overflow.
base::Duration backoff(const RedeliveryPolicy& policy, int attempt) {
    auto delay = policy.first_delay;
    for (int doubled = 1; doubled < attempt && delay < policy.delay_max; ++doubled)
        delay = delay > policy.delay_max / 2 ? policy.delay_max : delay * 2;
    return std::min(delay, policy.delay_max);
}

} // namespace

std::optional<base::Duration> redelivery_delay(const RedeliveryPolicy& policy, int attempt, double jitter) {
    if (attempt >= policy.attempts_max) return std::nullopt;
    const auto half = backoff(policy, attempt) / 2;
    return half + base::Duration(static_cast<std::int64_t>(jitter * static_cast<double>(half.count())));
}

double redelivery_jitter(std::uint64_t seed, std::string_view consumer, std::int64_t sequence, int attempt) {
    auto of_event = base::Random::keyed(seed, consumer, static_cast<std::uint64_t>(sequence));
    return base::Random::keyed(of_event.next(), "attempt", static_cast<std::uint64_t>(attempt)).uniform();
}

} // namespace redline::leadpipe
