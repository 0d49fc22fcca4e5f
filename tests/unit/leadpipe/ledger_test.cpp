#include <boost/test/unit_test.hpp>

#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <sqlite3.h>

#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

struct Fixture {
    test::ScratchFolder folder;
    std::filesystem::path file = folder.path() / "ledger.sqlite";
    tracer::Tracer tracer{{}};

    std::unique_ptr<Ledger> open(LedgerOptions options = {}) {
        auto ledger = Ledger::open(file, options, tracer);
        BOOST_REQUIRE_MESSAGE(ledger, base::to_text(ledger ? base::Error{} : ledger.error()));
        return *std::move(ledger);
    }
};

Entry entry_of(std::int64_t person, std::string key = {}) {
    return {std::move(key), person, IdentityKeys{person * 3, person * 3 + 1, person * 3 + 2}, "solar", "{}"};
}

/// Holds the database as another process would.
class OtherWriter {
  public:
    explicit OtherWriter(const std::filesystem::path& file) {
        BOOST_REQUIRE(sqlite3_open(file.c_str(), &database_) == SQLITE_OK);
        run("BEGIN IMMEDIATE");
    }
    ~OtherWriter() { sqlite3_close(database_); }
    void let_go() { run("COMMIT"); }
    void run(const char* sql) {
        BOOST_REQUIRE(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    }

  private:
    sqlite3* database_ = nullptr;
};

} // namespace

BOOST_AUTO_TEST_SUITE(ledger)

BOOST_FIXTURE_TEST_CASE(a_lead_is_found_as_it_was_recorded, Fixture) {
    const auto ledger = open();
    const auto recorded = ledger->record(entry_of(1));
    BOOST_REQUIRE(recorded);
    const auto row = ledger->find(recorded->id);
    BOOST_REQUIRE(row && *row);
    BOOST_TEST((*row)->vertical == "solar");
    BOOST_TEST(to_text((*row)->state) == "accepted");
    BOOST_TEST(!(*row)->duplicate_of.has_value());
    BOOST_TEST(!ledger->find(recorded->id + 1)->has_value());
}

BOOST_FIXTURE_TEST_CASE(one_key_in_common_makes_a_duplicate_of_the_first, Fixture) {
    const auto ledger = open();
    const auto first = ledger->record(entry_of(1)).value();
    auto second = entry_of(2);
    (*second.identity)[1] = (*entry_of(1).identity)[1];
    BOOST_TEST(ledger->record(second)->duplicate_of.value() == first.id);
    // Its own new keys lead to the first as well.
    auto third = entry_of(3);
    (*third.identity)[2] = (*second.identity)[2];
    const auto recorded = ledger->record(third).value();
    BOOST_TEST(recorded.duplicate_of.value() == first.id);
    BOOST_TEST(to_text((*ledger->find(recorded.id))->state) == "duplicate");
}

BOOST_FIXTURE_TEST_CASE(without_identity_keys_nothing_is_a_duplicate_and_nothing_is_kept, Fixture) {
    const auto ledger = open();
    auto unknown = entry_of(1);
    unknown.identity.reset();
    for (int times = 0; times < 2; ++times) BOOST_TEST(!ledger->record(unknown)->duplicate_of.has_value());
    const auto first = ledger->record(entry_of(1)).value();
    BOOST_TEST(!first.duplicate_of.has_value());
    BOOST_TEST(!ledger->record(unknown)->duplicate_of.has_value());
    BOOST_TEST(ledger->record(entry_of(1))->duplicate_of.value() == first.id);
}

BOOST_FIXTURE_TEST_CASE(an_idempotency_key_makes_one_lead, Fixture) {
    const auto ledger = open();
    const auto first = ledger->record(entry_of(1, "k")).value();
    const auto again = ledger->record(entry_of(1, "k")).value();
    BOOST_TEST(again.id == first.id);
    BOOST_TEST(again.replayed);
    BOOST_TEST(!again.duplicate_of.has_value());
    BOOST_TEST((ledger->record(entry_of(2, "k")).error() == LedgerFault::key_reused));
    // A duplicate's answer is replayed as one.
    const auto duplicate = ledger->record(entry_of(1, "k2")).value();
    BOOST_TEST(ledger->record(entry_of(1, "k2"))->duplicate_of.value() == duplicate.duplicate_of.value());
}

