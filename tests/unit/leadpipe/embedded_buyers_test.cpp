#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/embedded_buyers.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// One buyer that always bids, a clock that stands still and what was heard.
struct OneBuyer {
    explicit OneBuyer(EmbeddedBuyersOptions options = {}, std::size_t waiting_max = 10)
        : timers(waiting_max), line(roster, timers, clock, options) {}

    std::string ask(const BuyerCall& call = test::sample_post()) {
        line.ask(call, {}, [this](const BuyerReply& reply) {
            heard += std::string(to_text(reply.outcome)) + ' ' + reply.reason;
        });
        return heard;
    }
    void break_by(BuyerFault fault) {
        roster.with("rooftop-power", [&](auto& buyer) { buyer.set_fault(fault); });
    }
    std::string after(base::Duration time) {
        clock.advance(time);
        timers.run_due(clock.now());
        return heard;
    }

    // The tail is the median: no dice.
    const BuyerProfile profile{
        .offer = {"rooftop-power", "solar", 4500, 4500, 0}, .latency_median = 100ms, .latency_p99 = 100ms};
    BuyerRoster roster{{&profile, 1}, 1};
    base::ManualClock clock;
    Timers timers;
    EmbeddedBuyers line;
    std::string heard;
};

} // namespace

BOOST_AUTO_TEST_SUITE(embedded_buyers)

BOOST_AUTO_TEST_CASE(without_latency_the_answer_is_there_before_ask_returns) {
    OneBuyer buyer;
    BOOST_TEST(buyer.ask() == "accepted ");
    BOOST_TEST(OneBuyer{}.ask({CallKind::ping, "nobody", 0, {}}) == "failed no such buyer");
}

BOOST_AUTO_TEST_CASE(latency_is_waited_for_by_a_timer_and_scaled) {
    OneBuyer buyer({.latency_factor = 0.5});
    BOOST_TEST(buyer.ask() == "");
    BOOST_TEST(buyer.after(49ms) == "");
    BOOST_TEST(buyer.after(1ms + 1us) == "accepted ");
}

BOOST_AUTO_TEST_CASE(an_answer_after_the_end_of_patience_is_none_though_the_buyer_has_acted) {
    OneBuyer buyer({.answer_max = 1s});
    buyer.break_by(BuyerFault::slow);
    buyer.ask();
    BOOST_TEST(buyer.after(999ms) == "");
    BOOST_TEST(buyer.after(1ms) == "timed_out no answer in time");
    BOOST_TEST(buyer.after(1h) == "timed_out no answer in time");
    std::int64_t bought = 0;
    buyer.roster.with("rooftop-power",
                      [&](auto& each) { bought = each.bought_today(buyer.clock.wall_now()); });
    BOOST_TEST(bought == 1);
}

BOOST_AUTO_TEST_CASE(a_slow_answer_within_patience_comes) {
    OneBuyer buyer({.answer_max = 1h});
    buyer.break_by(BuyerFault::slow);
    buyer.ask();
    BOOST_TEST(buyer.after(SimulatedBuyer::slow_by - 1ns) == "");
    BOOST_TEST(buyer.after(1ns) == "accepted ");
}

BOOST_AUTO_TEST_CASE(silence_ends_after_the_patience_and_failure_at_once) {
    OneBuyer hanging;
    hanging.break_by(BuyerFault::hanging);
    BOOST_TEST(hanging.ask() == "");
    BOOST_TEST(hanging.after(1s) == "timed_out no answer in time");
    OneBuyer failing;
    failing.break_by(BuyerFault::failing);
    BOOST_TEST(failing.ask() == "failed http 503");
}

BOOST_AUTO_TEST_CASE(where_no_timer_is_to_be_had_the_call_has_failed) {
    OneBuyer buyer({.latency_factor = 1}, 0);
    BOOST_TEST(buyer.ask() == "failed too many calls wait");
}

BOOST_AUTO_TEST_SUITE_END()
