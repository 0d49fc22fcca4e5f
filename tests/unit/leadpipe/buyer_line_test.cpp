#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/leadpipe/embedded_buyers.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(buyer_line)

BOOST_AUTO_TEST_CASE(each_call_is_answered_exactly_once_whatever_the_buyers_do) {
    base::Random dice(12);
    base::ManualClock clock;
    Timers timers(150); // fewer than there are calls
    BuyerRoster roster(known_profiles(), 1);
    EmbeddedBuyers embedded(roster, timers, clock, {.latency_factor = 1, .answer_max = 50ms});
    BuyerLine& line = embedded;
    std::vector<int> answers(2000, 0);
    std::map<std::string, int> seen;
    for (auto& count : answers) {
        const auto& profile = known_profiles()[dice.below(known_profiles().size())];
        const auto fault = dice.chance(0.8) ? BuyerFault::none : static_cast<BuyerFault>(dice.below(4));
        roster.with(profile.offer.name, [&](auto& buyer) { buyer.set_fault(fault); });
        auto call = dice.chance(0.5) ? test::sample_ping() : test::sample_post();
        call.buyer = profile.offer.name;
        line.ask(call, {}, [&](const BuyerReply& reply) {
            ++count;
            ++seen[std::string(to_text(reply.outcome))];
        });
        clock.advance(std::chrono::microseconds(dice.below(1000)));
        timers.run_due(clock.now());
    }
    clock.advance(1h);
    timers.run_due(clock.now());
    for (const auto count : answers) BOOST_TEST_REQUIRE(count == 1);
    BOOST_TEST(seen["timed_out"] > 0);
    BOOST_TEST(seen["failed"] > 0);
}

BOOST_AUTO_TEST_SUITE_END()
