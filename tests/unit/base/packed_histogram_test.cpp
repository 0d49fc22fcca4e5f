#include "redline/base/packed_histogram.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"

namespace redline::base_test {

using namespace redline::base;

namespace {

/// Latencies of a second: most near each other, a few far out.
Histogram<5> second_of(std::uint64_t seed, int requests) {
    Random random(seed);
    Histogram<5> histogram;
    for (int i = 0; i < requests; ++i)
        histogram.record(
            static_cast<std::uint64_t>(200'000 * (1 + random.exponential() * random.exponential())));
    return histogram;
}

} // namespace

BOOST_AUTO_TEST_SUITE(packed_histogram)

BOOST_AUTO_TEST_CASE(nothing_packs_to_nothing) {
    const PackedHistogram<5> packed{Histogram<5>{}};
    BOOST_TEST(packed.empty());
    BOOST_TEST(packed.unpacked().count() == 0);
}

BOOST_AUTO_TEST_CASE(what_is_packed_comes_back_to_the_last_count_and_sum) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto histogram = second_of(seed, static_cast<int>(1 + seed * 7));
        const auto back = PackedHistogram<5>(histogram).unpacked();
        BOOST_REQUIRE((back == histogram));
        auto twice = histogram;
        twice.merge(back);
        BOOST_REQUIRE_EQUAL(twice.count(), 2 * histogram.count());
        BOOST_REQUIRE_EQUAL(twice.sum(), 2 * histogram.sum());
    }
}

BOOST_AUTO_TEST_CASE(the_largest_values_come_back) {
    Histogram<5> histogram;
    histogram.record(0);
    for (int i = 0; i < 5; ++i) histogram.record(UINT64_MAX, 1'000'000'007);
    const auto back = PackedHistogram<5>(histogram).unpacked();
    BOOST_CHECK((back == histogram));
    BOOST_TEST(back.max() == UINT64_MAX);
}

BOOST_AUTO_TEST_CASE(a_second_of_a_thousand_requests_is_some_hundred_bytes) {
    BOOST_TEST(PackedHistogram<5>(second_of(1, 1000)).bytes() < 400);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
