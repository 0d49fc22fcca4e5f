// What the bus refuses, what becomes of a failing file, and how large it may grow.
#include <boost/test/unit_test.hpp>

#include "bus_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;
using test::BusFixture;
using test::sample_event;

BOOST_AUTO_TEST_SUITE(bus_limits)

BOOST_FIXTURE_TEST_CASE(subscriptions_that_make_no_sense_are_refused, BusFixture) {
    open();
    const auto refusal = [&](const Subscription& terms) {
        const auto id = bus->subscribe(terms);
        return id ? "none" : std::string(to_text(id.error().fault)) + ": " + id.error().message;
    };
    BOOST_TEST(refusal({"a", "lead.solt"}) ==
               "subscription: no subject matches `lead.solt`; did you mean `lead.sold`?");
    BOOST_TEST(refusal({"A", ">"}) == "subscription: a consumer's name is 1 to 64 of a-z, 0-9, - and _");
    BOOST_TEST(refusal({"a", ">", 0}) == "subscription: a consumer must be allowed one event in flight");
    BOOST_TEST(refusal({"a", ">", 1, {10s, 1s, 1s, 0}}) ==
               "subscription: redelivery needs an attempt, and times from 0 to a year");
    BOOST_TEST(refusal({"a", ">"}) == "none");
    BOOST_TEST(refusal({"a", ">"}) == "subscription: a is subscribed already");
    BOOST_TEST(bus->pull(99, 1).error().message == "there is no such consumer");
}

BOOST_FIXTURE_TEST_CASE(a_consumer_that_ends_holds_nothing_back, BusFixture) {
    open();
    const auto all = subscribe({"all", ">"});
    subscribe({"bids", "bid.*"});
    publish(Subject::bid_received, "a");
    publish(Subject::lead_sold, "b");
    BOOST_TEST(bus->unsubscribe("all").value());
    BOOST_TEST(!bus->unsubscribe("all").value());
    BOOST_TEST(bus->events_held() == 1U);
    BOOST_TEST(bus->pull(all, 1).error().message == "there is no such consumer");
    // A new one of that name owes nothing to the old.
    BOOST_TEST(pulled(subscribe({"all", ">"})) == "");
}

BOOST_FIXTURE_TEST_CASE(full_lines_say_so_and_keep_nothing, BusFixture) {
    open({.events_max = 2});
    auto all = subscribe({"all", ">"});
    for (const auto* id : {"a", "b"}) publish(Subject::lead_sold, id);
    const auto backlog = bus->publish({sample_event(Subject::lead_sold, "c")}).error();
    BOOST_TEST(to_text(backlog.fault) == "backlog");
    BOOST_TEST(backlog.message == "the bus holds 2 events already");
    BOOST_TEST(pulled(all) == "a#1 b#1 ");
    bus->ack(all, {1}).value();
    BOOST_TEST(publish(Subject::lead_sold, "c") == 1U);

    open({.waiting_max = 0});
    BOOST_TEST(to_text(bus->publish({sample_event(Subject::lead_sold, "d")}).error().fault) == "full");
}

BOOST_FIXTURE_TEST_CASE(a_failing_file_fails_the_call_and_not_the_bus, BusFixture) {
    open();
    const auto all = subscribe({"all", ">"});
    publish(Subject::lead_sold, "a");
    tamper("CREATE TRIGGER broken BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'broken'); END");
    const auto failed = bus->publish({sample_event(Subject::lead_sold, "b")});
    BOOST_TEST(to_text(failed.error().fault) == "storage");
    BOOST_TEST(bus->events_held() == 1U);
    tamper("DROP TRIGGER broken");
    BOOST_TEST(publish(Subject::lead_sold, "b") == 1U); // its id was taken back with it
    BOOST_TEST(pulled(all) == "a#1 b#1 ");
}

BOOST_FIXTURE_TEST_CASE(other_files_are_refused_by_name, BusFixture) {
    tamper("CREATE TABLE t(x); PRAGMA user_version = 9");
    const auto opened = Bus::open(file, {}, clock);
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().message.find("is not a bus journal of schema 1 (its number is 9)") !=
               std::string::npos);
    BOOST_TEST(Bus::open("/no/such/folder/x", {}, clock).error().message ==
               "cannot open the bus journal /no/such/folder/x: unable to open database file");
}

// What is done leaves room for what comes: ten times as many events need no larger file.
BOOST_FIXTURE_TEST_CASE(the_file_does_not_grow_with_what_is_done, BusFixture) {
    open({.duplicate_window = 1s});
    const auto all = subscribe({"all", ">", 1000});
    int number = 0;
    const auto size_after = [&](int rounds) {
        for (int round = 0; round < rounds; ++round) {
            std::vector<Event> events;
            for (int count = 0; count < 200; ++count)
                events.push_back(sample_event(Subject::lead_received, std::to_string(++number)));
            bus->publish(events).value();
            std::vector<std::int64_t> sequences;
            for (const auto& delivery : pull(all, 1000)) sequences.push_back(delivery.sequence);
            BOOST_TEST(bus->ack(all, sequences).value() == 200U);
            clock.advance(1s);
        }
        tamper("PRAGMA wal_checkpoint(TRUNCATE)");
        return std::filesystem::file_size(file);
    };
    const auto early = size_after(10);
    const auto late = size_after(90);
    BOOST_TEST(late <= early + early / 10);
}

BOOST_AUTO_TEST_SUITE_END()
