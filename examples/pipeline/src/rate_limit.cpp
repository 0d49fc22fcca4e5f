#include "redline/leadpipe/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace redline::leadpipe {

RateLimit::Bucket& RateLimit::bucket_of(std::string_view key, base::Instant now) {
    if (const auto known = buckets_.find(key); known != buckets_.end()) {
        by_use_.splice(by_use_.begin(), by_use_, known->second);
        return by_use_.front();
    }
    if (buckets_.size() >= options_.keys_max) {
        buckets_.erase(by_use_.back().key);
        by_use_.pop_back();
    }
    by_use_.push_front({std::string(key), options_.burst, now});
    buckets_.emplace(by_use_.front().key, by_use_.begin());
    return by_use_.front();
}

base::Duration RateLimit::take(std::string_view key, base::Instant now) {
    const auto rate = options_.rate.per_second;
    if (rate <= 0) return {};
    auto& bucket = bucket_of(key, now);
    const auto earned = base::in_seconds(now - bucket.filled) * rate;
    bucket.tokens = std::min(options_.burst, bucket.tokens + earned);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return {};
    }
    const auto seconds = (1 - bucket.tokens) / rate;
    // Rounded up, so that who waits exactly as long as told gets through.
    return base::Duration(static_cast<std::int64_t>(std::ceil(std::min(seconds, 1e6) * 1e9)) + 1);
}

} // namespace redline::leadpipe
