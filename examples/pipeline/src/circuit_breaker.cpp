#include "redline/leadpipe/circuit_breaker.hpp"

#include <array>

namespace redline::leadpipe {

std::string_view to_text(BreakerState state) {
    constexpr std::array<std::string_view, 3> names{"closed", "half_open", "open"};
    return names[static_cast<std::size_t>(state)];
}

void CircuitBreaker::enter(BreakerState state, base::Instant now) {
    state_ = state;
    ++period_;
    since_ = now;
    failed_.clear();
    next_ = failures_ = probes_given_ = probes_succeeded_ = 0;
}

std::optional<CircuitBreaker::Permit> CircuitBreaker::allow(base::Instant now) {
    if (state_ == BreakerState::open && now - since_ >= limits_.open_for) enter(BreakerState::half_open, now);
    if (state_ == BreakerState::open) return std::nullopt;
    if (state_ == BreakerState::half_open && probes_given_++ >= limits_.probes_max) return std::nullopt;
    return Permit{period_};
}

void CircuitBreaker::slide(bool failed) {
    failures_ += failed ? 1 : 0;
    if (failed_.size() < limits_.window) {
        failed_.push_back(failed);
        return;
    }
    failures_ -= failed_[next_] ? 1 : 0;
    failed_[next_] = failed;
    next_ = (next_ + 1) % limits_.window;
}

void CircuitBreaker::record(Permit permit, bool succeeded, base::Instant now) {
    if (!limits_.enabled || permit.period != period_) return;
    if (state_ == BreakerState::half_open) {
        if (!succeeded) return enter(BreakerState::open, now);
        if (++probes_succeeded_ >= limits_.probes_max) enter(BreakerState::closed, now);
        return;
    }
    slide(!succeeded);
    const auto share = static_cast<double>(failures_) / static_cast<double>(failed_.size());
    if (failed_.size() >= limits_.calls_min && share >= limits_.failure_share) enter(BreakerState::open, now);
}

} // namespace redline::leadpipe
