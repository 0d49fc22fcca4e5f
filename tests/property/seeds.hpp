/// Why this exists: a law is tried on values nobody chose, and a failure must be found again. Laws that hold
/// always draw a fresh seed each run and name it where they fail; statistical ones state a fixed seed with
/// their alpha, or they would fail by luck.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"

namespace redline::property {

/// The seed in REDLINE_TEST_SEED, else a fresh one.
inline std::uint64_t law_seed() {
    std::uint64_t seed = 0;
    if (const char* given = std::getenv("REDLINE_TEST_SEED")) {
        const std::string_view text = given;
        std::from_chars(text.data(), text.data() + text.size(), seed);
        return seed;
    }
    return base::fresh_seed();
}

/// Calls law(random) `times` times, each with a stream of its own; a failure inside names seed and number.
template <class Law>
void for_random_values(std::string_view purpose, std::uint64_t times, Law law) {
    const auto seed = law_seed();
    for (std::uint64_t number = 0; number < times; ++number) {
        BOOST_TEST_CONTEXT("number " << number << " of REDLINE_TEST_SEED=" << seed) {
            auto random = base::Random::keyed(seed, purpose, number);
            law(random);
        }
    }
}

} // namespace redline::property
