#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include "redline/leadpipe/event_contract.hpp"
#include "redline/leadpipe/relay.hpp"
#include "role_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::comes_true;
using redline::test::sellable_entry;
using redline::test::tamper;

namespace {

struct Fixture : test::RoleFixture {
    Fixture() {
        open_bus();
        open_ledger();
        watch("lead.*");
    }

    void start() { relay = std::make_unique<Relay>(*ledger, *bus, clock, tracer); }

    LeadId record(std::int64_t person) { return ledger->record(sellable_entry(person)).value().id; }

    /// What the log says is to be published, as `id subject`, read without the relay.
    std::vector<std::string> expected() {
        std::vector<std::string> lines;
        const auto facts = ledger->log(0, 100'000).value();
        for (const auto& fact : facts)
            if (fact.subject != Subject::lead_received)
                lines.push_back(
                    fmt::format("{}.{} {}", lead_id_text(fact.lead), fact.sequence, to_text(fact.subject)));
        return lines;
    }
    static std::vector<std::string> lines_of(const std::vector<Event>& events) {
        std::vector<std::string> lines;
        for (const auto& event : events)
            lines.push_back(event.id + ' ' + std::string(to_text(event.subject)));
        return lines;
    }

    /// Waits until everything is published, also what the relay itself adds to the log, and the cursor stands
    /// behind it.
    bool caught_up() {
        return comes_true([&] {
            const auto last = ledger->log(0, 100'000).value().back().sequence;
            return relay->published() == last && ledger->cursor("relay").value() == last;
        });
    }

    /// One lead of every fate the ledger knows.
    void record_every_fate() {
        const auto sold = record(1);
        record(1);
        ledger->reject("invalid-lead", {});
        const auto unsold = record(2), failed = record(3);
        ledger->settle({{sold, LeadState::sold, "a", 7},
                        {unsold, LeadState::unsold, {}, 0, "no bids"},
                        {failed, LeadState::failed, {}, 0, "http 503"}});
        BOOST_TEST(ledger->give_back(sold, "a", "wrong number").value());
        BOOST_TEST(ledger->reopen({failed}).value() == 1U);
    }

    std::unique_ptr<Relay> relay; ///< last, so that it ends first
};

} // namespace

BOOST_AUTO_TEST_SUITE(relay)

BOOST_FIXTURE_TEST_CASE(every_fact_reaches_the_bus_once_and_in_order, Fixture) {
    record_every_fate();
    start();
    BOOST_REQUIRE(caught_up());
    record(4); // Also what comes while it runs.
    BOOST_REQUIRE(caught_up());
    const auto lines = expected();
    BOOST_TEST(lines.size() == 11U);
    BOOST_TEST(lines_of(seen(lines.size())) == lines, boost::test_tools::per_element());
    BOOST_TEST(depth(watcher).waiting == 0U); // lead.received would be wanted too.
}

BOOST_FIXTURE_TEST_CASE(every_fact_of_the_ledger_keeps_the_contract, Fixture) {
    record_every_fate();
    const auto facts = ledger->log(0, 100).value();
    for (const auto& fact : facts) {
        const auto event = event_of(fact, {{1, 1}, {1}, true});
        BOOST_REQUIRE(event);
        const auto checked = check_event(*event);
        BOOST_TEST(checked.has_value(), (checked ? "" : checked.error().message));
    }
}

BOOST_FIXTURE_TEST_CASE(a_fact_without_a_trace_takes_the_relays_and_no_json_is_no_event, Fixture) {
    LogRow fact{5, 7, Subject::lead_sold, {}, {}, R"({"buyer":"a","price_cents":7})"};
    const base::Traceparent fallback{{1, 2}, {3}, true}, own{{4, 5}, {6}, true};
    BOOST_TEST((event_of(fact, fallback)->trace == fallback));
    fact.trace = own;
    BOOST_TEST((event_of(fact, fallback)->trace == own));
    fact.payload = "{";
    BOOST_TEST(!event_of(fact, fallback).has_value());
}

BOOST_FIXTURE_TEST_CASE(a_full_bus_is_waited_for, Fixture) {
    open_bus({.events_max = 12});
    watch("lead.*");
    start();
    std::int64_t person = 1;
    while (person <= 12) record(person++);
    BOOST_REQUIRE(comes_true([&] { return bus->events_held() == 12; }));
    while (person <= 20) record(person++);
    BOOST_TEST(bus->events_held() == 12U);
    const auto lines = expected();
    BOOST_TEST(lines_of(seen(lines.size())) == lines, boost::test_tools::per_element());
    BOOST_TEST(caught_up());
}

BOOST_FIXTURE_TEST_CASE(a_bus_that_fails_is_tried_again, Fixture) {
    tamper(bus_file,
           "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'broken'); END");
    record_every_fate();
    start();
    const auto before = relay->published();
    BOOST_TEST(bus->events_held() == 0U);
    BOOST_TEST(ledger->cursor("relay").value() == 0);
    tamper(bus_file, "DROP TRIGGER broken");
    BOOST_REQUIRE(caught_up());
    BOOST_TEST(relay->published() > before);
    const auto lines = expected();
    BOOST_TEST(lines_of(seen(lines.size())) == lines, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_relay_that_died_before_it_moved_its_cursor_tells_nothing_twice, Fixture) {
    record_every_fate();
    start();
    BOOST_REQUIRE(caught_up());
    relay.reset();
    ledger->move_cursor("relay", 2);
    record(5);
    start();
    BOOST_REQUIRE(caught_up());
    const auto lines = expected();
    BOOST_TEST(lines_of(seen(lines.size())) == lines, boost::test_tools::per_element());
    BOOST_TEST(depth(watcher).waiting == 0U);
}

BOOST_FIXTURE_TEST_CASE(beyond_the_window_a_fact_comes_again_under_its_id, Fixture) {
    open_bus({.duplicate_window = {}});
    watch("lead.*");
    record(1);
    start();
    BOOST_REQUIRE(caught_up());
    relay.reset();
    ledger->move_cursor("relay", 0);
    start();
    BOOST_REQUIRE(caught_up());
    const auto lines = lines_of(seen(2));
    BOOST_TEST(lines[0] == lines[1]);
}

BOOST_FIXTURE_TEST_CASE(a_relay_goes_on_where_another_stopped, Fixture) {
    for (std::int64_t person = 1; person <= 3; ++person) {
        record(person);
        start();
        BOOST_REQUIRE(caught_up());
        relay.reset();
    }
    const auto lines = expected();
    BOOST_TEST(lines_of(seen(lines.size())) == lines, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_fact_no_event_can_hold_does_not_stop_those_behind_it, Fixture) {
    auto monstrous = sellable_entry(1);
    monstrous.state = std::string(payload_bytes_max, 'x');
    const auto lost = ledger->record(monstrous).value().id;
    const auto next = record(2);
    start();
    BOOST_REQUIRE(caught_up());
    const auto events = seen(2);
    BOOST_TEST(events[0].lead == next);
    BOOST_TEST(to_text(events[1].subject) == "lead.undelivered"); // Nobody can act on it: a dead letter.
    BOOST_TEST(events[1].lead == lost);
    BOOST_TEST(ledger->failed(10)->front().id == lost);
}

BOOST_AUTO_TEST_SUITE_END()
