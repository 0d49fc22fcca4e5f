// The bus against a naive model of what it promises, under a clock that stands still until told: random
// publications, answers, silences, time steps, clean and crashed openings. Beside the model, the laws
// themselves are kept by a witness that knows nothing of either's bookkeeping.
#include <boost/test/unit_test.hpp>

#include <set>

#include "bus_fixture.hpp"
#include "bus_model.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

constexpr int steps = 250;
const BusOptions options{.duplicate_window = 20s, .seed = 5};
const std::vector<Subscription> consumers{{"all", ">", 5, {5s, 1s, 20s, 4}},
                                          {"leads", "lead.*", 2, {3s, 4s, 6s, 2}},
                                          {"bids", "bid.*", 100, {7s, 1s, 1s, 1}}};

/// What was seen of one consumer from outside.
struct Witness {
    explicit Witness(const Subscription& subscription) : terms(subscription) {}

    void saw(const Delivery& delivery) {
        BOOST_TEST(!done.contains(delivery.sequence), "delivered after its acknowledgement");
        BOOST_TEST(delivery.event.attempt <= terms.redelivery.attempts_max);
        if (delivery.event.attempt == 1 && !replayed.contains(delivery.sequence)) {
            BOOST_TEST(delivery.sequence > last_first, "a first delivery out of order");
            last_first = delivery.sequence;
        }
        delivered.insert(delivery.sequence);
        seen.push_back(delivery);
    }

    const Subscription& terms;
    ConsumerId id = 0;
    std::size_t owed_ever = 0; ///< events kept that match the pattern
    std::size_t discarded = 0;
    std::set<std::int64_t> delivered, done, replayed;
    std::vector<Delivery> seen; ///< every delivery, the stale ones too
    std::int64_t last_first = 0;
};

class Simulation : test::BusFixture {
  public:
    explicit Simulation(base::Random& random) : random_(random), model_(options) {
        for (const auto& terms : consumers) witnesses_.emplace_back(terms);
        open_bus();
    }

    void run() {
        for (int step = 0; step < steps; ++step) {
            take_step();
            for (auto& witness : witnesses_) check(witness);
            BOOST_TEST_REQUIRE(bus->events_held() == model_.held());
        }
        drain();
        for (auto& witness : witnesses_) check_the_end(witness);
    }

  private:
    void open_bus() {
        open(options);
        for (auto& witness : witnesses_) {
            witness.id = subscribe(witness.terms);
            model_.subscribe(witness.terms, clock.wall_now());
        }
    }

    void take_step() {
        const auto dice = random_.below(100);
        auto& witness = witnesses_[random_.below(witnesses_.size())];
        if (dice < 30) return publish_some();
        if (dice < 55) return pull_some(witness, random_.below(7));
        if (dice < 75) return answer(witness, true);
        if (dice < 85) return answer(witness, false);
        if (dice < 92) return clock.advance(std::chrono::milliseconds(random_.below(8000)));
        if (dice < 96) return settle_a_dead_letter(witness);
        if (dice < 98) crash();
        open_bus();
    }

    void publish_some() {
        std::vector<Event> events;
        for (auto left = 1 + random_.below(3); left > 0; --left) {
            const auto subject = all_subjects()[random_.below(all_subjects().size())];
            // One in five repeats an id, within the window or beyond it.
            const auto number = random_.chance(0.2) ? random_.below(ids_ + 1) : ++ids_;
            events.push_back(test::sample_event(subject, "e" + std::to_string(number),
                                                static_cast<LeadId>(1 + random_.below(5))));
        }
        const auto published = bus->publish(events).value();
        BOOST_TEST_REQUIRE((published == model_.publish(events, clock.wall_now())));
        for (auto& witness : witnesses_) witness.owed_ever = owed_ever_of(witness);
    }

    /// Counted from outside: what is owed, was acknowledged or discarded. It grows by publications alone.
    std::size_t owed_ever_of(Witness& witness) {
        const auto depth = bus->depth(witness.id).value();
        const auto owed = depth.waiting + depth.retrying + depth.in_flight + depth.dead;
        const auto now_owed = owed + witness.done.size() + witness.discarded;
        BOOST_TEST(now_owed >= witness.owed_ever, "an event was lost");
        return now_owed;
    }

    void pull_some(Witness& witness, std::size_t count_max) {
        const auto pulled = pull(witness.id, count_max);
        const auto expected = model_.pull(witness.terms.consumer, count_max, clock.wall_now());
        BOOST_TEST_REQUIRE(pulled.size() == expected.size());
        for (std::size_t at = 0; at < pulled.size(); ++at) {
            BOOST_TEST_REQUIRE(pulled[at].sequence == expected[at].sequence);
            BOOST_TEST_REQUIRE((pulled[at].event == expected[at].event));
            witness.saw(pulled[at]);
        }
    }

    /// Says yes or no to any delivery there ever was, mostly one of the last.
    void answer(Witness& witness, bool yes) {
        if (witness.seen.empty()) return;
        const auto back = random_.below(random_.chance(0.8) ? std::min<std::size_t>(witness.seen.size(), 6)
                                                            : witness.seen.size());
        const auto delivery = witness.seen[witness.seen.size() - 1 - back];
        if (yes) return acknowledge(witness, delivery.sequence);
        BOOST_TEST_REQUIRE(bus->nack(witness.id, delivery, "no").value() ==
                           model_.nack(witness.terms.consumer, delivery, clock.wall_now()));
    }

