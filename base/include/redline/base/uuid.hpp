/// Why this exists: requests carry random UUIDs, as ids and as keys; all are spelt here.
///
/// Values without locks.
#pragma once

#include <cstdint>
#include <string>

#include "redline/base/random.hpp"

namespace redline::base {

/// 16 bytes, the first 8 in `high`.
struct Uuid {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Uuid&) const = default;
};

/// A UUID of version 4 (RFC 9562, section 5.4). Takes two numbers from `random`.
Uuid random_uuid(Random& random);

/// Appends 36 bytes: lower-case hex digits and dashes, 8-4-4-4-12.
void append_uuid(std::string& out, Uuid uuid);

} // namespace redline::base
