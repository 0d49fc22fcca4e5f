#include <boost/test/unit_test.hpp>

#include "fake_worker.hpp"
#include "redline/leadpipe/worker_set.hpp"

using namespace redline;
using namespace redline::leadpipe;
using test::FakeWorker;

namespace {

WorkerAddress address_of(const FakeWorker& worker) { return {"127.0.0.1", worker.port(), 1}; }

} // namespace

BOOST_AUTO_TEST_SUITE(worker_set)

BOOST_AUTO_TEST_CASE(what_is_sent_reaches_the_worker_chosen_and_is_counted) {
    const FakeWorker first("first"), second("second");
    WorkerSet workers({address_of(first), address_of(second)}, {});
    BOOST_TEST(workers.send(1, {}).value().body == "second");
    const auto numbers = workers.numbers();
    BOOST_TEST(numbers[0].sent == 0U);
    BOOST_TEST(numbers[1].sent == 1U);
    BOOST_TEST(numbers[1].failed == 0U);
    BOOST_TEST(numbers[1].load.in_flight == 0U);
    BOOST_TEST(numbers[1].load.latency_seconds > 0);
    BOOST_TEST(numbers[1].connections.idle == 1U);
    BOOST_TEST(numbers[1].address == "127.0.0.1:" + std::to_string(second.port()));
}

BOOST_AUTO_TEST_CASE(who_fails_fast_does_not_look_fast) {
    const FakeWorker broken([](const Request&) { return FakeWorker::say(500, "no"); });
    const FakeWorker sound("yes");
    WorkerSetOptions options;
    options.balancing = Balancing::ewma;
    WorkerSet workers({address_of(broken), address_of(sound)}, options);
    for (std::size_t index = 0; index < 2; ++index) BOOST_TEST(workers.send(index, {}).has_value());
    BOOST_TEST(workers.numbers()[0].failed == 1U);
    BOOST_TEST(workers.numbers()[0].load.latency_seconds >= 1);
    for (int round = 0; round < 50; ++round) BOOST_TEST(workers.choose().value() == 1U);
}

BOOST_AUTO_TEST_CASE(the_ejected_and_the_excluded_are_not_chosen) {
    WorkerSetOptions options;
    options.balancing = Balancing::rr;
    options.health = {2, 1};
    WorkerSet workers({{"127.0.0.1", 1, 1}, {"127.0.0.1", 2, 1}}, options);
    BOOST_TEST(!workers.record_check(0, false));
    BOOST_TEST(workers.record_check(0, false));
    BOOST_TEST(!workers.healthy(0));
    for (int round = 0; round < 10; ++round) BOOST_TEST(workers.choose().value() == 1U);
    BOOST_TEST(workers.choose_sticky("anyone").value() == 1U);
    BOOST_TEST(!workers.choose({false, true}).has_value());
    BOOST_TEST(workers.record_check(0, true));
    BOOST_TEST(workers.choose({false, true}).value() == 0U);
    BOOST_TEST(workers.any_healthy());
}

BOOST_AUTO_TEST_CASE(a_worker_that_is_not_there_counts_as_failed) {
    FakeWorker gone("gone");
    gone.stop();
    WorkerSet workers({address_of(gone)}, {});
    BOOST_TEST(to_text(workers.send(0, {}).error()) == "refused");
    BOOST_TEST(workers.numbers()[0].failed == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
