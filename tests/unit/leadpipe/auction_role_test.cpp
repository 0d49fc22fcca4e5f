#include <boost/test/unit_test.hpp>

#include <atomic>

#include "market_fixture.hpp"
#include "redline/leadpipe/auction_role.hpp"
#include "redline/leadpipe/event_contract.hpp"
#include "role_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::sample_event;

namespace {

/// Buyers that bid: `a` 700, `b` 900, `x` 100; the others nothing.
BuyerReply bids(const BuyerCall& call) {
    if (call.buyer == "a") return {ReplyOutcome::bid, 700};
    if (call.buyer == "b") return {ReplyOutcome::bid, 900};
    return {ReplyOutcome::bid, 100};
}

BuyerReply fails(const BuyerCall&) { return {ReplyOutcome::failed, 0, "http 503"}; }

struct Fixture : test::RoleFixture {
    Fixture() {
        open_bus();
        watch("auction.closed");
    }
    ~Fixture() { role.reset(); }

    void start(test::ScriptedLine::Rule rule, bool dead_letters = true, const MarketOptions& options = {}) {
        market.line.at_once = std::move(rule);
        auto quiet = options;
        quiet.breaker.enabled = false;
        role = start_auctions(*bus, market.open(quiet), clock, {dead_letters, soon()}).value();
    }

    /// The text of the payload of the auction that closes for `accepted`.
    std::string closed_after(const Event& accepted) {
        publish(accepted);
        const auto events = seen(1);
        return events.empty() ? "nothing" : base::to_text(events[0].payload);
    }

    test::MarketFixture market;
    std::unique_ptr<EventRole<Event>> role;
};

Event accepted(std::string id = "ld_7.1") { return sample_event(Subject::lead_accepted, std::move(id)); }

} // namespace

BOOST_AUTO_TEST_SUITE(auction_role)

BOOST_FIXTURE_TEST_CASE(an_accepted_lead_is_auctioned_and_its_bids_published, Fixture) {
    start(bids);
    publish(accepted());
    const auto events = seen(1);
    BOOST_REQUIRE(events.size() == 1U);
    const auto& closed = events[0];
    BOOST_TEST(base::to_text(closed.payload) ==
               R"({"bids":[{"buyer":"b","price_cents":900},)"
               R"({"buyer":"a","price_cents":700},{"buyer":"x","price_cents":100}]})");
    BOOST_TEST(closed.id == "ld_7.1.bids");
    BOOST_TEST(closed.lead == accepted().lead);
    BOOST_TEST((closed.trace == accepted().trace));
    BOOST_TEST(check_event(closed).has_value());
    BOOST_TEST((bids_of(closed) == std::vector<Bid>{{"b", 900}, {"a", 700}, {"x", 100}}));
    BOOST_TEST(rests(role->id()));
}

BOOST_FIXTURE_TEST_CASE(a_lead_nobody_wants_closes_without_bids, Fixture) {
    start([](const BuyerCall&) { return BuyerReply{ReplyOutcome::declined}; });
    BOOST_TEST(closed_after(accepted()) == R"({"bids":[]})");
}

BOOST_FIXTURE_TEST_CASE(an_undecided_auction_is_held_again, Fixture) {
    std::atomic<int> calls{0};
    start([&](const BuyerCall& call) {
        return ++calls <= 6 ? fails(call) : bids(call);
    }); // Two rounds of three.
    BOOST_TEST(closed_after(accepted()).find(R"("buyer":"b")") != std::string::npos);
    BOOST_TEST(rests(role->id()));
    BOOST_TEST(calls == 9);
}

BOOST_FIXTURE_TEST_CASE(one_that_is_never_decided_is_a_dead_letter_and_sells_when_it_is_replayed, Fixture) {
    std::atomic<bool> broken{true};
    start([&](const BuyerCall& call) { return broken ? fails(call) : bids(call); });
    publish(accepted());
    BOOST_REQUIRE(test::comes_true([&] { return depth(role->id()).dead == 1; }));
    const auto dead = bus->dead_letters(role->id(), 10).value();
    BOOST_TEST(dead[0].reason == nobody_asked);
    BOOST_TEST(dead[0].attempts == 3);
    BOOST_TEST(depth(watcher).waiting == 0U);
    broken = false;
    BOOST_TEST(bus->replay(role->id(), {dead[0].sequence}).value() == 1U);
    BOOST_TEST(seen(1)[0].id == "ld_7.1.bids");
}

BOOST_FIXTURE_TEST_CASE(without_dead_letters_an_undecided_auction_closes_empty, Fixture) {
    start(fails, false);
    BOOST_TEST(closed_after(accepted()) == R"({"bids":[]})");
    BOOST_TEST(rests(role->id()));
    BOOST_TEST(depth(role->id()).dead == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_market_that_is_full_has_decided_nothing, Fixture) {
    start(bids, true, {.running_max = 0});
    publish(accepted());
    BOOST_REQUIRE(test::comes_true([&] { return depth(role->id()).dead == 1; }));
    BOOST_TEST(market.line.calls.empty());
}

BOOST_FIXTURE_TEST_CASE(a_pinged_lead_has_no_auction, Fixture) {
    start(bids);
    auto pinged = accepted();
    pinged.payload["bids"] = base::Json::parse(R"([{"buyer":"r","price_cents":55}])");
    BOOST_TEST(closed_after(pinged) == R"({"bids":[{"buyer":"r","price_cents":55}]})");
    pinged = accepted("ld_7.2");
    pinged.payload["bids"] = base::Json::array(); // Nobody had bid: it is not asked about again.
    BOOST_TEST(closed_after(pinged) == R"({"bids":[]})");
    BOOST_TEST(market.line.calls.empty());
}

BOOST_FIXTURE_TEST_CASE(an_auction_held_twice_is_published_once, Fixture) {
    start(bids);
    closed_after(accepted());
    BOOST_REQUIRE(rests(role->id()));
    role.reset();
    open_bus({.duplicate_window = std::chrono::hours(1)});
    watch("auction.closed");
    publish(auction_closed(accepted(), {{"b", 900}}, clock.wall_now()));
    BOOST_TEST(depth(watcher).waiting == 0U);
}

BOOST_FIXTURE_TEST_CASE(buyers_are_shown_what_the_event_says_and_no_person, Fixture) {
    start(bids);
    auto event = accepted();
    event.payload["state"] = "IL";
    event.payload["zip"] = "62704";
    closed_after(event);
    BOOST_REQUIRE(rests(role->id()));
    role.reset();
    BOOST_REQUIRE(market.line.calls.size() == 3U);
    const OfferedLead shown{
        .id = event.lead, .vertical = "solar", .fingerprint = -17, .state = "IL", .zip = "62704"};
    for (const auto& call : market.line.calls) BOOST_TEST((call.lead == shown));
}

/// The contract speaks of what must be there, not of the rest.
BOOST_AUTO_TEST_CASE(what_the_contract_leaves_open_is_read_as_unknown) {
    Event accepted;
    accepted.lead = 7;
    accepted.payload = base::Json::parse(R"({"vertical":"solar","fingerprint":5,"state":17,"zip":null})");
    const auto offer = offer_of(accepted);
    BOOST_TEST(offer.vertical == "solar");
    BOOST_TEST(offer.fingerprint == 5);
    BOOST_TEST(offer.state == "");
    BOOST_TEST(offer.zip == "");
}

BOOST_AUTO_TEST_SUITE_END()