    void acknowledge(Witness& witness, std::int64_t sequence) {
        const bool owed = model_.ack(witness.terms.consumer, sequence);
        BOOST_TEST_REQUIRE(bus->ack(witness.id, {sequence}).value() == (owed ? 1U : 0U));
        if (owed) witness.done.insert(sequence);
    }

    void settle_a_dead_letter(Witness& witness) {
        const auto letters = bus->dead_letters(witness.id, 1000).value();
        BOOST_TEST_REQUIRE(letters.size() == model_.count(witness.terms.consumer, test::OwedState::dead));
        if (letters.empty()) return;
        const auto sequence = letters[random_.below(letters.size())].sequence;
        if (random_.chance(0.5)) {
            BOOST_TEST_REQUIRE(model_.replay(witness.terms.consumer, sequence));
            BOOST_TEST_REQUIRE(bus->replay(witness.id, {sequence}).value() == 1U);
            witness.replayed.insert(sequence);
        } else {
            BOOST_TEST_REQUIRE(model_.discard(witness.terms.consumer, sequence));
            BOOST_TEST_REQUIRE(bus->discard(witness.id, {sequence}).value() == 1U);
            ++witness.discarded;
        }
    }

    /// Goes on with the files as a process killed now would leave them: copied while the bus has them open.
    void crash() {
        const auto copy = folder.path() / ("crash-" + std::to_string(++crashes_) + ".sqlite");
        for (const auto* part : {"", "-wal"})
            if (std::filesystem::exists(file.string() + part))
                std::filesystem::copy_file(file.string() + part, copy.string() + part);
        bus.reset();
        file = copy;
    }

    /// The depths are the model's, and published = acknowledged + discarded + owed still.
    void check(Witness& witness) {
        const auto depth = bus->depth(witness.id).value();
        const auto expected = [&](test::OwedState state) {
            return model_.count(witness.terms.consumer, state);
        };
        BOOST_TEST_REQUIRE(depth.waiting == expected(test::OwedState::waiting));
        BOOST_TEST_REQUIRE(depth.retrying == expected(test::OwedState::retrying));
        BOOST_TEST_REQUIRE(depth.in_flight == expected(test::OwedState::in_flight));
        BOOST_TEST_REQUIRE(depth.dead == expected(test::OwedState::dead));
        BOOST_TEST_REQUIRE(owed_ever_of(witness) == witness.owed_ever, "conservation is broken");
        BOOST_TEST_REQUIRE(depth.in_flight <= witness.terms.in_flight_max);
    }

    /// Everything that is delivered from now on is acknowledged.
    void drain() {
        for (auto& witness : witnesses_)
            for (bool more = true; more;) {
                const auto before = witness.seen.size();
                pull_some(witness, 1000);
                for (auto at = before; at < witness.seen.size(); ++at)
                    acknowledge(witness, witness.seen[at].sequence);
                const auto depth = bus->depth(witness.id).value();
                more = depth.waiting + depth.retrying + depth.in_flight > 0;
                clock.advance(1s);
            }
    }

    void check_the_end(Witness& witness) {
        check(witness);
        std::set<std::int64_t> settled = witness.done;
        const auto letters = bus->dead_letters(witness.id, 10'000).value();
        for (const auto& letter : letters) {
            BOOST_TEST(settled.insert(letter.sequence).second, "dead and acknowledged");
            BOOST_TEST(letter.attempts == witness.terms.redelivery.attempts_max);
            BOOST_TEST(witness.delivered.contains(letter.sequence));
        }
        BOOST_TEST(settled.size() + witness.discarded == witness.owed_ever);
        BOOST_TEST(std::includes(witness.delivered.begin(), witness.delivered.end(), witness.done.begin(),
                                 witness.done.end()));
    }

    base::Random& random_;
    test::BusModel model_;
    std::vector<Witness> witnesses_;
    std::uint64_t ids_ = 0;
    int crashes_ = 0;
};

} // namespace

BOOST_AUTO_TEST_CASE(the_bus_does_what_the_model_does_and_keeps_the_laws) {
    property::for_random_values("bus", 15, [](base::Random& random) { Simulation(random).run(); });
}

BOOST_AUTO_TEST_CASE(events_read_back_as_they_were_printed) {
    property::for_random_values("event", 2000, [](base::Random& random) {
        const auto subject = all_subjects()[random.below(all_subjects().size())];
        auto event = test::sample_event(subject, std::to_string(random.next()),
                                        1 + static_cast<LeadId>(random.below(INT64_MAX)));
        event.trace = {{random.next(), random.next()}, {random.next() | 1}, random.chance(0.5)};
        constexpr std::uint64_t milliseconds = 9'214'646'400'000; // the first of 2262
        event.occurred_at = EventTime(std::chrono::milliseconds(random.below(milliseconds)));
        event.attempt = 1 + static_cast<int>(random.below(1000));
        event.payload["number"] = random.uniform() * 1e300;
        event.payload["text"] = std::string(random.below(20), static_cast<char>(random.below(0x80)));
        const auto text = to_text(event);
        const auto read = parse_event(text);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST((*read == event), text);
        BOOST_TEST(text.find('\n') == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(a_damaged_event_is_refused_or_reads_as_one_that_prints_and_reads_back) {
    property::for_random_values("damage", 5000, [](base::Random& random) {
        const auto subject = all_subjects()[random.below(all_subjects().size())];
        auto text = to_text(test::sample_event(subject, "e-1"));
        for (auto damages = 1 + random.below(3); damages > 0; --damages)
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        if (random.chance(0.2)) text.resize(random.below(text.size()));
        const auto read = parse_event(text);
        if (read) BOOST_TEST((parse_event(to_text(*read)).value() == *read), text);
    });
}
