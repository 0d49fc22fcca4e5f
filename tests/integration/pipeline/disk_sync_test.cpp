// A kill takes nothing from the kernel, so that no test by killing shows a missing sync. These stand before
// the C library's, for SQLite too, and count.
#include <boost/test/unit_test.hpp>

#include <atomic>

#include <sys/syscall.h>
#include <unistd.h>

#include "redline/leadpipe/bus.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"
#include "sample_events.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::atomic<int> syncs{0};

/// How often a call synced a file.
template <class Call>
int syncs_of(Call call) {
    const int before = syncs;
    call();
    return syncs - before;
}

} // namespace

extern "C" int fsync(int file) {
    ++syncs;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file) {
    ++syncs;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}

BOOST_AUTO_TEST_SUITE(disk_sync)

// Alternating, for waiting and not waiting are told to SQLite where they change.
BOOST_AUTO_TEST_CASE(a_publication_waits_for_the_disk_and_an_answer_does_not) {
    test::ScratchFolder folder;
    base::ManualClock clock;
    const auto bus = Bus::open(folder.path() / "bus.sqlite", {}, clock).value();
    const auto consumer = bus->subscribe({"worker", ">"}).value();
    for (const auto* id : {"a", "b", "c"}) {
        const auto publish = [&] { bus->publish({test::sample_event(Subject::lead_sold, id)}).value(); };
        BOOST_TEST(syncs_of(publish) >= 1, id);
        std::vector<Delivery> deliveries;
        BOOST_TEST(syncs_of([&] { deliveries = bus->pull(consumer, 9).value(); }) == 0, id);
        BOOST_TEST(syncs_of([&] { bus->ack(consumer, {deliveries.at(0).sequence}).value(); }) == 0, id);
    }
}

BOOST_AUTO_TEST_CASE(a_lead_waits_for_the_disk_and_its_sale_does_not) {
    test::ScratchFolder folder;
    tracer::Tracer tracer{{}};
    const auto ledger = Ledger::open(folder.path() / "ledger.sqlite", {}, tracer).value();
    for (std::int64_t person = 1; person <= 3; ++person) {
        const Entry entry{{},      person, IdentityKeys{person * 3, person * 3 + 1, person * 3 + 2},
                          "solar", "{}",   {}};
        LeadId id = 0;
        BOOST_TEST(syncs_of([&] { id = ledger->record(entry)->id; }) >= 1, person);
        BOOST_TEST(syncs_of([&] { ledger->settle({{id, LeadState::unsold, "", 0}}); }) == 0, person);
    }
}

BOOST_AUTO_TEST_SUITE_END()
