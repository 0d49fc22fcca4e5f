/// Why this exists: which lead of a feed is somebody sent again, decided by its index alone so that any
/// thread finds the same answer without a history.
#pragma once

#include <cstdint>

namespace redline::traffic {

/// Where lead `index` comes from: whose lead it is, and at which index the text was typed. Both are `index`
/// itself for an original; for a byte-identical copy both are an earlier index's; typed anew, only the person
/// is.
struct LeadOrigin {
    std::uint64_t person = 0;
    std::uint64_t typed_at = 0;
};

/// Lead 0 is never a duplicate. A duplicate repeats one of the leads before it, a recent one rather than an
/// old one: the distance is exponential with mean 200 leads. `share` is 0 to 1.
LeadOrigin origin_of(double share, std::uint64_t seed, std::uint64_t index);

} // namespace redline::traffic
