#include <boost/test/unit_test.hpp>

#include "arrival.hpp"
#include "redline/base/random.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

base::Duration up_to(std::chrono::nanoseconds most, base::Random& random) {
    return base::Duration(random.below(static_cast<std::uint64_t>(most.count())));
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_arrival)

BOOST_AUTO_TEST_CASE(an_answer_arrives_between_its_sending_and_now) {
    property::for_random_values("arrival", 1000, [](base::Random& random) {
        const base::Instant sent(up_to(1ms, random));
        const auto now = sent + up_to(1ms, random);
        const base::WallTime stamp(1ns + up_to(10ms, random));
        const auto at = arrival(stamp, up_to(10ms, random), sent, now);
        BOOST_TEST((sent <= at && at <= now));
    });
}

BOOST_AUTO_TEST_CASE(a_stamp_is_carried_from_one_clock_to_the_other) {
    property::for_random_values("arrival", 1000, [](base::Random& random) {
        const base::Instant sent(up_to(1ms, random));
        const auto at = sent + up_to(1ms, random);
        const auto ahead = 1ns + up_to(1s, random);
        const base::WallTime stamp(at.time_since_epoch() + ahead);
        BOOST_TEST((arrival(stamp, ahead, sent, at + 1s) == at));
        BOOST_TEST((arrival({}, ahead, sent, at + 1s) == at + 1s));
    });
}

BOOST_AUTO_TEST_CASE(a_reading_that_was_interrupted_changes_nothing) {
    const base::Instant before(1s);
    const base::WallTime wall(100s);
    BOOST_TEST((wall_ahead(before, wall, before, 42s) == 99s));
    BOOST_TEST((wall_ahead(before, wall, before + 2ms, 42s) == 42s));
    BOOST_TEST((wall_ahead(before, wall, before + 2ms, 0s) == 98s + 998ms));
}

BOOST_AUTO_TEST_SUITE_END()
