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

BOOST_AUTO_TEST_CASE(a_plan_is_read_from_its_option) {
    const auto plan = with_fault({}, "intake-errors=20%");
    BOOST_REQUIRE(plan);
    BOOST_TEST(plan->intake_errors.ratio == 0.2);
}

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_the_way_out) {
    BOOST_TEST(
        base::to_text(with_fault({}, "intake-error=20%").error()).find("did you mean `intake-errors`?") !=
        std::string::npos);
    BOOST_TEST(base::to_text(with_fault({}, "intake-errors").error()).find("needs a share") !=
               std::string::npos);
    BOOST_TEST(base::to_text(with_fault({}, "intake-errors=0.2").error()).find("not a percentage") !=
               std::string::npos);
    BOOST_TEST(!with_fault({}, "").has_value());
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
