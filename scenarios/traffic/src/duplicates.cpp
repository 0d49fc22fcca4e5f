#include "duplicates.hpp"

#include <algorithm>

#include "redline/base/random.hpp"

namespace redline::traffic {

namespace {

constexpr double mean_distance = 200;
constexpr double typed_anew_share = 0.5;

std::uint64_t earlier_index(std::uint64_t index, base::Random& random) {
    const auto distance = 1 + static_cast<std::uint64_t>(random.exponential() * mean_distance);
    return index - std::min(distance, index);
}

} // namespace

LeadOrigin origin_of(double share, std::uint64_t seed, std::uint64_t index) {
    LeadOrigin origin{index, index};
    if (share <= 0) return origin;
    bool typed = false;
    while (origin.person > 0) {
        auto random = base::Random::keyed(seed, "lead duplicate", origin.person);
        if (!random.chance(share)) break;
        typed = typed || random.chance(typed_anew_share);
        origin.person = earlier_index(origin.person, random);
        if (!typed) origin.typed_at = origin.person;
    }
    return origin;
}

} // namespace redline::traffic
