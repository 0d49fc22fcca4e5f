#include "redline/base/random.hpp"

#include <cmath>
#include <random>

namespace redline::base {

namespace {

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): enough to keep purposes apart.
std::uint64_t name_hash(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

} // namespace

Random Random::keyed(std::uint64_t seed, std::string_view purpose, std::uint64_t index) {
    Random by_seed(seed);
    Random by_purpose(by_seed.next() ^ name_hash(purpose));
    Random by_index(by_purpose.next() ^ (index * 0xd1342543de82ef95));
    return Random(by_index.next());
}

std::uint64_t Random::below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
}

double Random::exponential() { return -std::log1p(-uniform()); }

std::uint64_t fresh_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

} // namespace redline::base
