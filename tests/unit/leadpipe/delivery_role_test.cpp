#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>

#include "market_fixture.hpp"
#include "redline/leadpipe/auction_role.hpp"
#include "redline/leadpipe/delivery_role.hpp"
#include "role_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::sellable_entry;

namespace {

BuyerReply buys_at_its_bid(const BuyerCall& call) { return {ReplyOutcome::accepted, call.price_cents}; }
BuyerReply refuses(const BuyerCall&) { return {ReplyOutcome::refused, 0, "Quota Reached"}; }
BuyerReply fails(const BuyerCall&) { return {ReplyOutcome::failed, 0, "http 503"}; }

struct Fixture : test::RoleFixture {
    Fixture() {
        open_bus();
        open_ledger();
        lead = ledger->record(sellable_entry(1)).value().id;
    }
    ~Fixture() { role.reset(); }

    void start(test::ScriptedLine::Rule rule, bool dead_letters = true, MarketOptions options = {}) {
        market.line.at_once = std::move(rule);
        options.breaker.enabled = false;
        options.retry.kind = RetryKind::none;
        const auto count = [this](const Settlement& settlement) {
            const std::lock_guard lock(mutex);
            settled += std::string(to_text(settlement.state)) + ' ';
        };
        role = start_deliveries(*bus, *ledger, market.open(options), clock, {dead_letters, soon(), count})
                   .value();
    }

    /// As the auction, or the hybrid's request, publishes it.
    void close(LeadId id, const std::vector<Bid>& bids, std::string event_id = "e1") {
        Event accepted;
        accepted.id = std::move(event_id);
        accepted.lead = id;
        accepted.trace = {{1, 2}, {3}, true};
        publish(auction_closed(accepted, bids, clock.wall_now()));
    }

    /// `sold a 700 `, and what was counted.
    std::string fate() {
        BOOST_TEST(rests(role->id()));
        const auto row = ledger->find(lead).value().value();
        return std::string(to_text(row.state)) + ' ' + row.buyer + ' ' + std::to_string(row.price_cents) +
               ' ' + row.reason;
    }
    std::string counted() {
        const std::lock_guard lock(mutex);
        return settled;
    }

    LeadId lead = 0;
    test::MarketFixture market;
    std::mutex mutex;
    std::string settled;
    std::unique_ptr<EventRole<Settlement>> role;
};

} // namespace

BOOST_AUTO_TEST_SUITE(delivery_role)

BOOST_FIXTURE_TEST_CASE(a_lead_goes_to_the_highest_bidder_and_is_settled, Fixture) {
    start(buys_at_its_bid);
    close(lead, {{"b", 900}, {"a", 700}});
    BOOST_TEST(fate() == "sold b 900 ");
    BOOST_TEST(counted() == "sold ");
    BOOST_TEST(market.line.asked() == "post b");
}

BOOST_FIXTURE_TEST_CASE(the_buyer_is_given_the_lead_as_the_ledger_keeps_it, Fixture) {
    start(buys_at_its_bid);
    close(lead, {{"a", 700}});
    fate();
    role.reset();
    BOOST_REQUIRE(market.line.calls.size() == 1U);
    const OfferedLead expected{lead,         "solar",    1,       "DE",
                               "19901",      "Mary",     "Smith", "mary@example.com",
                               "2125550143", "7 ELM ST", "DOVER"};
    BOOST_TEST((market.line.calls[0].lead == expected));
}

BOOST_FIXTURE_TEST_CASE(a_lead_all_refuse_or_nobody_bid_for_is_unsold_with_the_reason, Fixture) {
    start(refuses);
    close(lead, {{"b", 900}, {"a", 700}});
    BOOST_TEST(fate() == "unsold  0 Quota Reached");
    lead = ledger->record(sellable_entry(2)).value().id;
    close(lead, {}, "e2");
    BOOST_TEST(fate() == "unsold  0 no bids");
    BOOST_TEST(counted() == "unsold unsold ");
}

