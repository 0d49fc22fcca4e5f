#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>

#include "bus_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;
using test::BusFixture;
using test::sample_event;

namespace {

/// Ten seconds to answer, a first delay between one and two seconds, three attempts.
const RedeliveryPolicy three_attempts{10s, 2s, 60s, 3};

/// A clock whose wall can be set apart.
class SetClock final : public base::Clock {
  public:
    base::Instant now() const override { return {}; }
    base::WallTime wall_now() const override { return wall; }
    void sleep_until(base::Instant) override {}
    base::WallTime wall{std::chrono::hours(24 * 365 * 50)};
};

} // namespace

BOOST_AUTO_TEST_SUITE(bus)

BOOST_FIXTURE_TEST_CASE(an_event_comes_as_it_was_published_and_goes_when_acknowledged, BusFixture) {
    open();
    const auto seller = subscribe({"seller", "lead.accepted"});
    const auto event = sample_event(Subject::lead_accepted, "e-1");
    BOOST_TEST((bus->publish({event}).value() == Published{1, 0, 0}));
    const auto pulled = pull(seller);
    BOOST_REQUIRE(pulled.size() == 1U);
    BOOST_TEST((pulled[0].event == event));
    BOOST_TEST(depth(seller) == "0/0/1/0");
    BOOST_TEST(bus->events_held() == 1U);
    BOOST_TEST(bus->ack(seller, {pulled[0].sequence}).value() == 1U);
    BOOST_TEST(bus->ack(seller, {pulled[0].sequence}).value() == 0U);
    BOOST_TEST(depth(seller) == "0/0/0/0");
    BOOST_TEST(bus->events_held() == 0U);
}

BOOST_FIXTURE_TEST_CASE(each_consumer_gets_what_it_asked_for, BusFixture) {
    open();
    const auto leads = subscribe({"leads", "lead.*"}), all = subscribe({"all", ">"});
    publish(Subject::lead_accepted, "a");
    publish(Subject::bid_received, "b");
    publish(Subject::lead_sold, "c");
    BOOST_TEST(pulled(leads) == "a#1 c#1 ");
    BOOST_TEST(pulled(all) == "a#1 b#1 c#1 ");
    // The bid is done with once `all` is; the leads are still owed to both.
    for (const auto sequence : {1, 2, 3}) bus->ack(all, {sequence}).value();
    BOOST_TEST(bus->events_held() == 2U);
}

BOOST_FIXTURE_TEST_CASE(what_nobody_subscribed_to_is_not_kept, BusFixture) {
    open();
    BOOST_TEST((bus->publish({sample_event(Subject::lead_sold, "a")}).value() == Published{0, 0, 1}));
    const auto all = subscribe({"all", ">"});
    BOOST_TEST(pulled(all) == "");
    BOOST_TEST(publish(Subject::lead_sold, "a") == 1U);
}

BOOST_FIXTURE_TEST_CASE(several_events_are_published_together_or_not_at_all, BusFixture) {
    open();
    const auto all = subscribe({"all", ">"});
    auto broken = sample_event(Subject::lead_sold, "b");
    broken.payload.erase("buyer");
    const auto refused = bus->publish({sample_event(Subject::lead_accepted, "a"), broken});
    BOOST_REQUIRE(!refused);
    BOOST_TEST(to_text(refused.error().fault) == "contract");
    BOOST_TEST(refused.error().message == "lead.sold: payload.buyer is missing");
    BOOST_TEST(pulled(all) == "");
    bus->publish({sample_event(Subject::lead_accepted, "a"), sample_event(Subject::lead_sold, "b")}).value();
    BOOST_TEST(pulled(all) == "a#1 b#1 ");
}

BOOST_FIXTURE_TEST_CASE(no_more_than_its_limit_is_in_flight_to_a_consumer, BusFixture) {
    open();
    const auto all = subscribe({"all", ">", 2});
    for (const auto* id : {"a", "b", "c", "d"}) publish(Subject::lead_sold, id);
    BOOST_TEST(pulled(all, 1) == "a#1 ");
    BOOST_TEST(pulled(all) == "b#1 ");
    BOOST_TEST(pulled(all) == "");
    bus->ack(all, {2}).value();
    BOOST_TEST(pulled(all) == "c#1 ");
}

