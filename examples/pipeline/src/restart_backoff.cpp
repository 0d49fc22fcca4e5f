#include "redline/leadpipe/restart_backoff.hpp"

#include <algorithm>

namespace redline::leadpipe {

std::optional<base::Duration> RestartBackoff::after_death(base::Instant started, base::Instant died) {
    if (died - started >= policy_.youth) young_deaths_ = 0;
    if (++young_deaths_ > policy_.young_deaths_max) return std::nullopt;
    auto delay = policy_.first_delay;
    for (int death = 1; death < young_deaths_ && delay < policy_.delay_max; ++death) delay *= 2;
    return std::min(delay, policy_.delay_max);
}

} // namespace redline::leadpipe
