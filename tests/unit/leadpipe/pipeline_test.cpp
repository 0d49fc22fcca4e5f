#include <boost/test/unit_test.hpp>

#include <atomic>

#include <fmt/format.h>

#include "pipeline_fixture.hpp"
#include "redline/leadpipe/buyers.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::comes_true;
using redline::test::PipelineFixture;
using redline::test::sellable_entry;

namespace {

constexpr std::array architectures{Architecture::monolith_sync, Architecture::modular, Architecture::hybrid,
                                   Architecture::event};
constexpr std::array verticals{"solar", "roofing", "mortgage", "medicare", "nothing-known"};

Entry nth_entry(std::int64_t person) {
    return sellable_entry(person, verticals[static_cast<std::size_t>(person) % verticals.size()]);
}

/// What must become of a lead, by the function the buyers bid by, without pipeline or market.
std::string expected_fate(const Entry& entry) {
    const auto sale = sell(entry.vertical, entry.fingerprint, known_buyers());
    return sale ? fmt::format("sold {} {}", sale->buyer, sale->price_cents) : "unsold";
}

/// Runs a test in each architecture.
template <class Test>
void in_each(Test test) {
    for (const auto architecture : architectures) BOOST_TEST_CONTEXT(to_text(architecture)) {
            PipelineFixture fixture(architecture);
            test(fixture);
        }
}

std::string law(Pipeline& pipeline) {
    const auto counted = pipeline.conservation();
    return counted ? to_json(*counted) : "the law could not be read";
}

/// Never answers.
class SilentLine final : public BuyerLine {
  public:
    void ask(const BuyerCall&, const base::Traceparent&, Done) override {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(pipeline)

BOOST_AUTO_TEST_CASE(the_same_leads_meet_the_same_fate_in_every_architecture) {
    in_each([](PipelineFixture& fixture) {
        fixture.open();
        std::map<LeadId, std::string> expected;
        for (std::int64_t person = 1; person <= 40; ++person) {
            const auto entry = nth_entry(person);
            expected.emplace(fixture.take(entry), expected_fate(entry));
        }
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        for (const auto& [id, fate] : expected) BOOST_TEST(fixture.fate(id) == fate);
        const auto counted = fixture.pipeline->conservation().value();
        BOOST_TEST(counted.holds(), to_json(counted));
        BOOST_TEST(counted.sold + counted.unsold == 40);
    });
}

BOOST_AUTO_TEST_CASE(a_sender_is_told_as_much_as_its_architecture_waits_for) {
    in_each([](PipelineFixture& fixture) {
        auto& pipeline = fixture.open();
        auto entry = sellable_entry(1);
        const auto id = pipeline.ledger().record(entry).value().id;
        const auto told = pipeline.follow(id, entry);
        BOOST_TEST(told.id == id);
        const bool sold = delivers_in_request(fixture.options.architecture);
        BOOST_TEST(pipeline.is_sold_in_request() == sold);
        BOOST_TEST(to_text(told.state) == (sold ? "sold" : "accepted"));
        if (sold) BOOST_TEST(fmt::format("sold {} {}", told.buyer, told.price_cents) == expected_fate(entry));
    });
}

BOOST_AUTO_TEST_CASE(a_pinged_lead_is_sold_to_its_bids_alone) {
    in_each([](PipelineFixture& fixture) {
        fixture.open();
        auto entry = sellable_entry(1);
        entry.bids = std::vector<Bid>{{"nobody-known", 99'000}};
        const auto id = fixture.take(entry);
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        BOOST_TEST(fixture.fate(id) == "unsold");
    });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_delivered_is_dead_and_sells_when_it_is_replayed) {
    in_each([](PipelineFixture& fixture) {
        auto& pipeline = fixture.open();
        fixture.break_buyers(1);
        std::map<LeadId, std::string> expected;
        for (std::int64_t person = 1; person <= 12; ++person) {
            auto entry = nth_entry(person);
            if (person % 2 == 0) // These are broken at the delivery, the others at the auction.
                entry.bids = std::vector<Bid>{{"open-exchange", 100}};
            const auto id = fixture.take(entry);
            expected[id] = expected_fate(entry); // The bids of a ping do not hold until a replay.
        }
        BOOST_REQUIRE(comes_true([&] { return pipeline.conservation()->dead_lettered == 12; }));
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        BOOST_TEST(pipeline.dead_letters(100)->size() == 12U);
        BOOST_TEST(pipeline.dead_letters(5)->size() == 5U);
        const auto dead = pipeline.dead_letters(100).value();
        for (const auto& lead : dead) {
            BOOST_TEST(expected.contains(lead.id));
            BOOST_TEST(!lead.reason.empty());
        }
        BOOST_TEST(pipeline.replay_dead_letters().value() == 12U); // Nothing has changed: dead again.
        BOOST_REQUIRE(comes_true([&] { return pipeline.conservation()->dead_lettered == 12; }));
        fixture.break_buyers(0);
        BOOST_TEST(pipeline.replay_dead_letters().value() == 12U);
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        BOOST_TEST(pipeline.dead_letters(100)->empty());
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        for (const auto& [id, fate] : expected) BOOST_TEST(fixture.fate(id) == fate);
    });
}

BOOST_AUTO_TEST_CASE(without_dead_letters_what_cannot_be_delivered_is_lost) {
    in_each([](PipelineFixture& fixture) {
        fixture.options.dead_letters = false;
        auto& pipeline = fixture.open();
        fixture.break_buyers(1);
        for (std::int64_t person = 1; person <= 5; ++person) fixture.take(nth_entry(person));
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        BOOST_TEST(pipeline.conservation()->unsold == 5, law(pipeline));
        BOOST_TEST(pipeline.dead_letters(100)->empty());
        BOOST_TEST(pipeline.replay_dead_letters().value() == 0U);
    });
}

BOOST_AUTO_TEST_CASE(a_buyer_is_never_sold_more_a_day_than_it_may_be_also_after_opening_again) {
    in_each([](PipelineFixture& fixture) {
        fixture.options.sales_per_day = 3;
        std::int64_t person = 1;
        for (int opening = 0; opening < 2; ++opening) {
            fixture.open();
            for (int count = 0; count < 20; ++count) fixture.take(sellable_entry(person++));
            BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        }
        std::int64_t sold = 0;
        const auto today = std::chrono::floor<std::chrono::days>(fixture.clock.wall_now());
        const auto sales = fixture.pipeline->ledger().sold_on(today).value();
        for (const auto& [buyer, count] : sales) {
            BOOST_TEST(count <= 3, buyer);
            sold += count;
        }
        BOOST_TEST(sold == 9); // Three buyers want solar.
        BOOST_TEST(fixture.pipeline->conservation()->unsold == 31);
    });
}

BOOST_AUTO_TEST_CASE(what_was_accepted_goes_on_in_the_next_process) {
    in_each([](PipelineFixture& fixture) {
        SilentLine silent;
        if (!auctions_in_request(fixture.options.architecture)) fixture.line = &silent;
        std::map<LeadId, std::string> expected;
        fixture.open();
        for (std::int64_t person = 1; person <= 20; ++person) {
            const auto entry = nth_entry(person);
            const auto id = fixture.pipeline->ledger().record(entry).value().id; // And then it died.
            expected.emplace(id, expected_fate(entry));
        }
        fixture.line = &fixture.embedded;
        auto& pipeline = fixture.open();
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        for (const auto& [id, fate] : expected) BOOST_TEST(fixture.fate(id) == fate);
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
    });
}

BOOST_AUTO_TEST_CASE(a_lead_the_bus_has_lost_is_found_stranded) {
    PipelineFixture fixture;
    SilentLine silent;
    fixture.line = &silent;
    fixture.options.market.auction_max = std::chrono::hours(1);
    auto& pipeline = fixture.open();
    fixture.take(sellable_entry(1));
    fixture.take(sellable_entry(2));
    BOOST_REQUIRE(comes_true([&] { return pipeline.market().running() == 2; }));
    const auto before = pipeline.conservation().value();
    BOOST_TEST(before.holds(), to_json(before));
    BOOST_TEST(before.in_flight == 2);
    test::tamper(fixture.bus_file,
                 "DELETE FROM deliveries WHERE sequence = (SELECT min(sequence) FROM events);"
                 "DELETE FROM events WHERE sequence = (SELECT min(sequence) FROM events)");
    const auto after = pipeline.conservation().value();
    BOOST_TEST(!after.holds(), to_json(after));
    BOOST_TEST(after.stranded == 1);
    BOOST_TEST(after.in_flight == 2);
}

/// In a batch, leads are written down together and sold one after the other.
BOOST_AUTO_TEST_CASE(a_lead_a_request_has_yet_to_follow_is_not_stranded) {
    in_each([](PipelineFixture& fixture) {
        auto& pipeline = fixture.open();
        const auto request = pipeline.begin_request();
        const auto entry = sellable_entry(1), other = sellable_entry(2);
        const auto recorded = pipeline.ledger().record_all({&entry, &other});
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        pipeline.follow(recorded[0]->id, entry);
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        pipeline.follow(recorded[1]->id, other);
    });
}

BOOST_AUTO_TEST_CASE(a_lead_a_request_left_behind_is_stranded_where_nothing_else_drives_it) {
    in_each([](PipelineFixture& fixture) {
        auto& pipeline = fixture.open();
        {
            const auto request = pipeline.begin_request();
            pipeline.ledger().record(sellable_entry(1)).value();
        }
        const bool on_bus = !auctions_in_request(fixture.options.architecture);
        if (on_bus) BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        BOOST_TEST(pipeline.conservation()->stranded == (on_bus ? 0 : 1), law(pipeline));
    });
}

BOOST_AUTO_TEST_CASE(a_sale_that_cannot_be_written_down_is_made_again_until_it_can) {
    for (const auto architecture : {Architecture::monolith_sync, Architecture::modular}) {
        std::atomic<int> refused{0};
        std::atomic<bool> writable{true};
        PipelineFixture fixture(architecture);
        fixture.options.ledger.may_write = [&] { return writable || ++refused == 0; };
        auto& pipeline = fixture.open();
        const auto entry = sellable_entry(1);
        const auto id = pipeline.ledger().record(entry).value().id;
        writable = false;
        BOOST_TEST(to_text(pipeline.follow(id, entry).state) == "accepted");
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        BOOST_REQUIRE(comes_true([&] { return refused >= 3; }));
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
        writable = true;
        BOOST_REQUIRE(comes_true([&] { return fixture.all_settled(); }));
        BOOST_TEST(fixture.fate(id) == expected_fate(entry));
        BOOST_TEST(pipeline.conservation()->holds(), law(pipeline));
    }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_none_is_an_error) {
    PipelineFixture fixture;
    const auto opened =
        Pipeline::open("/no/such/folder/x", {},
                       {fixture.embedded, fixture.timers, fixture.clock, fixture.tracer, fixture.counters});
    BOOST_TEST(!opened.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
