#include <cmath>

#include <boost/test/unit_test.hpp>

#include "kolmogorov.hpp"
#include "redline/loadgen/schedule.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// One seed for all of these: at alpha 0.01, one seed in a hundred would fail a right generator.
constexpr std::uint64_t seed = 20'240'501;
constexpr double draws_wanted = 1e5;

Plan poisson_plan(Stage stage) {
    Plan plan;
    stage.arrivals = Arrivals::poisson;
    plan.stages = {stage};
    plan.flows = {{"only", 1, {0}}};
    plan.steps.resize(1);
    plan.seed = seed;
    return plan;
}

/// About 1e5 starts each: level, straight up, a staircase with a silence, and two sines, one to the ground.
std::vector<Stage> shapes() {
    return {{.name = "s", .duration = 100s, .from = {1000}, .to = {1000}},
            {.name = "s", .duration = 100s, .from = {0}, .to = {2000}},
            {.name = "s",
             .duration = 100s,
             .from = {500},
             .to = {2500},
             .between = {{40s, {500}}, {40s, {0}}, {60s, {0}}, {60s, {1500}}}},
            {.name = "s", .duration = 100s, .from = {1000}, .to = {1000}, .swing = Swing{{600}, 7s}},
            {.name = "s", .duration = 100s, .from = {1000}, .to = {1000}, .swing = Swing{{1000}, 33s}},
            {.name = "s", .duration = 100s, .from = {500}, .to = {1500}, .swing = Swing{{500}, 10s}}};
}

std::vector<double> seconds_of(const Plan& plan) {
    const Schedule schedule(plan);
    std::vector<double> seconds;
    auto cursor = schedule.starts();
    while (const auto start = cursor.next()) seconds.push_back(base::in_seconds(start->due));
    return seconds;
}

double exponential_cdf(double x) { return -std::expm1(-x); }

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_poisson)

BOOST_AUTO_TEST_CASE(gaps_at_a_constant_rate_are_exponential) {
    const auto seconds = seconds_of(poisson_plan(shapes().front()));
    std::vector<double> gaps;
    for (std::size_t i = 1; i < seconds.size(); ++i) gaps.push_back((seconds[i] - seconds[i - 1]) * 1000);
    BOOST_TEST(std::abs(static_cast<double>(gaps.size()) - draws_wanted) < 6 * std::sqrt(draws_wanted));
    BOOST_TEST(test::ks_distance(gaps, exponential_cdf) < test::ks_critical_at_1_percent(gaps.size()));
}

BOOST_AUTO_TEST_CASE(the_test_tells_gaps_two_percent_too_long) {
    std::vector<double> nearly;
    for (int i = 0; i < 100'000; ++i) nearly.push_back(1.02 * -std::log1p(-(i + 0.5) / 100'000));
    BOOST_TEST(test::ks_distance(nearly, exponential_cdf) > test::ks_critical_at_1_percent(nearly.size()));
}

/// Time-rescaling: in the measure of its own integral, every Poisson process is the unit one (Brown et al.
/// 2002, "The time-rescaling theorem and its application to neural spike train data analysis").
BOOST_AUTO_TEST_CASE(rescaled_gaps_are_exponential_whatever_the_shape) {
    for (const auto& stage : shapes()) {
        const auto shape = shape_of(stage);
        std::vector<double> gaps;
        double before = 0;
        for (const auto at : seconds_of(poisson_plan(stage))) {
            const double reached = shape.integral_to(at);
            gaps.push_back(reached - before);
            before = reached;
        }
        BOOST_TEST(std::abs(static_cast<double>(gaps.size()) - shape.total()) < 6 * std::sqrt(shape.total()));
        const auto critical = test::ks_critical_at_1_percent(gaps.size());
        BOOST_TEST(test::ks_distance(gaps, exponential_cdf) < critical);
    }
}

/// The variance of a Poisson count is its mean: over n intervals, the sum of squared deviations is
/// chi-squared with n degrees of freedom, which scatters by √(2n).
BOOST_AUTO_TEST_CASE(counts_in_intervals_scatter_as_poisson_counts_do) {
    constexpr std::size_t intervals = 1000;
    for (const auto& stage : shapes()) {
        const auto shape = shape_of(stage);
        std::vector<double> counts(intervals, 0);
        const auto width = shape.total() / intervals;
        for (const auto at : seconds_of(poisson_plan(stage)))
            ++counts[std::min(static_cast<std::size_t>(shape.integral_to(at) / width), intervals - 1)];
        double squares = 0;
        for (const auto count : counts) squares += (count - width) * (count - width) / width;
        BOOST_TEST(std::abs(squares - intervals) < 4 * std::sqrt(2.0 * intervals));
    }
}

BOOST_AUTO_TEST_SUITE_END()
