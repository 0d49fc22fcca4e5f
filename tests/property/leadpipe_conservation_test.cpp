#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "pipeline_fixture.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::comes_true;
using redline::test::PipelineFixture;
using redline::test::sellable_entry;

namespace {

constexpr std::int64_t cap = 25;
constexpr unsigned senders = 2;

/// Leads of a few hundred people, some of them twice, alone or in batches, some refused, by turns of one
/// sender.
class Sender {
  public:
    Sender(PipelineFixture& pipeline, std::uint64_t seed, std::uint64_t number)
        : pipeline_(pipeline), random_(base::Random::keyed(seed, "sender", number)) {}

    /// How many leads came.
    std::int64_t send(int turns) {
        std::int64_t sent = 0;
        for (int turn = 0; turn < turns; ++turn) sent += this->turn();
        return sent;
    }

  private:
    std::int64_t turn() {
        const auto choice = random_.below(10);
        if (choice == 0) return pipeline_.pipeline->ledger().reject("invalid-lead", {}) ? 1 : 0;
        if (choice == 1) return batch();
        pipeline_.take(lead());
        return 1;
    }

    std::int64_t batch() {
        std::vector<Entry> entries;
        for (int count = 0; count < 5; ++count) entries.push_back(lead());
        std::vector<const Entry*> pointers;
        for (const auto& entry : entries) pointers.push_back(&entry);
        const auto running = pipeline_.pipeline->begin_request();
        const auto recorded = pipeline_.pipeline->ledger().record_all(pointers);
        for (std::size_t at = 0; at < entries.size(); ++at)
            if (!recorded[at]->duplicate_of) pipeline_.pipeline->follow(recorded[at]->id, entries[at]);
        return static_cast<std::int64_t>(entries.size());
    }

    Entry lead() {
        auto entry = sellable_entry(static_cast<std::int64_t>(random_.below(400)) + 1);
        if (random_.chance(0.2)) entry.bids = std::vector<Bid>{{"open-exchange", 100}};
        return entry;
    }

    PipelineFixture& pipeline_;
    base::Random random_;
};

/// Looks again and again until told that nobody sends any more; how often, and what was wrong the first time.
struct Look {
    std::int64_t times = 0;
    std::string broken{};
};

Look look_while(Pipeline& pipeline, const std::atomic<unsigned>& sending) {
    Look look;
    while (sending > 0 || look.times < 5) {
        const auto law = pipeline.conservation();
        ++look.times;
        if (look.broken.empty() && !law) look.broken = "it could not be read";
        if (look.broken.empty() && law && !law->holds()) look.broken = to_json(*law);
    }
    return look;
}

/// One life of the process: leads come in from several threads while buyers fail, and it ends in the middle.
std::int64_t live(PipelineFixture& fixture, std::uint64_t seed) {
    auto& pipeline = fixture.open();
    std::atomic<unsigned> sending{senders};
    std::atomic<std::int64_t> sent{0};
    std::vector<std::jthread> threads;
    for (unsigned number = 0; number < senders; ++number)
        threads.emplace_back([&, number] {
            sent += Sender(fixture, seed, number).send(30);
            --sending;
        });
    const auto look = look_while(pipeline, sending);
    BOOST_TEST(look.broken == "", look.broken << " after " << look.times << " looks");
    threads.clear();
    fixture.pipeline.reset();
    return sent;
}

void check_no_buyer_has_too_many(PipelineFixture& fixture) {
    const auto today = std::chrono::floor<std::chrono::days>(fixture.clock.wall_now());
    const auto sales = fixture.pipeline->ledger().sold_on(today).value();
    for (const auto& [buyer, count] : sales) BOOST_TEST(count <= cap, buyer << " was sold " << count);
}

void keeps_the_law(Architecture architecture, base::Random& random) {
    PipelineFixture fixture(architecture);
    fixture.options.sales_per_day = cap;
    fixture.options.redelivery.attempts_max = 2;
    std::int64_t sent = 0;
    for (int life = 0; life < 3; ++life) {
        fixture.break_buyers(random.uniform() * 0.8);
        sent += live(fixture, random.below(1'000'000));
    }
    fixture.break_buyers(0);
    auto& pipeline = fixture.open();
    const auto rests = [&] { return pipeline.conservation()->in_flight == 0; };
    BOOST_REQUIRE(comes_true(rests));
    pipeline.replay_dead_letters().value();
    BOOST_REQUIRE(comes_true(rests));
    const auto law = pipeline.conservation().value();
    BOOST_TEST(law.holds(), to_json(law));
    BOOST_TEST(law.received == sent, to_json(law));
    BOOST_TEST(law.dead_lettered == 0, to_json(law)); // Every buyer answers now.
    check_no_buyer_has_too_many(fixture);
}

} // namespace

BOOST_AUTO_TEST_SUITE(leadpipe_conservation)

BOOST_AUTO_TEST_CASE(no_lead_is_lost_at_any_moment_whatever_breaks) {
    property::for_random_values("conservation", 2, [](base::Random& random) {
        for (const auto architecture :
             {Architecture::monolith_sync, Architecture::modular, Architecture::hybrid, Architecture::event})
            BOOST_TEST_CONTEXT(to_text(architecture)) { keeps_the_law(architecture, random); }
    });
}

BOOST_AUTO_TEST_SUITE_END()
