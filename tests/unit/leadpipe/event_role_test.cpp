#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
#include <set>

#include "redline/leadpipe/event_role.hpp"
#include "role_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::comes_true;
using redline::test::RoleFixture;
using redline::test::sample_event;

namespace {

/// Counts how often somebody pauses.
class PauseClock final : public base::Clock {
  public:
    base::Instant now() const override { return clock_.now(); }
    base::WallTime wall_now() const override { return clock_.wall_now(); }
    void sleep_until(base::Instant) override { ++pauses; }

    std::atomic<int> pauses{0};

  private:
    base::SystemClock clock_;
};

/// A role whose work is the test's to finish and whose conclusions are ids.
struct Fixture : RoleFixture {
    using Role = EventRole<std::string>;

    Fixture() { open_bus(); }

    void start(RedeliveryPolicy redelivery = soon()) {
        const auto begin = [this](const Event& event, Role::Done done) {
            const std::lock_guard lock(mutex);
            begun.push_back(event);
            if (at_once) return done(at_once(event));
            open.push_back(std::move(done));
        };
        const auto conclude = [this](const std::vector<std::string>& ids) {
            const std::lock_guard lock(mutex);
            if (refusals > 0 && refusals-- > 0) return false;
            in_flight_at_conclusion = depth(role_id).in_flight;
            for (const auto& id : ids) concluded.push_back(id);
            largest = std::max(largest, ids.size());
            return true;
        };
        // What is begun before start() returns must know the consumer too: nothing is published before.
        role = Role::start(*bus, pauses, {"role", "lead.*", 256, redelivery}, {begin, conclude}).value();
        role_id = role->id();
    }

    void publish(const std::string& id) { RoleFixture::publish(sample_event(Subject::lead_accepted, id)); }
    bool begun_are(std::size_t count) {
        return comes_true([&] {
            const std::lock_guard lock(mutex);
            return begun.size() >= count;
        });
    }
    bool concluded_are(std::size_t count) {
        return comes_true([&] {
            const std::lock_guard lock(mutex);
            return concluded.size() >= count;
        });
    }

    PauseClock pauses;
    std::mutex mutex;
    std::function<Role::Outcome(const Event&)> at_once{};
    std::vector<Event> begun{};
    std::vector<Role::Done> open{};
    std::vector<std::string> concluded{};
    std::atomic<int> refusals{0};
    std::size_t in_flight_at_conclusion = 0, largest = 0;
    ConsumerId role_id = 0;
    std::unique_ptr<Role> role; ///< last, so that it ends first
};

} // namespace

BOOST_AUTO_TEST_SUITE(event_role)

BOOST_FIXTURE_TEST_CASE(an_event_is_acknowledged_only_once_its_conclusion_is_kept, Fixture) {
    start();
    publish("a");
    BOOST_REQUIRE(begun_are(1));
    BOOST_TEST(depth(role_id).in_flight == 1U);
    BOOST_TEST(concluded.empty());
    open[0]("a");
    BOOST_REQUIRE(rests(role_id));
    BOOST_TEST(concluded == std::vector<std::string>{"a"}, boost::test_tools::per_element());
    BOOST_TEST(in_flight_at_conclusion == 1U);
    BOOST_TEST(comes_true([&] { return bus->events_held() == 0; }));
}

BOOST_FIXTURE_TEST_CASE(work_that_fails_is_done_again_and_in_the_end_dead, Fixture) {
    at_once = [](const Event&) { return tl::unexpected(std::string("the buyers are closed")); };
    start();
    publish("a");
    BOOST_REQUIRE(begun_are(3));
    BOOST_REQUIRE(rests(role_id));
    BOOST_REQUIRE(begun.size() == 3U);
    for (int attempt = 1; attempt <= 3; ++attempt) BOOST_TEST(begun[attempt - 1].attempt == attempt);
    const auto dead = bus->dead_letters(role_id, 10).value();
    BOOST_REQUIRE(dead.size() == 1U);
    BOOST_TEST(dead[0].reason == "the buyers are closed");
    BOOST_TEST(dead[0].attempts == 3);
    BOOST_TEST(concluded.empty());
}

