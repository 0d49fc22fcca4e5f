// The dice: bounds that always hold, and distributions at a stated seed and alpha.
#include "redline/base/random.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "seeds.hpp"

namespace redline::property {

namespace {

constexpr std::uint64_t stated_seed = 20'260'501;
constexpr std::size_t draws = 200'000;

/// Kolmogorov's statistic of sorted values against a distribution function, times √n; 1.95 is exceeded by
/// chance once in a thousand seeds (alpha = 0.001; Kolmogorov 1933).
constexpr double kolmogorov_limit = 1.95;

template <class Distribution>
double kolmogorov_statistic(std::vector<double> values, Distribution distribution) {
    std::sort(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    double widest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double expected = distribution(values[i]);
        widest = std::max({widest, expected - static_cast<double>(i) / count,
                           static_cast<double>(i + 1) / count - expected});
    }
    return widest * std::sqrt(count);
}

template <class Draw>
std::vector<double> drawn(Draw draw) {
    std::vector<double> values(draws);
    for (auto& value : values) value = draw();
    return values;
}

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
    const double mean = mean_of(values);
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

/// Chi-squared of counts that should be equal.
double chi_squared(const std::vector<std::uint64_t>& counts, double expected) {
    double sum = 0;
    for (const auto count : counts) sum += std::pow(static_cast<double>(count) - expected, 2) / expected;
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_random)

BOOST_AUTO_TEST_CASE(bounds_always_hold) {
    for_random_values("bounds", 200'000, [](base::Random& random) {
        const auto bound = std::max<std::uint64_t>(1, random.next() >> random.below(64));
        BOOST_TEST_REQUIRE(random.below(bound) < bound, bound);
        const auto uniform = random.uniform();
        BOOST_TEST_REQUIRE((uniform >= 0 && uniform < 1));
        const auto gap = random.exponential();
        BOOST_TEST_REQUIRE((gap >= 0 && std::isfinite(gap)));
    });
}

BOOST_AUTO_TEST_CASE(uniform_has_its_mean_variance_and_shape) {
    base::Random random(stated_seed);
    const auto values = drawn([&] { return random.uniform(); });
    // Five standard errors of each: exceeded by chance once in about two million seeds.
    BOOST_TEST(std::abs(mean_of(values) - 0.5) < 5 * std::sqrt(1.0 / 12 / draws));
    BOOST_TEST(std::abs(variance_of(values) - 1.0 / 12) < 5 * std::sqrt(1.0 / 180 / draws));
    BOOST_TEST(kolmogorov_statistic(values, [](double x) { return x; }) < kolmogorov_limit);
}

BOOST_AUTO_TEST_CASE(exponential_has_its_mean_variance_and_shape) {
    base::Random random(stated_seed);
    const auto values = drawn([&] { return random.exponential(); });
    BOOST_TEST(std::abs(mean_of(values) - 1) < 5 * std::sqrt(1.0 / draws));
    BOOST_TEST(std::abs(variance_of(values) - 1) < 5 * std::sqrt(8.0 / draws)); // fourth central moment 9
    BOOST_TEST(kolmogorov_statistic(values, [](double x) { return 1 - std::exp(-x); }) < kolmogorov_limit);
}

BOOST_AUTO_TEST_CASE(below_falls_on_every_value_alike) {
    base::Random random(stated_seed);
    std::vector<std::uint64_t> counts(100);
    for (std::size_t i = 0; i < draws; ++i) ++counts[random.below(counts.size())];
    BOOST_TEST(chi_squared(counts, double{draws} / 100) < 148.2); // 99 degrees of freedom, alpha = 0.001
}

BOOST_AUTO_TEST_CASE(first_draws_of_neighbouring_streams_are_uniform_too) {
    std::uint64_t index = 0;
    const auto values = drawn([&] { return base::Random::keyed(stated_seed, "gaps", index++).uniform(); });
    BOOST_TEST(kolmogorov_statistic(values, [](double x) { return x; }) < kolmogorov_limit);
}

BOOST_AUTO_TEST_CASE(streams_of_different_purposes_are_uncorrelated) {
    double sum = 0;
    for (std::uint64_t index = 0; index < draws; ++index)
        sum += (base::Random::keyed(stated_seed, "name", index).uniform() - 0.5) *
               (base::Random::keyed(stated_seed, "email", index).uniform() - 0.5);
    // Each product has the deviation 1/12; five standard errors.
    BOOST_TEST(std::abs(sum / draws) < 5.0 / 12 / std::sqrt(double{draws}));
}

BOOST_AUTO_TEST_CASE(streams_never_share_their_first_draw) {
    std::set<std::uint64_t> seen;
    for (const char* purpose : {"name", "email", "address", ""})
        for (std::uint64_t index = 0; index < 20'000; ++index)
            seen.insert(base::Random::keyed(stated_seed, purpose, index).next());
    BOOST_TEST(seen.size() == 80'000U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
