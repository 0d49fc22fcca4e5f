#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/store_faults.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(store_faults)

BOOST_AUTO_TEST_CASE(each_fault_is_read_by_its_name) {
    for (const auto fault : {BatchFault::none, BatchFault::read_only, BatchFault::slow, BatchFault::full})
        BOOST_TEST((parse_batch_fault(to_text(fault)).value() == fault), to_text(fault));
    BOOST_TEST(base::to_text(parse_batch_fault("readonly").error()) ==
               "there is no fault of the store `readonly`\n  = did you mean `read-only`?");
}

BOOST_AUTO_TEST_CASE(a_fault_ends_after_its_batches) {
    base::ManualClock clock;
    StoreFaults faults(clock);
    BOOST_TEST(faults.meet().has_value());
    faults.set(BatchFault::full, 2);
    BOOST_TEST((faults.current() == BatchFault::full));
    BOOST_TEST(faults.meet().error().message == "the store's disk is full (an injected fault)");
    BOOST_TEST(!faults.meet().has_value());
    BOOST_TEST((faults.current() == BatchFault::none));
    BOOST_TEST(faults.meet().has_value());
}

BOOST_AUTO_TEST_CASE(a_fault_without_a_number_stays_until_it_is_lifted) {
    base::ManualClock clock;
    StoreFaults faults(clock);
    faults.set(BatchFault::read_only);
    for (int time = 0; time < 5; ++time)
        BOOST_TEST(faults.meet().error().message == "the store is read-only (an injected fault)");
    faults.set(BatchFault::none);
    BOOST_TEST(faults.meet().has_value());
}

BOOST_AUTO_TEST_CASE(a_slow_store_waits_and_succeeds) {
    base::ManualClock clock;
    StoreFaults faults(clock);
    faults.set(BatchFault::slow, 1, 300ms);
    BOOST_TEST(faults.meet().has_value());
    BOOST_TEST((clock.now().time_since_epoch() == 300ms));
    BOOST_TEST(faults.meet().has_value());
    BOOST_TEST((clock.now().time_since_epoch() == 300ms));
}

BOOST_AUTO_TEST_SUITE_END()
