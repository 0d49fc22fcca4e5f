#include "redline/leadpipe/retry_policy.hpp"

#include <algorithm>
#include <array>

#include "redline/leadpipe/choice.hpp"
#include "redline/leadpipe/redelivery.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> kind_names{"none", "immediate", "fixed", "backoff"};

} // namespace

base::Result<RetryKind> parse_retry_kind(std::string_view text) {
    return parse_choice<RetryKind>("way to retry", text, kind_names);
}

std::string_view to_text(RetryKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<base::Duration> retry_delay(const RetryPolicy& policy, int attempt, double jitter) {
    if (policy.kind == RetryKind::none || attempt >= policy.attempts_max) return std::nullopt;
    if (policy.kind == RetryKind::immediate) return base::Duration{};
    if (policy.kind == RetryKind::fixed) return policy.first_delay;
    const RedeliveryPolicy doubling{{}, policy.first_delay, policy.delay_max, policy.attempts_max};
    return redelivery_delay(doubling, attempt, jitter);
}

} // namespace redline::leadpipe
