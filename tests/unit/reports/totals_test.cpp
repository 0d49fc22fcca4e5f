#include "redline/reports/totals.hpp"

#include <chrono>

#include <boost/test/unit_test.hpp>

#include "sample_record.hpp"
#include "tiny_run.hpp"

using namespace redline;
using namespace redline::reports;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(totals)

BOOST_AUTO_TEST_CASE(a_warm_up_is_kept_out) {
    const auto tally = totals_of(test::tiny_run());
    BOOST_TEST(tally.requests() == 10u);
    BOOST_TEST(tally.sent() == 9u);
    BOOST_TEST(tally.ok() == 6u);
    BOOST_TEST(tally.failed() == 4u);
    BOOST_TEST(tally.answered() == 8u);
    BOOST_TEST((tally.time == 2s));
    BOOST_TEST(tally.offered_rate().value() == 5.0);
    BOOST_TEST(tally.achieved_rate().value() == 4.5);
    BOOST_TEST(tally.error_ratio().value() == 0.4);
    BOOST_TEST(tally.check_ratio().value() == 0.75);
    BOOST_TEST(tally.failed_checks.at(0) == 1u);
}

BOOST_AUTO_TEST_CASE(a_stage_is_counted_whether_measured_or_not) {
    BOOST_TEST(totals_of_stage(test::tiny_run(), 0).requests() == 1u);
    BOOST_TEST(totals_of_stage(test::tiny_run(), 0).response_time.max() == 900'000'000u);
}

BOOST_AUTO_TEST_CASE(steps_and_stages_add_up_to_the_whole) {
    const auto run = test::sample_record(7).result;
    const auto whole = totals_of(run);
    Tally by_step;
    for (std::size_t step = 0; step < run.steps.size(); ++step) {
        const auto part = totals_of_step(run, step);
        by_step.response_time.merge(part.response_time);
        for (std::size_t i = 0; i < part.outcomes.size(); ++i) by_step.outcomes[i] += part.outcomes[i];
    }
    BOOST_TEST(by_step.requests() == whole.requests());
    BOOST_TEST((by_step.response_time == whole.response_time));
    std::uint64_t by_stage = 0;
    for (std::size_t stage = 0; stage < run.stages.size(); ++stage)
        if (run.stages[stage].measured) by_stage += totals_of_stage(run, stage).requests();
    BOOST_TEST(by_stage == whole.requests());
    BOOST_TEST(whole.requests() + totals_of_stage(run, 0).requests() == run.due);
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_is_rated_by_the_time_it_had) {
    auto run = test::tiny_run();
    run.interrupted = true;
    run.took = 1500ms; // half a second into `hold`
    BOOST_TEST((totals_of(run).time == 500ms));
    BOOST_TEST(totals_of(run).offered_rate().value() == 20.0);
    run.took = 500ms;
    BOOST_TEST(!totals_of(run).offered_rate().has_value());
    BOOST_TEST((totals_of_stage(run, 0).time == 500ms));
}

BOOST_AUTO_TEST_CASE(what_never_left_the_machine_is_not_sent) {
    Tally tally;
    tally.outcomes.fill(1);
    BOOST_TEST(tally.requests() == 14u);
    // refused, tls_failed, unreachable, no_descriptor, no_port, dropped, not_sent
    BOOST_TEST(tally.sent() == 7u);
}

BOOST_AUTO_TEST_CASE(nothing_has_no_ratio_and_no_rate) {
    const Tally tally;
    BOOST_TEST(!tally.error_ratio().has_value());
    BOOST_TEST(!tally.check_ratio().has_value());
    BOOST_TEST(!tally.achieved_rate().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
