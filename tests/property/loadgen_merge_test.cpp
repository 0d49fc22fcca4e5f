#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/loadgen/recorder.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

Plan plan() {
    Plan made;
    made.stages = {{.name = "warm", .duration = 1s, .from = {1}, .to = {1}, .measured = false},
                   {.name = "hold", .duration = 1s, .from = {1}, .to = {1}}};
    made.steps = {{.flow = "f", .name = "a", .method = "GET", .route = "/a", .checks = {"one", "two"}},
                  {.flow = "f", .name = "b", .method = "GET", .route = "/b", .checks = {}}};
    made.bounds = {10ms, 100ms, 1s};
    return made;
}

Ended random_ending(base::Random& random) {
    Ended ended;
    ended.step = static_cast<std::uint32_t>(random.below(2));
    ended.stage = static_cast<std::uint32_t>(random.below(2));
    ended.outcome = random.chance(0.7) ? Outcome::ok : static_cast<Outcome>(random.below(outcome_count));
    ended.status = ended.outcome == Outcome::ok ? 200 : 0;
    ended.due = base::Duration(random.below(2'000'000'000));
    ended.at = ended.due + base::Duration(random.below(1'500'000'000));
    if (random.chance(0.9)) ended.sent = ended.due + (ended.at - ended.due) / 2;
    ended.failed_checks = static_cast<std::uint32_t>(random.below(4));
    ended.bytes_received = random.below(1000);
    return ended;
}

void write_down(Recorder& recorder, const Ended& ended) {
    recorder.fell_due(ended.due);
    if (ended.sent) recorder.sent(*ended.sent);
    recorder.ended(ended, [] { return std::string("why"); });
}

void check_cell(const Cell& a, const Cell& b) {
    BOOST_CHECK(a.outcomes == b.outcomes);
    BOOST_CHECK(a.failed_checks == b.failed_checks);
    BOOST_TEST(a.bytes_received == b.bytes_received);
    BOOST_TEST(a.response_time.count() == b.response_time.count());
    for (const double q : {0.0, 0.5, 0.95, 0.99, 1.0}) {
        BOOST_TEST(a.response_time.quantile(q) == b.response_time.quantile(q));
        BOOST_TEST(a.service_time.quantile(q) == b.service_time.quantile(q));
    }
}

void check_slice(const Slice& a, const Slice& b) {
    BOOST_TEST(a.due == b.due);
    BOOST_TEST(a.sent == b.sent);
    BOOST_REQUIRE_EQUAL(a.endings.size(), b.endings.size());
    for (const auto& [ending, count] : a.endings) {
        BOOST_TEST(count.requests == b.endings.at(ending).requests);
        BOOST_CHECK(count.at_most_bound == b.endings.at(ending).at_most_bound);
        BOOST_TEST(count.response_seconds == b.endings.at(ending).response_seconds,
                   boost::test_tools::tolerance(1e-9));
    }
}

void check_window(const Window& a, const Window& b) {
    BOOST_CHECK(
        std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const StepWindow& x, const StepWindow& y) {
            return x.step == y.step && x.response_time == y.response_time && x.service_time == y.service_time;
        }));
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_merge)

BOOST_AUTO_TEST_CASE(records_of_many_workers_merged_are_the_record_of_one) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            base::Random random(seed);
            Recorder one(plan());
            std::vector<Recorder> many(1 + random.below(5), Recorder(plan()));
            std::vector<Ended> all;
            for (int i = 0; i < 500; ++i) all.push_back(random_ending(random));
            // A worker records in the order things end.
            std::sort(all.begin(), all.end(), [](const Ended& a, const Ended& b) { return a.at < b.at; });
            for (const auto& ended : all) {
                write_down(one, ended);
                write_down(many[random.below(many.size())], ended);
            }
            const auto whole = one.take();
            auto merged = Recorder(plan()).take();
            for (auto& recorder : many) merge(merged, recorder.take());

            BOOST_TEST(merged.due == whole.due);
            BOOST_TEST(merged.sent == whole.sent);
            BOOST_CHECK(merged.took == whole.took);
            for (int stage = 0; stage < 2; ++stage)
                for (int step = 0; step < 2; ++step)
                    check_cell(merged.cells.at(stage).at(step), whole.cells.at(stage).at(step));
            BOOST_REQUIRE_EQUAL(merged.slices.size(), whole.slices.size());
            for (std::size_t i = 0; i < whole.slices.size(); ++i)
                check_slice(merged.slices[i], whole.slices[i]);
            BOOST_REQUIRE_EQUAL(merged.windows.size(), whole.windows.size());
            for (std::size_t i = 0; i < whole.windows.size(); ++i)
                check_window(merged.windows[i], whole.windows[i]);
            const auto same_time = [](const RequestSample& a, const RequestSample& b) {
                return a.due == b.due && a.response_time == b.response_time && a.outcome == b.outcome;
            };
            BOOST_CHECK(std::equal(merged.failed.begin(), merged.failed.end(), whole.failed.begin(),
                                   whole.failed.end(), same_time));
            BOOST_CHECK(std::equal(merged.slowest.begin(), merged.slowest.end(), whole.slowest.begin(),
                                   whole.slowest.end(), same_time));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