BOOST_FIXTURE_TEST_CASE(one_nobody_could_be_reached_for_is_failed_after_the_last_delivery_and_counted_once,
                        Fixture) {
    start(fails);
    close(lead, {{"a", 700}});
    BOOST_TEST(fate() == "failed  0 http 503");
    BOOST_TEST(counted() == "failed ");
    BOOST_TEST(market.line.asked() == "post a, post a, post a");
    BOOST_TEST(depth(role->id()).dead == 0U); // It is the ledger's, not the bus's.
    BOOST_TEST(ledger->failed(10)->size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_buyer_that_comes_back_in_time_gets_the_lead, Fixture) {
    std::atomic<int> posts{0};
    start([&](const BuyerCall& call) { return ++posts < 3 ? fails(call) : buys_at_its_bid(call); });
    close(lead, {{"a", 700}});
    BOOST_TEST(fate() == "sold a 700 ");
    BOOST_TEST(counted() == "sold ");
}

BOOST_FIXTURE_TEST_CASE(without_dead_letters_it_is_lost_at_once, Fixture) {
    start(fails, false);
    close(lead, {{"a", 700}});
    BOOST_TEST(fate() == "unsold  0 http 503");
    BOOST_TEST(market.line.asked() == "post a");
}

BOOST_FIXTURE_TEST_CASE(a_settled_lead_is_not_posted_again, Fixture) {
    start(buys_at_its_bid);
    close(lead, {{"a", 700}});
    BOOST_TEST(fate() == "sold a 700 ");
    close(lead, {{"b", 900}}, "e2");
    BOOST_TEST(fate() == "sold a 700 ");
    close(lead + 1, {{"b", 900}}, "e3"); // Nobody knows this one.
    BOOST_TEST(rests(role->id()));
    BOOST_TEST(counted() == "sold ");
    BOOST_TEST(market.line.asked() == "post a");
}

BOOST_FIXTURE_TEST_CASE(a_ledger_that_cannot_be_written_is_told_again, Fixture) {
    test::tamper(folder.path() / "ledger.sqlite",
                 "CREATE TRIGGER broken BEFORE UPDATE ON leads BEGIN SELECT RAISE(ABORT, 'broken'); END");
    market.line.at_once = buys_at_its_bid;
    auto redelivery = soon();
    redelivery.ack_timeout = std::chrono::milliseconds(20);
    redelivery.attempts_max = 100'000;
    role = start_deliveries(*bus, *ledger, market.open(), clock, {true, redelivery, [](const Settlement&) {}})
               .value();
    close(lead, {{"a", 700}});
    BOOST_REQUIRE(
        test::comes_true([&] { return depth(role->id()).retrying + depth(role->id()).in_flight == 1; }));
    test::tamper(folder.path() / "ledger.sqlite", "DROP TRIGGER broken");
    BOOST_TEST(fate() == "sold a 700 ");
}

BOOST_AUTO_TEST_CASE(an_outcome_is_settled_as_what_it_is) {
    const base::Traceparent trace{{1, 2}, {3}, true};
    const auto state = [&](SaleState outcome, bool dead_letters) {
        SaleOutcome sale;
        sale.state = outcome;
        sale.buyer = "a";
        sale.price_cents = 7;
        sale.reason = "why";
        const auto settlement = settlement_of(5, sale, dead_letters, trace);
        BOOST_TEST(settlement.id == 5);
        BOOST_TEST((settlement.trace == trace));
        BOOST_TEST((settlement.buyer == "a") == (outcome == SaleState::sold));
        BOOST_TEST((settlement.reason == "why") == (outcome != SaleState::sold));
        return to_text(settlement.state);
    };
    BOOST_TEST(state(SaleState::sold, true) == "sold");
    BOOST_TEST(state(SaleState::unsold, true) == "unsold");
    BOOST_TEST(state(SaleState::failed, true) == "failed");
    BOOST_TEST(state(SaleState::failed, false) == "unsold");
}

BOOST_AUTO_TEST_CASE(what_is_no_lead_is_not_offered) {
    for (const auto* text : {"", "{", "[]", "7"}) BOOST_TEST(!offer_of(1, 2, text).has_value(), text);
    const auto odd = offer_of(1, 2, R"({"vertical":7,"first_name":null,"zip":"19901"})");
    BOOST_REQUIRE(odd);
    BOOST_TEST((*odd == OfferedLead{1, "", 2, "", "19901"}));
}

BOOST_AUTO_TEST_SUITE_END()
