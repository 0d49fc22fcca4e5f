#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/ledger_tail.hpp"
#include "redline/leadpipe/writer.hpp"
#include "redline/tracer/tracer.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

struct Fixture {
    LeadId record(std::string vertical) {
        Entry entry;
        entry.vertical = std::move(vertical);
        entry.json = R"({"state":"IL","zip":"62704"})";
        return ledger->record(entry).value().id;
    }

    test::ScratchFolder folder;
    tracer::Tracer tracer{{.service = "test"}};
    std::unique_ptr<Ledger> ledger = Ledger::open(folder.path() / "ledger.sqlite", {}, tracer).value();
};

} // namespace

BOOST_AUTO_TEST_SUITE(ledger_tail)

BOOST_FIXTURE_TEST_CASE(the_facts_of_the_ledger_come_in_their_order, Fixture) {
    const auto id = record("solar");
    BOOST_REQUIRE(ledger->settle({{id, LeadState::sold, "sunrise", 4200}}));
    const auto log = log_of(*ledger);
    const auto facts = log(0, 100).value();
    std::string subjects;
    for (const auto& fact : facts) subjects += std::string(to_text(fact.subject)) + ' ';
    BOOST_TEST(subjects == "lead.received lead.accepted lead.sold ");
    BOOST_TEST(facts.back().lead == id);
    BOOST_TEST(payload_text(facts.back().payload, "buyer") == "sunrise");
    BOOST_TEST(payload_integer(facts.back().payload, "price_cents") == 4200);
    BOOST_TEST(log(facts[0].sequence, 1).value().size() == 1U);
    BOOST_TEST(log(facts.back().sequence, 9).value().empty());
}

BOOST_FIXTURE_TEST_CASE(nobody_who_follows_the_log_is_shown_the_person, Fixture) {
    record("solar");
    const auto facts = log_of(*ledger)(0, 100).value();
    BOOST_REQUIRE(!facts.empty());
    BOOST_TEST(!facts[0].payload.contains("lead"));
    BOOST_TEST(payload_text(facts[0].payload, "vertical") == "solar");
}

/// Two read models of one truth: the ledger's own and the store's.
BOOST_FIXTURE_TEST_CASE(the_store_and_the_ledger_count_alike, Fixture) {
    const auto sold = record("solar"), returned = record("solar");
    record("roofing");
    BOOST_REQUIRE(ledger->reject("invalid-lead", {}));
    BOOST_REQUIRE(ledger->settle(
        {{sold, LeadState::sold, "sunrise", 4200}, {returned, LeadState::sold, "meadow", 100}}));
    BOOST_REQUIRE(ledger->give_back(returned, "meadow", "wrong number").value());
    const auto store = Store::open(folder.path() / "store.sqlite").value();
    base::SystemClock clock;
    StoreFaults faults(clock);
    Writer writer(*store, log_of(*ledger), faults, clock);
    BOOST_REQUIRE(writer.step());
    const auto today = day_of(clock.wall_now());
    std::map<LeadState, std::int64_t> counted;
    const auto rows = store->lead_counts({today - std::chrono::days(1), today}).value();
    for (const auto& row : rows) counted[row.state] += row.count;
    const auto truth = ledger->counts().value();
    for (const auto state : lead_states) BOOST_TEST(counted[state] == truth[state], to_text(state));
    BOOST_TEST(counted[LeadState::returned] == 1);
}

BOOST_AUTO_TEST_SUITE_END()
