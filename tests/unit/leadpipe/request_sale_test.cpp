#include <boost/test/unit_test.hpp>

#include <thread>

#include "market_fixture.hpp"
#include "pipeline_fixture.hpp"
#include "redline/leadpipe/request_sale.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::MarketFixture;
using redline::test::sample_offer;

BOOST_AUTO_TEST_SUITE(request_sale)

BOOST_FIXTURE_TEST_CASE(the_caller_waits_for_answers_that_come_on_other_threads, MarketFixture) {
    open();
    AuctionResult auction;
    std::jthread caller([&] { auction = auction_now(*market, sample_offer(), trace); });
    BOOST_REQUIRE(test::comes_true([&] { return market->running() == 1 && timers.next_due(); }));
    for (const auto* buyer : {"a", "b", "x"}) line.answer(buyer, {ReplyOutcome::bid, 700});
    caller.join();
    BOOST_TEST(auction.bids.size() == 3U);
    BOOST_TEST(auction.decided());
}

BOOST_FIXTURE_TEST_CASE(buyers_are_shown_no_person_before_they_buy, MarketFixture) {
    line.at_once = [](const BuyerCall& call) {
        return call.kind == CallKind::ping ? BuyerReply{ReplyOutcome::bid, 5}
                                           : BuyerReply{ReplyOutcome::accepted, 5};
    };
    open();
    auto bids = auction_now(*market, sample_offer(), trace).bids;
    for (const auto& call : line.calls) BOOST_TEST((call.lead == without_person(sample_offer())));
    const auto outcome = deliver_now(*market, sample_offer(), trace, std::move(bids));
    BOOST_TEST(to_text(outcome.state) == "sold");
    BOOST_TEST((line.calls.back().lead == sample_offer()));
}

BOOST_FIXTURE_TEST_CASE(a_full_market_is_told_apart_from_a_market_without_buyers, MarketFixture) {
    MarketOptions none;
    none.running_max = 0;
    open(none);
    BOOST_TEST(!auction_now(*market, sample_offer(), trace).decided());
    const auto outcome = deliver_now(*market, sample_offer(), trace, {{"a", 7}});
    BOOST_TEST(to_text(outcome.state) == "failed");
    BOOST_TEST(outcome.reason == "too many deliveries run already");
    BOOST_TEST(line.asked() == "");
}

BOOST_AUTO_TEST_SUITE_END()