BOOST_FIXTURE_TEST_CASE(settled_leads_wait_no_longer, Fixture) {
    const auto ledger = open();
    const auto sold = ledger->record(entry_of(1))->id, unsold = ledger->record(entry_of(2))->id;
    ledger->record(entry_of(2)).value();
    const auto waiting = ledger->unsettled(10).value();
    BOOST_REQUIRE(waiting.size() == 2U);
    BOOST_TEST(waiting[0].id == sold);
    BOOST_TEST(waiting[1].fingerprint == 2);
    BOOST_TEST(ledger->settle({{sold, LeadState::sold, "b", 77}, {unsold, LeadState::unsold, "", 0}})->size() == 2U);
    BOOST_TEST(ledger->unsettled(10)->empty());
    BOOST_TEST((*ledger->find(sold))->buyer == "b");
    BOOST_TEST((*ledger->find(sold))->price_cents == 77);
    // A lead is sold once: the first settlement holds.
    BOOST_TEST(ledger->settle({{sold, LeadState::unsold, "", 0}})->empty());
    BOOST_TEST(to_text((*ledger->find(sold))->state) == "sold");
}

BOOST_FIXTURE_TEST_CASE(everything_is_there_after_opening_again, Fixture) {
    LeadId id = 0;
    {
        const auto ledger = open();
        id = ledger->record(entry_of(1, "k"))->id;
    }
    const auto ledger = open();
    BOOST_TEST(ledger->find(id)->has_value());
    BOOST_TEST(ledger->record(entry_of(1, "k"))->id == id);
    BOOST_TEST(ledger->unsettled(10)->size() == 1U);
    BOOST_TEST(ledger->record(entry_of(2))->id > id);
}

BOOST_FIXTURE_TEST_CASE(many_threads_lose_and_double_nothing, Fixture) {
    const auto ledger = open();
    std::mutex mutex;
    std::map<std::int64_t, std::set<LeadId>> originals;
    std::set<LeadId> ids;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread)
            threads.emplace_back([&] {
                for (std::int64_t person = 1; person <= 100; ++person) {
                    const auto recorded = ledger->record(entry_of(person)).value();
                    const std::lock_guard lock(mutex);
                    ids.insert(recorded.id);
                    originals[person].insert(recorded.duplicate_of.value_or(recorded.id));
                }
            });
    }
    BOOST_TEST(ids.size() == 600U);
    for (const auto& [person, of_person] : originals) BOOST_TEST(of_person.size() == 1U, "person " << person);
    BOOST_TEST(ledger->unsettled(1000)->size() == 100U);
}

BOOST_FIXTURE_TEST_CASE(a_full_line_says_so_and_keeps_nothing, Fixture) {
    const auto ledger = open({0, 1});
    BOOST_TEST((ledger->record(entry_of(1)).error() == LedgerFault::full));
    BOOST_TEST(ledger->unsettled(10)->empty());
}

BOOST_FIXTURE_TEST_CASE(what_waited_for_a_held_database_is_written_when_it_is_let_go, Fixture) {
    const auto ledger = open({4, 2});
    OtherWriter other(file);
    std::vector<std::jthread> threads;
    std::atomic<int> written{0};
    for (std::int64_t person = 1; person <= 4; ++person)
        threads.emplace_back([&, person] { written += ledger->record(entry_of(person)).has_value(); });
    other.let_go();
    threads.clear();
    BOOST_TEST(written == 4);
    BOOST_TEST(ledger->unsettled(10)->size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(a_failing_file_fails_the_lead_and_not_the_process, Fixture) {
    const auto ledger = open();
    const auto kept = ledger->record(entry_of(1))->id;
    {
        OtherWriter other(file);
        other.run("CREATE TRIGGER broken BEFORE INSERT ON leads BEGIN SELECT RAISE(ABORT, 'broken'); END");
        other.let_go();
    }
    BOOST_TEST((ledger->record(entry_of(2)).error() == LedgerFault::storage));
    BOOST_TEST(ledger->find(kept)->has_value());
    {
        OtherWriter other(file);
        other.run("DROP TRIGGER broken");
        other.let_go();
    }
    BOOST_TEST(!ledger->record(entry_of(2))->duplicate_of.has_value());
}

BOOST_FIXTURE_TEST_CASE(other_files_are_refused_by_name, Fixture) {
    std::ofstream(file)
        << "this is a letter, not a database, and long enough for nobody to mistake it for one....."
        << std::string(200, '.');
    BOOST_TEST(!Ledger::open(file, {}, tracer).has_value());
    const auto foreign = folder.path() / "foreign.sqlite";
    {
        OtherWriter other(foreign);
        other.run("CREATE TABLE t(x)");
        other.run("PRAGMA user_version = 9");
        other.let_go();
    }
    const auto opened = Ledger::open(foreign, {}, tracer);
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().message.find("is not a ledger of schema 2 (its number is 9)") !=
               std::string::npos);
    BOOST_TEST(!Ledger::open("/no/such/folder/x", {}, tracer).has_value());
}

BOOST_FIXTURE_TEST_CASE(a_commit_is_not_missed_between_looking_and_waiting, Fixture) {
    const auto ledger = open();
    std::stop_source stop;
    const auto seen = ledger->commits();
    ledger->record(entry_of(1)).value();
    ledger->wait_for_commit(seen, base::Instant::max(), stop.get_token()); // Returns, for there was one.
    BOOST_TEST(ledger->commits() > seen);
    stop.request_stop();
    ledger->wait_for_commit(ledger->commits(), base::Instant::max(), stop.get_token());
}

BOOST_FIXTURE_TEST_CASE(a_rejected_lead_is_counted_and_nothing_of_it_kept, Fixture) {
    const auto ledger = open();
    BOOST_TEST(ledger->reject("invalid-lead", {}));
    const auto counts = ledger->counts().value();
    BOOST_TEST(counts.received == 1);
    BOOST_TEST(counts[LeadState::rejected] == 1);
    const auto facts = ledger->log(0, 10).value();
    BOOST_REQUIRE(facts.size() == 2U);
    BOOST_TEST(facts[0].payload.ends_with(R"("lead":{}})"));
    BOOST_TEST(facts[1].payload == R"({"kind":"invalid-lead"})");
}

BOOST_FIXTURE_TEST_CASE(the_lead_is_read_back_as_it_was_whatever_its_texts_say, Fixture) {
    const auto ledger = open();
    auto entry = entry_of(1, R"(,"lead":)");
    entry.vertical = R"(",\"lead\":{)";
    entry.json = R"({"first_name":",\"lead\":","n":1})";
    const auto id = ledger->record(entry)->id;
    BOOST_TEST(ledger->lead_json(id)->value() == entry.json);
    BOOST_TEST(!ledger->lead_json(id + 1)->has_value());
}

