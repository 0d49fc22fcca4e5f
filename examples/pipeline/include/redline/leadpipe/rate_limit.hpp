/// Why this exists: one source that sends too much must be slowed before it slows the others, and told when
/// to come again.
///
/// A token bucket a key (Turner 1986, "New directions in communications"): `burst` tokens at most, `rate` of
/// them a second, one a request. So in any time t a key gets at most burst + rate · t through.
///
/// Limit: keys_max buckets; beyond that the one unused longest is forgotten, and its key starts with a full
/// bucket again. With as many keys as a client cares to invent, that client is not limited: take keys from
/// what was authenticated, or from addresses.
///
/// A value without locks; times must not go back.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/quantity.hpp"

namespace redline::leadpipe {

struct RateLimitOptions {
    base::Rate rate{};             ///< 0: no limit
    double burst = 1;              ///< at least 1
    std::size_t keys_max = 10'000; ///< at least 1
};

class RateLimit {
  public:
    explicit RateLimit(RateLimitOptions options) : options_(options) {}

    /// Takes a token of this key's. Zero when there was one, else how long until there is.
    base::Duration take(std::string_view key, base::Instant now);

    std::size_t keys() const { return buckets_.size(); }

  private:
    struct Bucket {
        std::string key;
        double tokens;
        base::Instant filled; ///< when `tokens` was right
    };
    using Buckets = std::list<Bucket>;

    Bucket& bucket_of(std::string_view key, base::Instant now);

    RateLimitOptions options_;
    Buckets by_use_;                                                  ///< the last one used first
    std::unordered_map<std::string_view, Buckets::iterator> buckets_; ///< keys point into by_use_
};

} // namespace redline::leadpipe