BOOST_FIXTURE_TEST_CASE(what_fails_comes_back_later_each_time_and_then_is_dead, BusFixture) {
    open();
    const auto seller = subscribe({"seller", ">", 9, three_attempts});
    publish(Subject::lead_sold, "a");
    BOOST_TEST(bus->nack(seller, pull(seller).at(0), "first").value());
    clock.advance(999ms); // half of two seconds is certain, the rest is jitter
    BOOST_TEST(pulled(seller) == "");
    BOOST_TEST(depth(seller) == "0/1/0/0");
    clock.advance(1001ms);
    const auto second = pull(seller).at(0);
    BOOST_TEST(second.event.attempt == 2);
    BOOST_TEST(bus->nack(seller, second, "second").value());
    clock.advance(1999ms);
    BOOST_TEST(pulled(seller) == "");
    clock.advance(2001ms);
    BOOST_TEST(bus->nack(seller, pull(seller).at(0), "third").value());
    BOOST_TEST(depth(seller) == "0/0/0/1");
    clock.advance(24h);
    BOOST_TEST(pulled(seller) == "");
    const auto letters = bus->dead_letters(seller, 10).value();
    BOOST_REQUIRE(letters.size() == 1U);
    BOOST_TEST(letters[0].attempts == 3);
    BOOST_TEST(letters[0].reason == "third");
    BOOST_TEST((letters[0].died_at == base::WallTime(6s)));
    BOOST_TEST((parse_event(letters[0].event_text).value() == sample_event(Subject::lead_sold, "a")));
}

BOOST_FIXTURE_TEST_CASE(dead_letters_are_replayed_from_the_first_attempt_or_discarded, BusFixture) {
    open();
    const auto seller = subscribe({"seller", ">", 9, {10s, 1s, 1s, 1}});
    for (const auto* id : {"a", "b"}) publish(Subject::lead_sold, id);
    for (const auto& delivery : pull(seller)) BOOST_TEST(bus->nack(seller, delivery, "no").value());
    BOOST_TEST(depth(seller) == "0/0/0/2");
    BOOST_TEST(bus->replay(seller, {1, 99}).value() == 1U);
    BOOST_TEST(pulled(seller) == "a#1 ");
    BOOST_TEST(bus->discard(seller, {1, 2}).value() == 1U); // a is no dead letter any more
    BOOST_TEST(depth(seller) == "0/0/1/0");
    BOOST_TEST(bus->events_held() == 1U);
}

BOOST_FIXTURE_TEST_CASE(an_attempt_without_an_answer_has_failed, BusFixture) {
    open();
    const auto seller = subscribe({"seller", ">", 9, three_attempts});
    publish(Subject::lead_sold, "a");
    const auto first = pull(seller).at(0);
    clock.advance(9999ms);
    BOOST_TEST(pulled(seller) == "");
    BOOST_TEST(depth(seller) == "0/0/1/0");
    clock.advance(1ms);
    BOOST_TEST(pulled(seller) == "");
    BOOST_TEST(depth(seller) == "0/1/0/0");
    clock.advance(2s);
    BOOST_TEST(pulled(seller) == "a#2 ");
    // The first attempt's no is too late to count; its yes is not, for the work is done.
    BOOST_TEST(!bus->nack(seller, first, "late").value());
    BOOST_TEST(bus->ack(seller, {first.sequence}).value() == 1U);
    clock.advance(24h);
    BOOST_TEST(pulled(seller) == "");
    BOOST_TEST(bus->dead_letters(seller, 10)->empty());
}

BOOST_FIXTURE_TEST_CASE(a_late_answer_settles_no_other_event, BusFixture) {
    open();
    const auto all = subscribe({"all", ">"});
    publish(Subject::lead_sold, "a");
    const auto late = pull(all).at(0);
    bus->ack(all, {late.sequence}).value();
    publish(Subject::lead_sold, "b"); // into a journal as empty as before the first
    const auto current = pull(all);
    BOOST_TEST(bus->ack(all, {late.sequence}).value() == 0U);
    BOOST_TEST(!bus->nack(all, late, "late").value());
    BOOST_TEST(depth(all) == "0/0/1/0");
}