BOOST_FIXTURE_TEST_CASE(a_sold_lead_can_be_given_back_once_by_its_buyer, Fixture) {
    const auto ledger = open();
    const auto id = ledger->record(entry_of(1))->id;
    BOOST_TEST(!ledger->give_back(id, "b", "wrong number").value());
    ledger->settle({{id, LeadState::sold, "b", 77}});
    BOOST_TEST(!ledger->give_back(id, "other", "wrong number").value());
    BOOST_TEST(ledger->give_back(id, "b", "wrong number").value());
    BOOST_TEST(!ledger->give_back(id, "b", "wrong number").value());
    BOOST_TEST(to_text((*ledger->find(id))->state) == "returned");
    BOOST_TEST(ledger->log(0, 10)->back().payload == R"({"buyer":"b","reason":"wrong number"})");
}

BOOST_FIXTURE_TEST_CASE(a_failed_lead_can_be_opened_again_and_sold, Fixture) {
    const auto ledger = open();
    const auto id = ledger->record(entry_of(1))->id;
    ledger->settle({{id, LeadState::failed, "", 0, "no buyer answered"}});
    BOOST_TEST(ledger->failed(10)->size() == 1U);
    BOOST_TEST(ledger->reopen({id, id + 1}).value() == 1U);
    BOOST_TEST(ledger->failed(10)->empty());
    BOOST_TEST(to_text(ledger->log(0, 10)->back().subject) == "lead.accepted");
    ledger->settle({{id, LeadState::sold, "b", 77}});
    BOOST_TEST(to_text((*ledger->find(id))->state) == "sold");
}

BOOST_FIXTURE_TEST_CASE(sales_are_counted_by_buyer_and_day, Fixture) {
    const auto ledger = open();
    for (std::int64_t person = 1; person <= 3; ++person) {
        const auto id = ledger->record(entry_of(person))->id;
        ledger->settle({{id, LeadState::sold, person == 3 ? "b" : "a", 5}});
        ledger->settle({{id, LeadState::sold, "a", 5}}); // Settled already: counts no more.
    }
    const auto today = std::chrono::floor<std::chrono::days>(base::wall_now());
    std::int64_t sold = 0;
    for (const auto day : {today, today - std::chrono::days(1)}) { // It may be midnight.
        const auto sales = ledger->sold_on(day).value();
        for (const auto& [buyer, count] : sales) sold += count;
    }
    BOOST_TEST(sold == 3);
}

BOOST_FIXTURE_TEST_CASE(cursors_are_kept, Fixture) {
    BOOST_TEST(open()->cursor("relay").value() == 0);
    open()->move_cursor("relay", 7);
    const auto ledger = open();
    ledger->move_cursor("store", 3);
    BOOST_TEST(ledger->cursor("relay").value() == 7);
    ledger->move_cursor("relay", 8);
    BOOST_TEST(ledger->cursor("relay").value() == 8);
}

BOOST_FIXTURE_TEST_CASE(ids_rise_and_say_which_worker_made_them, Fixture) {
    LeadId last = 0;
    for (const unsigned worker : {3U, 255U, 0U}) {
        const auto ledger = open({.worker = worker});
        for (int count = 0; count < 300; ++count) {
            auto entry = entry_of(1);
            entry.identity.reset();
            const auto id = ledger->record(entry)->id;
            BOOST_TEST_REQUIRE(id > last);
            BOOST_TEST_REQUIRE(worker_of(id) == worker);
            last = id;
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
