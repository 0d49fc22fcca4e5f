#include "redline/base/histogram.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

namespace redline::base_test {

using namespace redline::base;

namespace {

using Coarse = Histogram<5>;

} // namespace

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(empty_answers_zero) {
    const LatencyHistogram empty;
    BOOST_TEST(empty.count() == 0U);
    BOOST_TEST(empty.quantile(0.5) == 0U);
    BOOST_TEST(empty.min() == 0U);
    BOOST_TEST(empty.max() == 0U);
    BOOST_TEST(empty.mean() == 0.0);
    BOOST_TEST(empty.count_at_most(UINT64_MAX) == 0U);
}

BOOST_AUTO_TEST_CASE(the_stated_error_is_below_a_tenth_of_a_percent) {
    BOOST_TEST(LatencyHistogram::relative_error_max == 1.0 / 1024);
    BOOST_TEST(Coarse::relative_error_max == 1.0 / 64);
}

BOOST_AUTO_TEST_CASE(small_values_are_exact) {
    for (std::uint64_t value = 0; value < 1024; ++value) {
        const auto index = LatencyHistogram::bucket_of(value);
        BOOST_TEST_REQUIRE(index == value);
        BOOST_TEST_REQUIRE(LatencyHistogram::middle_of(index) == value);
    }
}

BOOST_AUTO_TEST_CASE(bucket_boundaries_by_hand) {
    // P = 5: 64 exact values, then 32 buckets an octave: two wide from 64, four wide from 128.
    BOOST_TEST(Coarse::bucket_of(63) == 63U);
    BOOST_TEST(Coarse::bucket_of(64) == 64U);
    BOOST_TEST(Coarse::bucket_of(65) == 64U);
    BOOST_TEST(Coarse::bucket_of(66) == 65U);
    BOOST_TEST(Coarse::bucket_of(127) == 95U);
    BOOST_TEST(Coarse::bucket_of(128) == 96U);
    BOOST_TEST(Coarse::bucket_of(131) == 96U);
    BOOST_TEST(Coarse::bucket_of(132) == 97U);
    BOOST_TEST(Coarse::lower_bound_of(96) == 128U);
    BOOST_TEST(Coarse::lower_bound_of(97) == 132U);
    BOOST_TEST(Coarse::middle_of(96) == 130U);
}

BOOST_AUTO_TEST_CASE(every_bucket_begins_where_the_one_before_ends) {
    const auto last = LatencyHistogram::bucket_of(UINT64_MAX);
    for (std::size_t index = 1; index <= last; ++index) {
        const auto low = LatencyHistogram::lower_bound_of(index);
        BOOST_TEST_REQUIRE(LatencyHistogram::bucket_of(low) == index);
        BOOST_TEST_REQUIRE(LatencyHistogram::bucket_of(low - 1) == index - 1);
    }
    BOOST_TEST(LatencyHistogram::bucket_of(LatencyHistogram::middle_of(last)) == last);
}

BOOST_AUTO_TEST_CASE(quantiles_are_by_nearest_rank) {
    Coarse histogram;
    for (const std::uint64_t value : {40, 10, 30, 20}) histogram.record(value);
    const std::pair<double, std::uint64_t> expected[] = {{-1, 10},  {0, 10},    {0.25, 10}, {0.26, 20},
                                                         {0.5, 20}, {0.51, 30}, {0.75, 30}, {0.76, 40},
                                                         {1, 40},   {2, 40}};
    for (const auto& [q, value] : expected) BOOST_TEST(histogram.quantile(q) == value, "q " << q);
}

BOOST_AUTO_TEST_CASE(extremes_are_exact_whatever_the_bucket) {
    Coarse histogram;
    histogram.record(1'000'001);
    BOOST_TEST(histogram.quantile(0.5) == 1'000'001U);
    histogram.record(1'000'003);
    BOOST_TEST(histogram.quantile(1) == 1'000'003U);
    BOOST_TEST(histogram.min() == 1'000'001U);
    BOOST_TEST(histogram.quantile(0) >= histogram.min());
}

BOOST_AUTO_TEST_CASE(count_sum_and_mean_are_exact) {
    LatencyHistogram histogram;
    histogram.record(5, 3);
    histogram.record(1'000'000'007);
    BOOST_TEST(histogram.count() == 4U);
    BOOST_TEST(histogram.sum() == 1'000'000'022.0);
    BOOST_TEST(histogram.mean() == 250'000'005.5);
}

BOOST_AUTO_TEST_CASE(the_sum_is_exact_beyond_what_a_double_can_count) {
    LatencyHistogram histogram;
    histogram.record(std::uint64_t{1} << 53);
    for (int i = 0; i < 4; ++i) histogram.record(1);
    BOOST_TEST(histogram.sum() == 0x1p53 + 4);
}

BOOST_AUTO_TEST_CASE(recording_no_times_changes_nothing) {
    LatencyHistogram histogram;
    histogram.record(7, 0);
    BOOST_TEST((histogram == LatencyHistogram{}));
    histogram.record(100);
    histogram.record(1, 0);
    histogram.record(1'000'000, 0);
    BOOST_TEST(histogram.min() == 100U);
    BOOST_TEST(histogram.max() == 100U);
}

BOOST_AUTO_TEST_CASE(count_at_most_counts_the_whole_bucket_of_its_bound) {
    Coarse histogram;
    for (const std::uint64_t value : {10, 63, 64, 65, 66}) histogram.record(value);
    BOOST_TEST(histogram.count_at_most(9) == 0U);
    BOOST_TEST(histogram.count_at_most(63) == 2U);
    BOOST_TEST(histogram.count_at_most(64) == 4U); // 64 and 65 share a bucket.
    BOOST_TEST(histogram.count_at_most(UINT64_MAX) == 5U);
}

BOOST_AUTO_TEST_CASE(a_histogram_is_restored_from_its_buckets_and_extremes) {
    LatencyHistogram histogram;
    for (const std::uint64_t value : {3, 1'000, 250'000'000, 250'000'001})
        histogram.record(value, value % 7 + 1);
    LatencyHistogram restored;
    histogram.for_each_bucket(
        [&](std::size_t index, std::uint64_t times) { restored.restore_bucket(index, times); });
    restored.restore_extremes(histogram.min(), histogram.max(), histogram.sum());
    BOOST_TEST((restored == histogram));
    BOOST_TEST(restored.quantile(0.9) == histogram.quantile(0.9));
    restored.restore_extremes(0, 0, -1.0);
    BOOST_TEST(restored.sum() == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
