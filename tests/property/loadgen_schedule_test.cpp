#include <algorithm>
#include <cmath>
#include <numbers>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/loadgen/schedule.hpp"

using namespace redline;
using namespace redline::loadgen;

namespace {

constexpr std::uint64_t first_seed = 1;
constexpr std::uint64_t seeds = 200;

/// Rates of up to 200/s with ugly decimals, some of nothing.
base::Rate random_rate(base::Random& random) {
    return {random.chance(0.2) ? 0.0 : static_cast<double>(random.below(2000)) / 10};
}

/// Constant, ramp, bends and jumps at random, or a sine, for up to 20 s.
Stage random_stage(base::Random& random) {
    const std::chrono::milliseconds duration(random.below(20'000));
    Stage stage{.name = "s", .duration = duration, .from = random_rate(random), .to = {}};
    stage.to = random.chance(0.5) ? stage.from : random_rate(random);
    if (random.chance(0.4)) {
        std::vector<std::chrono::milliseconds> times(1 + random.below(8));
        for (auto& at : times)
            at = std::chrono::milliseconds(random.below(std::max<std::uint64_t>(duration.count(), 1)));
        std::sort(times.begin(), times.end());
        for (const auto at : times) {
            stage.between.push_back({at, random_rate(random)});
            if (random.chance(0.3)) stage.between.push_back({at, random_rate(random)});
        }
    } else if (random.chance(0.4)) {
        const auto lowest = std::min(stage.from.per_second, stage.to.per_second);
        stage.swing = {{lowest * random.uniform()}, std::chrono::milliseconds(1 + random.below(30'000))};
    }
    return stage;
}

Plan random_plan(std::uint64_t seed, bool poisson_too) {
    base::Random random(seed);
    Plan plan;
    plan.seed = seed;
    const auto stages = 1 + random.below(6);
    for (std::uint64_t i = 0; i < stages; ++i) {
        plan.stages.push_back(random_stage(random));
        if (poisson_too && random.chance(0.5)) plan.stages.back().arrivals = Arrivals::poisson;
    }
    plan.flows = {{"a", 1, {0}}, {"b", 2.5, {0}}, {"c", 0.1, {0}}};
    plan.steps.resize(1);
    return plan;
}

/// The integral of one stage's rate up to `at`: trapezes between its points and the sine's own integral,
/// independent of the engine's algebra.
double integral(const Stage& stage, double at) {
    double total = 0;
    RatePoint last{base::Duration(0), stage.from};
    auto points = stage.between;
    points.push_back({stage.duration, stage.to});
    for (const auto& point : points) {
        const auto length = base::in_seconds(point.at - last.at);
        const auto part = std::clamp(at - base::in_seconds(last.at), 0.0, length);
        const auto share = length > 0 ? part / length : 0;
        const auto rate = std::lerp(last.rate.per_second, point.rate.per_second, share);
        total += (last.rate.per_second + rate) / 2 * part;
        last = point;
    }
    if (!stage.swing) return total;
    const auto turning = 2 * std::numbers::pi / base::in_seconds(stage.swing->period);
    const auto swung = std::clamp(at, 0.0, base::in_seconds(stage.duration));
    return total + stage.swing->amplitude.per_second / turning * (1 - std::cos(turning * swung));
}

double integral(const Plan& plan, double at) {
    double total = 0;
    for (const auto& stage : plan.stages) {
        total += integral(stage, at);
        at -= base::in_seconds(stage.duration);
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
            const auto starts = all(schedule.starts());
            BOOST_REQUIRE_EQUAL(starts.size(), schedule.size());
            for (const auto& start : starts) {
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

BOOST_AUTO_TEST_CASE(a_shapes_inverse_undoes_its_integral) {
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            base::Random random(seed);
            const auto stage = random_stage(random);
            const auto shape = shape_of(stage);
            for (int i = 0; i < 50; ++i) {
                const double at = random.uniform() * shape.seconds();
                const double reached = shape.integral_to(at);
                BOOST_REQUIRE_SMALL(reached - integral(stage, at), 1e-6);
                const double back = shape.time_of(reached);
                // Beyond a silence the later moment is as right; there only the integral must agree.
                if (shape.rate_at(at) > 1 && shape.rate_at(back) > 1) BOOST_REQUIRE_SMALL(back - at, 1e-5);
                BOOST_REQUIRE_SMALL(shape.integral_to(back) - reached, 2 * rounding_noise);
                BOOST_REQUIRE(shape.rate_at(at) <= shape.ceiling().rate_at(at) * (1 + 1e-12));
                BOOST_REQUIRE(shape.rate_at(at) <= shape.maximum() * (1 + 1e-12));
            }
        }
    }
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

BOOST_AUTO_TEST_CASE(a_run_of_so_many_flows_is_the_beginning_of_the_whole) {
    for (auto seed = first_seed; seed < first_seed + seeds; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            auto plan = random_plan(seed, true);
            const auto whole = all(Schedule(plan).starts());
            plan.flows_max = 1 + seed * 7;
            const Schedule schedule(plan);
            const auto kept = std::min<std::size_t>(whole.size(), plan.flows_max);
            BOOST_REQUIRE_EQUAL(schedule.size(), kept);
            const auto last = whole.begin() + static_cast<std::ptrdiff_t>(kept);
            BOOST_CHECK(all(schedule.starts()) == std::vector<Start>(whole.begin(), last));
            BOOST_CHECK(schedule.length() ==
                        (kept < whole.size() ? whole[kept].due : Schedule(random_plan(seed, true)).length()));
            BOOST_CHECK(all(schedule.starts(1, 3)).size() == (kept + 1) / 3);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
