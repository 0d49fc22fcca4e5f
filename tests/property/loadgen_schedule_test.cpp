#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/loadgen/schedule.hpp"

using namespace redline;
using namespace redline::loadgen;

namespace {

constexpr std::uint64_t first_seed = 1;
constexpr std::uint64_t seeds = 200;

/// Up to six stages of up to 20 s and 200/s, some silent, some ramps, rates with ugly decimals.
Plan random_plan(std::uint64_t seed, bool poisson_too) {
    base::Random random(seed);
    Plan plan;
    plan.seed = seed;
    const auto stages = 1 + random.below(6);
    const auto rate = [&] { return random.chance(0.2) ? 0.0 : static_cast<double>(random.below(2000)) / 10; };
    for (std::uint64_t i = 0; i < stages; ++i) {
        Stage stage{.name = "s",
                    .duration = std::chrono::milliseconds(random.below(20'000)),
                    .from = {rate()},
                    .to = {}};
        stage.to.per_second = random.chance(0.5) ? stage.from.per_second : rate();
        if (poisson_too && random.chance(0.5)) stage.arrivals = Arrivals::poisson;
        plan.stages.push_back(stage);
    }
    plan.flows = {{"a", 1, {0}}, {"b", 2.5, {0}}, {"c", 0.1, {0}}};
    plan.steps.resize(1);
    return plan;
}

/// The integral of the rate up to `at`, by the rectangle rule over stages: independent of the engine's
/// algebra.
double integral(const Plan& plan, double at) {
    double total = 0;
    for (const auto& stage : plan.stages) {
        const auto length = base::in_seconds(stage.duration);
        const auto part = std::clamp(at, 0.0, length);
        const auto middle_rate =
            length > 0
                ? stage.from.per_second + (stage.to.per_second - stage.from.per_second) * part / 2 / length
                : 0;
        total += middle_rate * part;
        at -= length;
    }
    return total;
}

std::vector<Start> all(Schedule::Cursor cursor) {
    std::vector<Start> starts;
    while (auto start = cursor.next()) starts.push_back(*start);
    return starts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_schedule)

BOOST_AUTO_TEST_CASE(regular_starts_equal_the_integral_of_the_rate_at_every_moment) {
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            const auto plan = random_plan(seed, false);
            const Schedule schedule(plan);
            const auto starts = all(schedule.starts());
            const auto total = integral(plan, base::in_seconds(schedule.length()));
            BOOST_REQUIRE_EQUAL(starts.size(), static_cast<std::uint64_t>(std::llround(total)));
            BOOST_REQUIRE_EQUAL(schedule.size(), starts.size());
            for (std::size_t k = 0; k < starts.size(); ++k) {
                BOOST_REQUIRE_EQUAL(starts[k].index, k);
                // Where the rate is next to nothing, a nanosecond's rounding is far below 1e-3 starts.
                BOOST_REQUIRE_SMALL(integral(plan, base::in_seconds(starts[k].due)) - static_cast<double>(k),
                                    1e-3);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(starts_never_go_back_and_stay_in_their_stage) {
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            const auto plan = random_plan(seed, true);
            const Schedule schedule(plan);
            std::vector<base::Duration> ends;
            base::Duration end{0};
            for (const auto& stage : plan.stages) ends.push_back(end += stage.duration);
            base::Duration before{0};
            for (const auto& start : all(schedule.starts())) {
                BOOST_REQUIRE(start.due >= before);
                BOOST_REQUIRE(start.due <= ends[start.stage]);
                BOOST_REQUIRE(start.due >= ends[start.stage] - plan.stages[start.stage].duration);
                before = start.due;
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(poisson_counts_scatter_around_the_integral) {
    double squares = 0;
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        auto plan = random_plan(seed, false);
        for (auto& stage : plan.stages) stage.arrivals = Arrivals::poisson;
        plan.stages.push_back(
            {.name = "some", .duration = std::chrono::seconds(1), .from = {100}, .to = {100}});
        plan.stages.back().arrivals = Arrivals::poisson;
        const Schedule schedule(plan);
        const auto expected = integral(plan, base::in_seconds(schedule.length()));
        const auto deviations = (static_cast<double>(schedule.size()) - expected) / std::sqrt(expected);
        BOOST_TEST(std::abs(deviations) < 6, "seed " << seed << ": " << deviations << " deviations");
        squares += deviations * deviations;
    }
    // The variance of a Poisson count is its mean; over 200 counts the estimate scatters by a tenth.
    BOOST_TEST(std::abs(squares / static_cast<double>(seeds) - 1) < 0.6);
}

BOOST_AUTO_TEST_CASE(workers_together_make_exactly_the_starts_of_one) {
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            const Schedule schedule(random_plan(seed, true));
            const auto whole = all(schedule.starts());
            const auto workers = 1 + seed % 7;
            std::vector<Start> together;
            for (std::uint64_t worker = 0; worker < workers; ++worker)
                for (const auto& start : all(schedule.starts(worker, workers))) together.push_back(start);
            std::sort(together.begin(), together.end(),
                      [](const Start& a, const Start& b) { return a.index < b.index; });
            BOOST_CHECK(together == whole);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