BOOST_FIXTURE_TEST_CASE(one_failure_among_many_takes_nobody_with_it, Fixture) {
    at_once = [](const Event& event) -> Role::Outcome {
        if (event.id == "b") return tl::unexpected(std::string("no"));
        return event.id;
    };
    start();
    for (const auto* id : {"a", "b", "c"}) publish(id);
    BOOST_REQUIRE(concluded_are(2));
    BOOST_REQUIRE(rests(role_id));
    BOOST_TEST(std::set<std::string>(concluded.begin(), concluded.end()).size() == 2U);
    BOOST_TEST(depth(role_id).dead == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_conclusion_that_could_not_be_kept_comes_again, Fixture) {
    at_once = [](const Event& event) { return event.id; };
    refusals = 1;
    auto redelivery = soon();
    redelivery.ack_timeout = std::chrono::milliseconds(20);
    start(redelivery);
    publish("a");
    BOOST_REQUIRE(concluded_are(1));
    BOOST_REQUIRE(rests(role_id));
    BOOST_TEST(begun.back().attempt >= 2);
    BOOST_TEST(depth(role_id).dead == 0U);
}

BOOST_FIXTURE_TEST_CASE(what_is_done_after_the_roles_end_is_left_for_the_next, Fixture) {
    start();
    publish("a");
    BOOST_REQUIRE(begun_are(1));
    role.reset();
    open[0]("a");
    BOOST_TEST(concluded.empty());
    BOOST_TEST(depth(role_id).in_flight == 1U);
    open_bus();
    at_once = [](const Event& event) { return event.id; };
    start();
    BOOST_REQUIRE(rests(role_id));
    BOOST_TEST(begun.back().id == "a");
    BOOST_TEST(begun.back().attempt == 2);
    BOOST_TEST(concluded == std::vector<std::string>{"a"}, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_stopped_role_begins_nothing_and_concludes_what_is_begun, Fixture) {
    start();
    publish("a");
    BOOST_REQUIRE(begun_are(1));
    role->stop();
    publish("b");
    open[0]("a");
    BOOST_REQUIRE(concluded_are(1));
    BOOST_TEST(begun.size() == 1U);
    BOOST_TEST(depth(role_id).waiting == 1U);
}

BOOST_FIXTURE_TEST_CASE(its_end_concludes_what_was_done_before, Fixture) {
    at_once = [](const Event& event) { return event.id; };
    start();
    for (int count = 0; count < 50; ++count) publish("e" + std::to_string(count));
    BOOST_REQUIRE(begun_are(50));
    role.reset();
    BOOST_TEST(concluded.size() == 50U);
    BOOST_TEST(depth(role_id).in_flight == 0U);
}

BOOST_FIXTURE_TEST_CASE(many_finished_on_other_threads_are_concluded_together, Fixture) {
    start();
    std::vector<Event> events;
    for (int count = 0; count < 200; ++count)
        events.push_back(sample_event(Subject::lead_accepted, "e" + std::to_string(count)));
    BOOST_REQUIRE(bus->publish(events));
    BOOST_REQUIRE(begun_are(200));
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < 2; ++thread)
            threads.emplace_back([&, thread] {
                for (auto at = thread; at < open.size(); at += 2) open[at](begun[at].id);
            });
    }
    BOOST_REQUIRE(concluded_are(200));
    BOOST_REQUIRE(rests(role_id));
    BOOST_TEST(std::set<std::string>(concluded.begin(), concluded.end()).size() == 200U);
    BOOST_TEST(largest > 1U);
}

BOOST_FIXTURE_TEST_CASE(a_bus_that_fails_is_not_asked_without_a_pause, Fixture) {
    at_once = [](const Event& event) { return event.id; };
    start();
    test::tamper(
        bus_file,
        "CREATE TRIGGER broken BEFORE UPDATE ON deliveries BEGIN SELECT RAISE(ABORT, 'broken'); END");
    publish("a");
    BOOST_REQUIRE(comes_true([&] { return pauses.pauses > 0; }));
    BOOST_TEST(concluded.empty());
    test::tamper(bus_file, "DROP TRIGGER broken");
    BOOST_REQUIRE(concluded_are(1));
    BOOST_TEST(rests(role_id));
}

BOOST_FIXTURE_TEST_CASE(a_consumer_the_bus_refuses_is_an_error, Fixture) {
    start();
    const auto second = Role::start(*bus, clock, {"role", "lead.*"}, {});
    BOOST_REQUIRE(!second);
    BOOST_TEST(second.error().message == "role is subscribed already");
}

BOOST_AUTO_TEST_SUITE_END()