BOOST_FIXTURE_TEST_CASE(an_id_is_kept_once_within_the_window, BusFixture) {
    open({.duplicate_window = 2min});
    const auto all = subscribe({"all", ">"});
    BOOST_TEST(publish(Subject::lead_sold, "a") == 1U);
    clock.advance(2min - 1ns);
    BOOST_TEST((bus->publish({sample_event(Subject::lead_sold, "a"), sample_event(Subject::lead_sold, "b"),
                              sample_event(Subject::lead_sold, "b")})
                    .value() == Published{1, 2, 0}));
    BOOST_TEST(pulled(all) == "a#1 b#1 ");
    clock.advance(1ns); // the window began with the first, whatever was tried since
    BOOST_TEST(publish(Subject::lead_sold, "a") == 1U);
}

BOOST_FIXTURE_TEST_CASE(events_come_in_the_order_of_publication, BusFixture) {
    open();
    const auto all = subscribe({"all", ">", 3, three_attempts});
    for (const auto* id : {"a", "b", "c", "d"}) publish(Subject::lead_sold, id, id[0]);
    const auto first = pull(all, 2);
    BOOST_TEST(bus->nack(all, first[0], "no").value());
    BOOST_TEST(pulled(all, 1) == "c#1 "); // what failed is passed by what has not
    clock.advance(2s);
    BOOST_TEST(pulled(all) == "a#2 "); // and is first when due, within the limit of three
    bus->ack(all, {1, 2, 3}).value();
    BOOST_TEST(pulled(all) == "d#1 ");
}

BOOST_FIXTURE_TEST_CASE(everything_stands_as_it_was_after_opening_again, BusFixture) {
    open();
    const Subscription terms{"seller", ">", 9, three_attempts};
    auto seller = subscribe(terms);
    for (const auto* id : {"acked", "failed", "in-flight", "waiting"}) publish(Subject::lead_sold, id);
    const auto first = pull(seller, 3);
    bus->ack(seller, {first[0].sequence}).value();
    bus->nack(seller, first[1], "no").value();
    open();
    BOOST_TEST(bus->events_held() == 3U);
    BOOST_TEST(publish(Subject::lead_sold, "acked") == 0U);
    seller = subscribe(terms);
    // What was in flight has failed with the process that had it.
    BOOST_TEST(depth(seller) == "1/2/0/0");
    BOOST_TEST(pulled(seller) == "waiting#1 ");
    clock.advance(2s);
    const auto again = pull(seller);
    BOOST_TEST(again.size() == 2U);
    for (const auto& delivery : again) BOOST_TEST(delivery.event.attempt == 2, delivery.event.id);
}

BOOST_FIXTURE_TEST_CASE(an_event_that_kills_its_process_dies_too, BusFixture) {
    const Subscription terms{"seller", ">", 9, three_attempts};
    open();
    auto seller = subscribe(terms);
    publish(Subject::lead_sold, "poison");
    for (const auto* expected : {"poison#1 ", "poison#2 ", "poison#3 ", ""}) {
        BOOST_TEST(pulled(seller) == expected);
        open();
        seller = subscribe(terms);
        clock.advance(1min);
    }
    BOOST_TEST(bus->dead_letters(seller, 1)->at(0).reason == "the process ended before it was answered");
}

BOOST_FIXTURE_TEST_CASE(a_wall_clock_set_back_delays_nothing_for_ever, BusFixture) {
    const Subscription terms{"seller", ">", 9, three_attempts};
    SetClock wall;
    auto opened = Bus::open(file, {}, wall).value();
    const auto before = opened->subscribe(terms).value();
    opened->publish({sample_event(Subject::lead_sold, "a")}).value();
    opened->nack(before, opened->pull(before, 1)->at(0), "no").value();
    opened.reset();
    wall.wall -= 24h * 365;
    opened = Bus::open(file, {}, wall).value();
    opened->subscribe(terms).value();
    opened.reset();
    wall.wall += 60s;
    opened = Bus::open(file, {}, wall).value();
    const auto after = opened->subscribe(terms).value();
    BOOST_TEST(opened->pull(after, 1)->size() == 1U);
    BOOST_TEST((opened->depth(after)->lag == 0s)); // published in what is now the future
}

