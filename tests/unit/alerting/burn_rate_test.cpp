#include "redline/alerting/burn_rate.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>

#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace redline::alerting;
using namespace std::chrono_literals;

/// A counter with uneven spacing, gaps, resets, stretches without traffic and a sample that is no number.
base::TimeSeries ragged(base::Random& random) {
    base::TimeSeries series;
    base::Duration at{static_cast<std::int64_t>(random.below(5)) * 1s};
    double value = static_cast<double>(random.below(1000));
    for (int i = 0; i < 120; ++i) {
        series.samples.push_back({at, random.chance(0.02) ? std::nan("") : value});
        at += random.chance(0.05) ? 60s : std::chrono::milliseconds{500 + random.below(1500)};
        if (random.chance(0.04))
            value = static_cast<double>(random.below(10));
        else if (random.chance(0.7))
            value += static_cast<double>(random.below(20));
    }
    return series;
}

/// The definition read aloud, sample by sample, without sums kept.
double naive_growth(const std::vector<base::TimeSeries>& counters, base::Duration from, base::Duration to) {
    double sum = 0;
    for (const auto& counter : counters) {
        bool seen = false;
        double before = 0;
        for (const auto& sample : counter.samples) {
            if (std::isnan(sample.value)) continue;
            if (seen && sample.at > from && sample.at <= to)
                sum += sample.value < before ? sample.value : sample.value - before;
            seen = true;
            before = sample.value;
        }
    }
    return sum;
}

std::vector<const base::TimeSeries*> pointers(const std::vector<base::TimeSeries>& series) {
    std::vector<const base::TimeSeries*> all;
    for (const auto& one : series) all.push_back(&one);
    return all;
}

constexpr BurnRateTest workbook_page{0.999, 14.4, 100};

} // namespace

BOOST_AUTO_TEST_SUITE(burn_rate)

BOOST_AUTO_TEST_CASE(window_counts_agree_with_the_definition_read_aloud) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        auto random = base::Random::keyed(seed, "ragged counters", 0);
        const std::vector<base::TimeSeries> total{ragged(random), ragged(random), ragged(random)};
        const std::vector<base::TimeSeries> bad{ragged(random), ragged(random)};
        const Events events{Growth(pointers(bad)), Growth(pointers(total))};
        for (int i = 0; i < 50; ++i) {
            const base::Duration to = std::chrono::milliseconds{random.below(300'000)};
            const base::Duration window = std::chrono::milliseconds{random.below(120'000)};
            const auto counts = counts_within(events, to, window);
            const double all = naive_growth(total, to - window, to);
            BOOST_TEST_CONTEXT("seed " << seed << ", (" << to.count() << " - " << window.count() << "]") {
                BOOST_TEST(counts.total == all);
                BOOST_TEST(counts.bad == std::min(naive_growth(bad, to - window, to), all));
                BOOST_TEST(ratio_of(counts).has_value() == (all > 0));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_traffic_has_no_ratio) {
    BOOST_TEST(!ratio_of({0, 0}));
    BOOST_TEST(*ratio_of({0, 5}) == 0);
    BOOST_TEST(*ratio_of({5, 5}) == 1);
}

/// The workbook's figures for a month at 99.9 %: a burn rate of 1 lasts 30 days, 14.4 spends 2 % in one hour.
BOOST_AUTO_TEST_CASE(burn_rates_are_shares_of_the_budget_by_time) {
    BOOST_TEST(burn_rate_of(0.001, 0.999) == 1, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(burn_rate_of(1, 0.999) == 1000, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(burn_rate_of(0.0144, 0.999) * 1 / (30 * 24) == 0.02, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(burn_rate_of(0.006, 0.999) * 6 / (30 * 24) == 0.05, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(burn_rate_of(0.001, 0.999) * 72 / (30 * 24) == 0.1, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(both_windows_must_burn) {
    BOOST_TEST(breached(workbook_page, {150, 10'000}, {15, 1'000}));
    BOOST_TEST(!breached(workbook_page, {150, 10'000}, {14, 1'000}));
    BOOST_TEST(!breached(workbook_page, {143, 10'000}, {15, 1'000}));
    BOOST_TEST(!breached(workbook_page, {150, 10'000}, {0, 0}));
    BOOST_TEST(!breached(workbook_page, {0, 0}, {0, 0}));
}

/// Below min_events chance must explain less than one in a thousand: one failure of 99 happens by chance, two
/// failures of two (0.0144² = 0.0002) do not.
BOOST_AUTO_TEST_CASE(thin_traffic_must_be_beyond_chance) {
    BOOST_TEST(!breached(workbook_page, {1, 1}, {1, 1}));
    BOOST_TEST(breached(workbook_page, {2, 2}, {1, 1}));
    BOOST_TEST(!breached(workbook_page, {2, 99}, {1, 1}));
    BOOST_TEST(!breached(workbook_page, {6, 99}, {1, 1})); // P = 0.0034
    BOOST_TEST(breached(workbook_page, {8, 99}, {1, 1}));  // P = 0.0001
    BOOST_TEST(breached(workbook_page, {2, 100}, {1, 1})); // enough traffic: the ratio speaks
}

BOOST_AUTO_TEST_SUITE_END()
