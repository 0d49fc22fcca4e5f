#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "market_fixture.hpp"
#include "redline/leadpipe/buyers.hpp"
#include "redline/leadpipe/embedded_buyers.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace redline::test;
using namespace std::chrono_literals;

namespace {

BuyerReply bids(std::int64_t cents) { return {ReplyOutcome::bid, cents}; }
const BuyerReply accepts{ReplyOutcome::accepted, 900};
const BuyerReply full{ReplyOutcome::refused, 0, "Quota Reached"};
const BuyerReply broken{ReplyOutcome::failed, 0, "http 503"};

const std::vector<Bid> a_then_b{{"a", 900}, {"b", 800}};

/// Counts what is held under a cap of one lead a buyer.
struct OnePlaceEach {
    std::map<std::string, int, std::less<>> held{};
    CapGate gate() {
        const std::chrono::sys_days today{std::chrono::days(20'000)};
        return {[this, today](std::string_view buyer) {
                    const bool free = held[std::string(buyer)] < 1 && ++held[std::string(buyer)];
                    return free ? std::optional(today) : std::nullopt;
                },
                [this, today](std::string_view buyer, std::chrono::sys_days day) {
                    BOOST_TEST((day == today));
                    --held[std::string(buyer)];
                }};
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(market)

BOOST_FIXTURE_TEST_CASE(a_parallel_auction_asks_all_at_once_and_ends_with_the_last_reply, MarketFixture) {
    open();
    start_auction();
    BOOST_TEST(line.asked() == "ping a, ping b, ping x");
    line.answer("x", bids(5));
    line.answer("a", {ReplyOutcome::declined});
    BOOST_TEST(heard == "nothing");
    BOOST_TEST(market->running() == 1U);
    line.answer("b", bids(700));
    BOOST_TEST(heard == "bids b 700 x 5");
    BOOST_TEST(market->running() == 0U);
    BOOST_TEST(metric(R"(buyer_calls_total{buyer="a",kind="ping",outcome="declined"})") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_sequential_auction_asks_one_after_the_other, MarketFixture) {
    open({.mode = AuctionMode::sequential});
    start_auction();
    BOOST_TEST(line.asked() == "ping a");
    line.answer("a", bids(1));
    BOOST_TEST(line.asked() == "ping a, ping b");
    line.answer("b", bids(2));
    line.answer("x", broken);
    BOOST_TEST(heard == "bids b 2 a 1");
}

BOOST_FIXTURE_TEST_CASE(pings_show_no_person_and_carry_the_trace, MarketFixture) {
    open();
    start_auction();
    for (const auto& call : line.calls) BOOST_TEST((call.lead == without_person(sample_offer())));
    for (const auto& span : line.traces) {
        BOOST_TEST((span.trace_id == trace.trace_id));
        BOOST_TEST((span.parent_id != trace.parent_id));
    }
}

BOOST_FIXTURE_TEST_CASE(bids_after_the_end_of_an_auction_are_counted_and_ignored, MarketFixture) {
    open({.auction_max = 100ms});
    start_auction();
    line.answer("b", bids(700));
    pass(99ms);
    BOOST_TEST(heard == "nothing");
    pass(1ms);
    BOOST_TEST(heard == "bids b 700");
    line.answer("a", bids(900));
    line.answer("x", {ReplyOutcome::declined});
    BOOST_TEST(heard == "bids b 700");
    BOOST_TEST(metric(R"(buyer_bids_late_total{buyer="a"})") == 1);
    BOOST_TEST(metric(R"(buyer_bids_late_total{buyer="x"})") == 0);
}

BOOST_FIXTURE_TEST_CASE(a_sequential_auction_that_is_over_asks_nobody_more, MarketFixture) {
    open({.mode = AuctionMode::sequential, .auction_max = 100ms});
    start_auction();
    pass(100ms);
    BOOST_TEST(heard == "bids");
    line.answer("a", bids(1));
    BOOST_TEST(line.asked() == "ping a");
}

BOOST_FIXTURE_TEST_CASE(where_nobody_buys_the_vertical_the_auction_is_over_at_once, MarketFixture) {
    market = std::make_unique<Market>(Market::Parts{{{"r", "roofing"}}, line, timers, clock, tracer},
                                      MarketOptions{});
    start_auction();
    BOOST_TEST(heard == "bids");
}

BOOST_FIXTURE_TEST_CASE(the_winner_gets_the_whole_lead_at_its_price, MarketFixture) {
    open();
    start_delivery(a_then_b);
    BOOST_TEST(line.asked() == "post a");
    BOOST_TEST((line.calls.front() == BuyerCall{CallKind::post, "a", 900, sample_offer()}));
    line.answer("a", accepts);
    BOOST_TEST(heard == "sold a");
    BOOST_TEST(metric(R"(deliveries_total{outcome="sold"})") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_post_that_failed_is_made_again_after_its_delay_and_then_the_next_buyer_asked,
                        MarketFixture) {
    open({.retry = {RetryKind::fixed, 2, 100ms, 1s}});
    start_delivery(a_then_b);
    line.answer("a", broken);
    pass(99ms);
    BOOST_TEST(line.asked() == "post a");
    pass(1ms);
    BOOST_TEST(line.asked() == "post a, post a");
    line.answer("a", broken);
    BOOST_TEST(line.asked() == "post a, post a, post b");
    line.answer("b", full);
    BOOST_TEST(heard == "failed ");
    BOOST_TEST(metric(R"(buyer_retries_total{buyer="a"})") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_retry_nobody_paid_for_is_not_made, MarketFixture) {
    open({.retry = {RetryKind::immediate, 3}, .budget = {.per_call = 0, .per_second = 0, .saved_max = 1}});
    line.at_once = [](const BuyerCall&) { return broken; };
    start_delivery(a_then_b);
    BOOST_TEST(line.asked() == "post a, post a, post b");
    BOOST_TEST(metric("retries_refused_total") == 2);
}

BOOST_FIXTURE_TEST_CASE(every_first_post_pays_for_retries, MarketFixture) {
    open({.retry = {RetryKind::immediate, 9}, .budget = {.per_call = 1, .per_second = 0, .saved_max = 1}});
    line.at_once = [](const BuyerCall&) { return broken; };
    for (int lead = 0; lead < 3; ++lead) start_delivery({{"a", 900}});
    BOOST_TEST(line.asked() == "post a, post a, post a, post a, post a, post a");
}

BOOST_FIXTURE_TEST_CASE(a_retry_there_is_no_timer_for_is_not_made, MarketFixture) {
    Timers none(0);
    market = std::make_unique<Market>(Market::Parts{{{"a", ""}, {"b", ""}}, line, none, clock, tracer},
                                      MarketOptions{});
    start_delivery(a_then_b);
    line.answer("a", broken);
    line.answer("b", accepts);
    BOOST_TEST(heard == "sold b");
    BOOST_TEST(metric(R"(buyer_passed_over_total{buyer="a",why="no_room"})") == 1);
}

BOOST_FIXTURE_TEST_CASE(an_open_breaker_leaves_its_buyer_out_until_a_probe_goes_well, MarketFixture) {
    open({.retry = {RetryKind::none},
          .breaker = {.window = 4, .calls_min = 2, .failure_share = 0.5, .open_for = 5s, .probes_max = 1}});
    bool a_is_broken = true;
    line.at_once = [&](const BuyerCall& call) {
        if (call.buyer == "a" && a_is_broken) return broken;
        return call.kind == CallKind::ping ? bids(100) : accepts;
    };
    start_auction();
    start_auction();
    BOOST_TEST((market->breaker_of("a") == BreakerState::open));
    BOOST_TEST(metric(R"(buyer_breaker_state{buyer="a"})") == 2);
    line.calls.clear();
    start_auction();
    start_delivery(a_then_b);
    BOOST_TEST(line.asked() == "ping b, ping x, post b");
    BOOST_TEST(metric(R"(buyer_passed_over_total{buyer="a",why="breaker_open"})") == 2);
    start_delivery({{"a", 900}});
    BOOST_TEST(heard == "failed ");
    a_is_broken = false;
    pass(5s);
    start_delivery({{"a", 900}});
    BOOST_TEST(heard == "sold a");
    BOOST_TEST((market->breaker_of("a") == BreakerState::closed));
}

BOOST_FIXTURE_TEST_CASE(what_the_business_refuses_never_opens_a_breaker, MarketFixture) {
    open({.breaker = {.window = 4, .calls_min = 1, .failure_share = 0.1}});
    line.at_once = [](const BuyerCall&) { return full; };
    for (int lead = 0; lead < 50; ++lead) start_delivery(a_then_b);
    BOOST_TEST((market->breaker_of("a") == BreakerState::closed));
    BOOST_TEST(heard == "unsold ");
}

BOOST_FIXTURE_TEST_CASE(a_place_is_held_while_a_buyer_may_still_take_the_lead_and_kept_if_it_does,
                        MarketFixture) {
    OnePlaceEach places;
    open({.retry = {RetryKind::immediate, 2}}, places.gate());
    start_delivery(a_then_b);
    BOOST_TEST(places.held["a"] == 1);
    line.answer("a", broken); // posted again at once, the place is still held
    BOOST_TEST(places.held["a"] == 1);
    line.answer("a", full);
    BOOST_TEST(places.held["a"] == 0);
    BOOST_TEST(places.held["b"] == 1);
    line.answer("b", accepts);
    BOOST_TEST(places.held["b"] == 1);
    line.calls.clear();
    start_delivery({{"b", 800}});
    BOOST_TEST(line.asked() == "");
    BOOST_TEST(heard == "unsold ");
    BOOST_TEST(metric(R"(buyer_passed_over_total{buyer="b",why="cap_reached"})") == 1);
}

BOOST_FIXTURE_TEST_CASE(no_more_run_than_may, MarketFixture) {
    open({.running_max = 1});
    start_auction();
    BOOST_TEST(!market->auction(sample_offer(), trace, [](const AuctionResult&) {}));
    BOOST_TEST(!market->deliver(sample_offer(), trace, {}, [](const SaleOutcome&) {}));
    for (const auto* buyer : {"a", "b", "x"}) line.answer(buyer, bids(1));
    start_delivery({});
    BOOST_TEST(heard == "unsold ");
}

BOOST_FIXTURE_TEST_CASE(answers_and_timers_that_come_after_its_end_find_nothing_to_do, MarketFixture) {
    open({.auction_max = 100ms, .retry = {RetryKind::fixed, 2, 50ms, 1s}});
    start_auction();
    start_delivery(a_then_b);
    line.answer("a", broken);
    market.reset();
    line.answer("b", bids(1));
    pass(1s);
    BOOST_TEST(heard == "nothing");
    BOOST_TEST(line.asked() == "ping a, ping b, ping x, post a");
}

BOOST_AUTO_TEST_CASE(every_lead_is_sold_as_its_dice_say_whatever_comes_in_between) {
    base::SystemClock clock;
    Timers timers;
    BuyerRoster roster(known_profiles(), 1);
    EmbeddedBuyers line(roster, timers, clock, {});
    tracer::Tracer tracer({});
    // Enough attempts that no buyer is ever given up.
    Market market(
        {known_market_buyers(), line, timers, clock, tracer},
        {.retry = {RetryKind::immediate, 100}, .budget = {.limited = false}, .breaker = {.enabled = false}});
    for (std::int64_t fingerprint = 0; fingerprint < 500; ++fingerprint) {
        const auto lead = sample_offer(fingerprint);
        std::vector<Bid> ranking;
        market.auction(lead, {}, [&](AuctionResult heard) { ranking = std::move(heard.bids); });
        // Posts alone break: a bid that is not heard changes who wins.
        for (const auto& profile : known_profiles())
            roster.with(profile.offer.name, [](auto& buyer) { buyer.set_error_share(0.5); });
        SaleOutcome outcome;
        market.deliver(lead, {}, ranking, [&](const SaleOutcome& reached) { outcome = reached; });
        for (const auto& profile : known_profiles())
            roster.with(profile.offer.name, [](auto& buyer) { buyer.set_error_share(0); });
        const auto sale = sell("solar", fingerprint, known_buyers());
        BOOST_TEST_REQUIRE(outcome.buyer == (sale ? sale->buyer : ""));
        BOOST_TEST_REQUIRE(outcome.price_cents == (sale ? sale->price_cents : 0));
    }
}

BOOST_AUTO_TEST_CASE(many_at_once_from_several_threads_all_come_to_an_end) {
    base::SystemClock clock;
    Timers timers;
    BuyerRoster roster(known_profiles(), 1);
    for (const auto& profile : known_profiles())
        roster.with(profile.offer.name, [](auto& buyer) { buyer.set_error_share(0.2); });
    EmbeddedBuyers line(roster, timers, clock, {.latency_factor = 0.01});
    tracer::Tracer tracer({});
    std::atomic<int> ended{0};
    Market market({known_market_buyers(), line, timers, clock, tracer},
                  {.retry = {RetryKind::backoff, 3, 1ms, 2ms}, .breaker = {.open_for = 1ms}});
    const TimerThread thread(timers, clock);
    const auto end_one = [&] {
        ++ended;
        ended.notify_all();
    };
    const auto sell_lead = [&](const OfferedLead& lead) {
        return market.auction(lead, {}, [&, lead](const AuctionResult& heard) {
            const auto& ranking = heard.bids;
            if (!market.deliver(lead, {}, ranking, [&](const SaleOutcome&) { end_one(); })) end_one();
        });
    };
    std::vector<std::jthread> sellers;
    for (std::int64_t seller = 0; seller < 3; ++seller)
        sellers.emplace_back([&, seller] {
            for (std::int64_t lead = 0; lead < 1000; ++lead)
                if (!sell_lead(sample_offer(seller * 1000 + lead))) end_one();
        });
    for (auto count = ended.load(); count < 3000; count = ended.load()) ended.wait(count);
    BOOST_TEST(market.running() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
