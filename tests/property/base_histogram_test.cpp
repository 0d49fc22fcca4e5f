// Laws of the histogram: merging is recording together, and quantiles are as near as promised.
#include "redline/base/histogram.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "seeds.hpp"

namespace redline::property {

namespace {

using base::LatencyHistogram;

/// Log-uniform over 1 µs … 1 h, in nanoseconds.
std::uint64_t latency(base::Random& random) {
    return static_cast<std::uint64_t>(1e3 * std::pow(3.6e9, random.uniform()));
}

std::vector<std::uint64_t> latencies(base::Random& random, std::uint64_t most) {
    std::vector<std::uint64_t> values(random.below(most));
    for (auto& value : values) value = latency(random);
    return values;
}

template <unsigned precision>
base::Histogram<precision> histogram_of(const std::vector<std::uint64_t>& values) {
    base::Histogram<precision> histogram;
    for (const auto value : values) histogram.record(value);
    return histogram;
}

LatencyHistogram merged(LatencyHistogram a, const LatencyHistogram& b) {
    a.merge(b);
    return a;
}

/// The nearest-rank quantile of sorted values, computed another way: by counting.
std::uint64_t exact_quantile(const std::vector<std::uint64_t>& sorted, double q) {
    std::size_t rank = 1;
    while (rank < sorted.size() && static_cast<double>(rank) < q * static_cast<double>(sorted.size())) ++rank;
    return sorted[rank - 1];
}

template <unsigned precision>
void check_quantiles(const std::vector<std::uint64_t>& sorted) {
    const auto histogram = histogram_of<precision>(sorted);
    for (const double q : {0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0}) {
        const auto exact = static_cast<double>(exact_quantile(sorted, q));
        const auto error = std::abs(static_cast<double>(histogram.quantile(q)) - exact) / exact;
        BOOST_TEST(error <= std::ldexp(1.0, -static_cast<int>(precision) - 1),
                   "q " << q << ": off by " << error);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_histogram)

BOOST_AUTO_TEST_CASE(merging_is_associative_commutative_and_recording_together) {
    for_random_values("merge", 300, [](base::Random& random) {
        const auto a = latencies(random, 500);
        const auto b = latencies(random, 500);
        const auto c = latencies(random, 500);
        auto together = a;
        together.insert(together.end(), b.begin(), b.end());
        together.insert(together.end(), c.begin(), c.end());
        const auto ha = histogram_of<9>(a);
        const auto hb = histogram_of<9>(b);
        const auto hc = histogram_of<9>(c);
        const auto all = histogram_of<9>(together);
        BOOST_TEST((merged(merged(ha, hb), hc) == all));
        BOOST_TEST((merged(ha, merged(hb, hc)) == all));
        BOOST_TEST((merged(merged(hc, hb), ha) == all));
        BOOST_TEST((merged(all, {}) == all));
    });
}

BOOST_AUTO_TEST_CASE(sums_that_no_double_holds_merge_the_same_in_any_order) {
    for_random_values("sums", 200, [](base::Random& random) {
        LatencyHistogram parts[3];
        for (auto& part : parts)
            for (int i = 0; i < 20; ++i) part.record(latency(random), random.below(1'000'000'000));
        BOOST_TEST(
            (merged(merged(parts[0], parts[1]), parts[2]) == merged(parts[2], merged(parts[1], parts[0]))));
    });
}

BOOST_AUTO_TEST_CASE(quantiles_are_within_the_stated_error_of_the_sorted_values) {
    for_random_values("quantiles", 60, [](base::Random& random) {
        auto values = latencies(random, 20'000);
        values.push_back(latency(random));
        std::sort(values.begin(), values.end());
        check_quantiles<9>(values);
        check_quantiles<5>(values);
    });
}

BOOST_AUTO_TEST_CASE(a_bucket_holds_the_values_between_its_bound_and_the_next) {
    for_random_values("buckets", 100'000, [](base::Random& random) {
        const auto value = random.next() >> random.below(64);
        const auto index = LatencyHistogram::bucket_of(value);
        BOOST_TEST_REQUIRE(LatencyHistogram::lower_bound_of(index) <= value);
        if (index < LatencyHistogram::bucket_of(UINT64_MAX))
            BOOST_TEST_REQUIRE(value < LatencyHistogram::lower_bound_of(index + 1));
    });
}

BOOST_AUTO_TEST_CASE(count_at_most_agrees_with_counting_at_bucket_edges) {
    for_random_values("counts", 100, [](base::Random& random) {
        const auto values = latencies(random, 2'000);
        const auto histogram = histogram_of<9>(values);
        const auto edge =
            LatencyHistogram::lower_bound_of(LatencyHistogram::bucket_of(latency(random)) + 1) - 1;
        const auto counted =
            std::count_if(values.begin(), values.end(), [&](std::uint64_t value) { return value <= edge; });
        BOOST_TEST(histogram.count_at_most(edge) == static_cast<std::uint64_t>(counted));
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
