#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/faults.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

FaultPlan errors_of(double share) {
    FaultPlan plan;
    plan.intake_errors = {share};
    return plan;
}

std::string drawn(double share, std::uint64_t seed, int count) {
    base::ManualClock clock;
    Faults faults(errors_of(share), seed, clock);
    std::string text;
    for (int post = 0; post < count; ++post) text += faults.intake_fails() ? 'x' : '.';
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(another_plan_holds_at_once_and_is_told) {
    base::ManualClock clock;
    Faults faults(errors_of(1), 7, clock);
    std::string told;
    faults.listen([&](const FaultPlan& plan) { told += to_text(plan) + '|'; });
    BOOST_TEST(faults.intake_fails());
    faults.set({});
    BOOST_TEST(!faults.intake_fails());
    BOOST_TEST(told == "intake-errors=100%||");
}

BOOST_AUTO_TEST_CASE(slow_parts_take_their_time_by_the_clock) {
    base::ManualClock clock;
    FaultPlan plan;
    plan.slow_normalise = std::chrono::milliseconds(3);
    plan.slow_store = std::chrono::milliseconds(40);
    Faults faults(plan, 7, clock);
    faults.slow_normalise();
    BOOST_TEST(clock.now().time_since_epoch().count() == 3'000'000);
    BOOST_TEST(faults.store_writes());
    BOOST_TEST(clock.now().time_since_epoch().count() == 43'000'000);
    plan.store = StoreFault::full;
    faults.set(plan);
    BOOST_TEST(!faults.store_writes());
}

BOOST_AUTO_TEST_CASE(a_poisoned_lead_is_poisoned_each_time) {
    base::ManualClock clock;
    FaultPlan plan;
    plan.poison = {0.1};
    const Faults faults(plan, 7, clock);
    int poisoned = 0;
    for (LeadId lead = 1; lead <= 10'000; ++lead) {
        poisoned += faults.poisons(lead);
        BOOST_TEST_REQUIRE(faults.poisons(lead) == faults.poisons(lead));
    }
    // Mean 1,000, standard deviation 30; five of them either way.
    BOOST_TEST(std::abs(poisoned - 1000) < 150);
}

BOOST_AUTO_TEST_CASE(the_share_is_kept_and_the_seed_decides_which) {
    const auto first = drawn(0.2, 7, 10000);
    BOOST_TEST(first == drawn(0.2, 7, 10000));
    BOOST_TEST(first != drawn(0.2, 8, 10000));
    // 10,000 draws at 0.2: mean 2,000, standard deviation 40; five of them either way.
    BOOST_TEST(std::abs(std::count(first.begin(), first.end(), 'x') - 2000) < 200);
    for (std::size_t post = 0; post < first.size(); ++post) {
        const bool fails = base::Random::keyed(7, "intake-errors", post).chance(0.2);
        BOOST_TEST_REQUIRE((first[post] == 'x') == fails, "post " << post);
    }
    BOOST_TEST(drawn(0, 7, 1000) == std::string(1000, '.'));
    BOOST_TEST(drawn(1, 7, 1000) == std::string(1000, 'x'));
}

BOOST_AUTO_TEST_SUITE_END()