BOOST_FIXTURE_TEST_CASE(an_event_that_breaks_its_contract_is_not_delivered, BusFixture) {
    open();
    const auto all = subscribe({"all", ">"});
    for (const auto* id : {"a", "b", "c", "d"}) publish(Subject::lead_sold, id);
    tamper("UPDATE events SET event = replace(event, '\"price_cents\":0', '\"price_cents\":\"0\"') "
           "WHERE sequence = 1; UPDATE events SET event = 'x' WHERE sequence = 2;"
           "UPDATE events SET event = replace(event, 'lead.sold', 'lead.eaten') WHERE sequence = 3");
    BOOST_TEST(pulled(all) == "d#1 ");
    const auto letters = bus->dead_letters(all, 10).value();
    BOOST_REQUIRE(letters.size() == 3U);
    BOOST_TEST(letters[0].reason == "lead.sold: payload.price_cents is not an amount in cents");
    BOOST_TEST(letters[0].attempts == 0);
    BOOST_TEST(letters[1].reason == "the event is not JSON");
    BOOST_TEST(letters[1].event_text == "x");
    BOOST_TEST(letters[2].reason == "event.subject is malformed");
}

BOOST_FIXTURE_TEST_CASE(lag_is_the_age_of_the_oldest_that_can_still_be_done, BusFixture) {
    open();
    const auto all = subscribe({"all", ">", 9, {10s, 1s, 1s, 1}});
    BOOST_TEST((bus->depth(all)->lag == 0s));
    publish(Subject::lead_sold, "a");
    clock.advance(3s);
    publish(Subject::lead_sold, "b");
    clock.advance(4s);
    BOOST_TEST((bus->depth(all)->lag == 7s));
    bus->nack(all, pull(all, 1).at(0), "no").value();
    BOOST_TEST((bus->depth(all)->lag == 4s));
}

BOOST_FIXTURE_TEST_CASE(many_threads_lose_and_double_nothing, BusFixture) {
    open();
    const auto all = subscribe({"all", ">", 50});
    std::mutex mutex;
    std::multiset<std::string> done;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&, thread] {
                for (int number = 0; number < 100; ++number) {
                    const auto id = std::to_string(thread) + '-' + std::to_string(number);
                    bus->publish({sample_event(Subject::lead_sold, id)}).value();
                }
            });
        for (int thread = 0; thread < 2; ++thread)
            threads.emplace_back([&] {
                for (std::size_t count = 0; count < 400; std::this_thread::yield()) {
                    const auto deliveries = bus->pull(all, 20).value();
                    const std::lock_guard lock(mutex);
                    for (const auto& delivery : deliveries) {
                        done.insert(delivery.event.id);
                        bus->ack(all, {delivery.sequence}).value();
                    }
                    count = done.size();
                }
            });
    }
    BOOST_TEST(done.size() == 400U);
    BOOST_TEST(std::set<std::string>(done.begin(), done.end()).size() == 400U);
    BOOST_TEST(bus->events_held() == 0U);
}

BOOST_FIXTURE_TEST_CASE(waiting_ends_with_an_event_a_due_time_or_a_stop, BusFixture) {
    base::SystemClock real;
    auto opened = Bus::open(file, {}, real).value();
    const auto all = opened->subscribe({"all", ">", 9, {10s, 1ms, 1ms, 3}}).value();
    std::stop_source stop;
    BOOST_TEST(!opened->wait(all, real.now(), stop.get_token()));
    BOOST_TEST(!opened->wait(all + 1, real.now() + 1h, stop.get_token())); // there is no such consumer
    const auto far = real.now() + 1h;
    {
        std::jthread publisher([&] { opened->publish({sample_event(Subject::lead_sold, "a")}).value(); });
        BOOST_TEST(opened->wait(all, far, stop.get_token()));
    }
    opened->nack(all, opened->pull(all, 1)->at(0), "no").value();
    BOOST_TEST(opened->wait(all, far, stop.get_token()));
    BOOST_TEST(opened->pull(all, 1)->at(0).event.attempt == 2);
    std::jthread stopper([&] { stop.request_stop(); });
    BOOST_TEST(!opened->wait(all, far, stop.get_token()));
}

BOOST_FIXTURE_TEST_CASE(who_may_have_no_more_in_flight_waits_although_there_is_more, BusFixture) {
    open();
    const auto all = subscribe({"all", ">", 1, three_attempts});
    for (const auto* id : {"a", "b"}) publish(Subject::lead_sold, id);
    BOOST_TEST(bus->wait(all, clock.now(), {}));
    const auto first = pull(all);
    BOOST_TEST(!bus->wait(all, clock.now(), {}));
    bus->ack(all, {first.at(0).sequence}).value();
    BOOST_TEST(bus->wait(all, clock.now(), {}));
}

BOOST_AUTO_TEST_SUITE_END()
