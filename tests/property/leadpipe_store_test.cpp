#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "redline/leadpipe/writer.hpp"
#include "scratch_folder.hpp"
#include "seeds.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

constexpr BatchFault kinds[] = {BatchFault::none, BatchFault::none, BatchFault::read_only, BatchFault::full,
                                BatchFault::slow};

/// A life of the writer: some batches of one size, some of which fail. False at the end of the log.
bool live(Store& store, const test::Log& log, base::Random& random) {
    base::ManualClock clock;
    StoreFaults faults(clock);
    Writer writer(store, test::reader_of(log), faults, clock, {.ingest = {1 + random.below(9)}});
    for (auto steps = 1 + random.below(8); steps > 0; --steps) {
        faults.set(kinds[random.below(5)], 1);
        const auto done = writer.step();
        if (done && *done == 0) return false;
    }
    return true;
}

/// Some batches, then death: within a transaction whose work is done, or right after one.
[[noreturn]] void live_and_be_killed(const std::filesystem::path& file, const test::Log& log,
                                     std::size_t steps, bool within) {
    base::ManualClock clock;
    StoreFaults faults(clock);
    const auto store = Store::open(file).value();
    const auto read = test::reader_of(log);
    Writer writer(*store, read, faults, clock, {.ingest = {5}});
    for (; steps > 0; --steps) (void)writer.step();
    if (within)
        (void)store->apply(read(store->cursor().value(), 5).value(), []() -> base::Result<void> {
            ::kill(::getpid(), SIGKILL);
            return {};
        });
    ::kill(::getpid(), SIGKILL);
    ::_exit(1);
}

} // namespace

/// Whatever the batches, failures and restarts: each fact counts once.
BOOST_AUTO_TEST_CASE(the_store_is_what_the_log_says_when_counted_by_hand) {
    property::for_random_values("store", 40, [](base::Random& random) {
        const test::ScratchFolder folder;
        const auto log = test::random_log(random, 1 + random.below(150));
        const auto open = [&] { return Store::open(folder.path() / "store.sqlite").value(); };
        auto store = open();
        while (live(*store, log, random))
            if (random.chance(0.5)) {
                store.reset();
                store = open();
            }
        BOOST_TEST(test::agrees(*store, log));
        BOOST_TEST(store->cursor().value() == log.back().sequence);
    });
}

/// At any place: what was applied is exactly the beginning of the log.
BOOST_AUTO_TEST_CASE(a_store_that_is_late_is_right_about_the_past) {
    property::for_random_values("late store", 20, [](base::Random& random) {
        const test::ScratchFolder folder;
        const auto log = test::random_log(random, 60);
        auto store = Store::open(folder.path() / "store.sqlite").value();
        live(*store, log, random);
        test::Log past;
        for (const auto& fact : log)
            if (fact.sequence <= store->cursor().value()) past.push_back(fact);
        BOOST_TEST(test::agrees(*store, past));
    });
}

/// kill -9 at any place: nothing is lost and nothing counts twice.
BOOST_AUTO_TEST_CASE(a_writer_that_is_killed_is_followed_by_one_that_counts_right) {
    property::for_random_values("killed writer", 15, [](base::Random& random) {
        const test::ScratchFolder folder;
        const auto file = folder.path() / "store.sqlite";
        const auto log = test::random_log(random, 40);
        for (int life = 0; life < 3; ++life) {
            const auto steps = random.below(3);
            const bool within = random.chance(0.5);
            const auto child = ::fork();
            if (child == 0) live_and_be_killed(file, log, steps, within);
            int status = 0;
            BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
            BOOST_REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
        }
        const auto store = Store::open(file).value();
        while (live(*store, log, random)) {
        }
        BOOST_TEST(test::agrees(*store, log));
    });
}
