#include <boost/test/unit_test.hpp>

#include <string>

#include <sqlite3.h>

#include "redline/base/random.hpp"
#include "redline/leadpipe/event_contract.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"
#include "scratch_folder.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// Everything in the file that is not the log, as text.
std::string projections_of(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    BOOST_REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    std::string text;
    const auto append_row = [](void* out, int columns, char** values, char**) {
        for (int at = 0; at < columns; ++at)
            static_cast<std::string*>(out)->append(values[at] == nullptr ? "-" : values[at]).append("|");
        static_cast<std::string*>(out)->append("\n");
        return 0;
    };
    for (const auto* sql :
         {"SELECT * FROM leads ORDER BY id", "SELECT * FROM identities ORDER BY key",
          "SELECT * FROM idempotency ORDER BY key", "SELECT * FROM sales ORDER BY day, buyer"})
        BOOST_REQUIRE(sqlite3_exec(database, sql, append_row, &text, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    return text;
}

Entry random_entry(base::Random& random) {
    const auto person = static_cast<std::int64_t>(random.below(30));
    Entry entry;
    if (random.chance(0.5)) entry.idempotency_key = "k\"" + std::to_string(random.below(40));
    entry.fingerprint = person;
    if (random.chance(0.9))
        entry.identity =
            IdentityKeys{person, 1000 + static_cast<std::int64_t>(random.below(20)), 2000 + person};
    entry.vertical = random.chance(0.5) ? "solar" : "roo\nfing";
    entry.json = R"({"state":"IL","zip":"62704"})";
    return entry;
}

void act_at_random(Ledger& ledger, base::Random& random, std::vector<LeadId>& ids) {
    const auto any = [&] { return ids.empty() ? 1 : ids[random.below(ids.size())]; };
    const std::string buyer = random.chance(0.5) ? "a" : "b";
    switch (random.below(6)) {
    case 0: BOOST_TEST(ledger.reject("invalid-lead", {})); return;
    case 1: ledger.settle({{any(), LeadState::sold, buyer, 77}, {any(), LeadState::unsold, "", 0}}); return;
    case 2: ledger.settle({{any(), LeadState::failed, "", 0, "no buyer answered"}}); return;
    case 3: ledger.reopen({any(), any()}).value(); return;
    case 4: ledger.give_back(any(), buyer, "wrong number").value(); return;
    default:
        if (const auto recorded = ledger.record(random_entry(random))) ids.push_back(recorded->id);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(leadpipe_ledger)

BOOST_AUTO_TEST_CASE(everything_follows_from_the_log) {
    property::for_random_values("ledger", 6, [](base::Random& random) {
        const test::ScratchFolder folder;
        const auto file = folder.path() / "ledger.sqlite";
        tracer::Tracer tracer({});
        const auto ledger = Ledger::open(file, {}, tracer).value();
        std::vector<LeadId> ids;
        for (int step = 0; step < 150; ++step) act_at_random(*ledger, random, ids);
        const auto grown = projections_of(file);
        const auto counts = ledger->counts().value();
        BOOST_REQUIRE(ledger->rebuild());
        BOOST_TEST(projections_of(file) == grown);
        BOOST_TEST((ledger->counts().value() == counts));
        std::int64_t in_all = 0;
        for (const auto state : lead_states) in_all += counts[state];
        BOOST_TEST(in_all == counts.received);
        const auto facts = ledger->log(0, 10'000).value();
        for (const auto& fact : facts)
            BOOST_TEST(check_payload(fact.subject, base::Json::parse(fact.payload)).has_value(),
                       fact.payload);
    });
}

BOOST_AUTO_TEST_SUITE_END()
