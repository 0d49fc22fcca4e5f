#include "redline/leadpipe/retry_policy.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"
#include "redline/leadpipe/redelivery.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> kind_names{"none", "immediate", "fixed", "backoff"};

} // namespace

base::Result<RetryKind> parse_retry_kind(std::string_view text) {
    const auto found = std::ranges::find(kind_names, text);
    if (found == kind_names.end())
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("there is no way `{}` to retry", text),
                             base::suggestion(text, kind_names));
    return static_cast<RetryKind>(found - kind_names.begin());
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
