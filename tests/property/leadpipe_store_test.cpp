#include <boost/test/unit_test.hpp>

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
