#include "redline/loadgen/live_figures.hpp"

#include <algorithm>
#include <numeric>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// The definition, looked for one bound after the other.
std::size_t bucket_by_search(base::Duration duration) {
    const auto found = std::find_if(live_bounds.begin(), live_bounds.end(),
                                    [&](base::Duration bound) { return duration <= bound; });
    return static_cast<std::size_t>(found - live_bounds.begin());
}

std::size_t only_bucket(base::Duration duration) {
    DurationCounts counts;
    counts.record(duration);
    return static_cast<std::size_t>(std::find(counts.counts.begin(), counts.counts.end(), 1U) -
                                    counts.counts.begin());
}

} // namespace

BOOST_AUTO_TEST_SUITE(live_figures)

BOOST_AUTO_TEST_CASE(a_bound_counts_what_equals_it) {
    for (const auto bound : live_bounds)
        for (const auto near : {bound - 1ns, bound, bound + 1ns})
            BOOST_TEST(only_bucket(near) == bucket_by_search(near), near.count() << " ns");
}

BOOST_AUTO_TEST_CASE(every_duration_is_counted_where_a_search_would_count_it) {
    base::Random random(1);
    for (int i = 0; i < 10'000; ++i) {
        const base::Duration any(static_cast<std::int64_t>(random.next() >> (1 + random.next() % 63)));
        BOOST_TEST(only_bucket(any) == bucket_by_search(any), any.count() << " ns");
    }
}

BOOST_AUTO_TEST_CASE(below_zero_counts_as_zero_and_above_all_bounds_is_kept) {
    DurationCounts counts;
    counts.record(-5ms);
    counts.record(1h);
    BOOST_TEST(counts.counts.front() == 1U);
    BOOST_TEST(counts.counts.back() == 1U);
    BOOST_TEST(counts.nanoseconds == static_cast<std::uint64_t>(base::Duration(1h).count()));
}

BOOST_AUTO_TEST_CASE(merging_is_addition) {
    StepFigures one;
    one.outcomes[0] = 2;
    one.response_time.record(3ms);
    StepFigures other;
    other.outcomes[0] = 5;
    other.outcomes[1] = 1;
    other.response_time.record(3ms);
    other.service_time.record(2ms);
    one.merge(other);
    BOOST_TEST(one.outcomes[0] == 7U);
    BOOST_TEST(one.outcomes[1] == 1U);
    BOOST_TEST(one.response_time.counts[bucket_by_search(3ms)] == 2U);
    BOOST_TEST(one.response_time.nanoseconds == 6'000'000U);
    BOOST_TEST(one.service_time.nanoseconds == 2'000'000U);
}

BOOST_AUTO_TEST_SUITE_END()
