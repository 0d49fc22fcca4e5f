#include "redline/leadpipe/retry_budget.hpp"

#include <algorithm>

#include "redline/base/duration.hpp"

namespace redline::leadpipe {

void RetryBudget::save(double retries) { saved_ = std::min(saved_ + retries, limits_.saved_max); }

void RetryBudget::pass_to(base::Instant now) {
    if (now <= at_) return;
    save(limits_.per_second * base::in_seconds(now - at_));
    at_ = now;
}

void RetryBudget::deposit(base::Instant now) {
    pass_to(now);
    save(limits_.per_call);
}

bool RetryBudget::withdraw(base::Instant now) {
    if (!limits_.limited) return true;
    pass_to(now);
    if (saved_ < 1) return false;
    saved_ -= 1;
    return true;
}

} // namespace redline::leadpipe
