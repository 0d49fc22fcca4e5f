#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

#include "redline/leadpipe/store_writer.hpp"

using namespace redline::leadpipe;

namespace {

/// Keeps what was committed and forgets what was taken back.
struct Memory {
    bool begin(bool durable) {
        all_durable = all_durable && durable;
        changed = kept;
        return true;
    }
    bool commit() {
        if (fails_at_commit) return false;
        kept = changed;
        return true;
    }
    void rollback() { changed = kept; }

    std::string kept, changed;
    bool all_durable = true, fails_at_commit = false;
};

struct Fixture {
    std::string committed;
    StoreWriter<Memory> writer{{4, 2}, {}, [this](Memory& store) { committed = store.kept; }};

    auto write(char what) {
        return writer.settle(true, [what](Memory& store) {
            store.changed += what;
            return std::optional<std::size_t>(store.changed.size());
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(store_writer)

BOOST_FIXTURE_TEST_CASE(an_answer_comes_once_it_is_committed, Fixture) {
    BOOST_TEST(write('a').value() == 1U);
    BOOST_TEST(committed == "a");
    BOOST_TEST(write('b').value() == 2U);
    BOOST_TEST(committed == "ab");
}

BOOST_FIXTURE_TEST_CASE(a_step_that_fails_takes_everything_back, Fixture) {
    const auto failed = writer.settle(false, [](Memory& store) {
        store.changed += "spoilt";
        return std::optional<int>();
    });
    BOOST_TEST((failed.error() == CommitFault::storage));
    BOOST_TEST(write('a').value() == 1U);
    BOOST_TEST(committed == "a");
}

BOOST_FIXTURE_TEST_CASE(a_commit_that_fails_is_said_to_who_waits, Fixture) {
    writer.settle(false, [](Memory& store) {
        store.fails_at_commit = true;
        return std::optional<int>(0);
    });
    BOOST_TEST((write('a').error() == CommitFault::storage));
    BOOST_TEST(committed.empty());
}

BOOST_AUTO_TEST_CASE(a_line_of_no_length_is_full) {
    StoreWriter<Memory> writer({0, 1}, {}, [](Memory&) {});
    BOOST_TEST(
        (writer.settle(true, [](Memory&) { return std::optional<int>(1); }).error() == CommitFault::full));
}

BOOST_AUTO_TEST_SUITE_END()
