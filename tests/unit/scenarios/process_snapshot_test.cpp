#include "redline/scenarios/process_snapshot.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include "redline/base/clock.hpp"

using namespace redline;
using namespace redline::scenarios;
using namespace std::chrono_literals;

namespace {

ThreadSnapshot thread_with(int id, base::Duration ran, base::Duration waited) {
    return {id, id == 1 ? "main" : "worker", {ran, waited}, 0};
}

ProcessSnapshot process_with(std::vector<ThreadSnapshot> threads) {
    ProcessSnapshot process;
    process.pid = 42;
    process.name = "shop";
    process.threads = std::move(threads);
    process.cores_allowed = 2;
    return process;
}

} // namespace

BOOST_AUTO_TEST_SUITE(process_snapshot)

BOOST_AUTO_TEST_CASE(use_is_what_happened_in_between) {
    const auto before =
        process_with({thread_with(1, 1s, 0s), thread_with(2, 5s, 1s), thread_with(3, 9s, 9s)});
    const auto after = process_with({thread_with(1, 1s + 100ms, 0s), thread_with(2, 6s, 1s + 900ms),
                                     thread_with(4, 7s, 7s)}); // 3 ended, 4 is new
    const auto use = use_between(before, after, 2s);
    BOOST_TEST(use.cores_used == 0.55, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(use.cores_wanted == 1.0, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(use.busiest_thread == "worker");
    BOOST_TEST(use.busiest_thread_wanted == 0.95, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(use.busiest_thread_used == 0.5, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(use.threads == 3U);
}

BOOST_AUTO_TEST_CASE(throttling_is_a_share_of_the_periods_in_between) {
    auto before = process_with({});
    before.quota_periods = 100;
    before.throttled_periods = 50;
    auto after = before;
    BOOST_TEST(use_between(before, after, 1s).throttled_share == 0);
    after.quota_periods = 110;
    after.throttled_periods = 54;
    BOOST_TEST(use_between(before, after, 1s).throttled_share == 0.4);
}

BOOST_AUTO_TEST_CASE(the_machine_is_the_difference_too) {
    const MachineSnapshot before{2, 10s, 1s, 0s, 0s, 5};
    const MachineSnapshot after{2, 13s, 2s, 1s, 0s, 8};
    const auto use = use_between(before, after, 2s);
    BOOST_TEST(use.cores == 2);
    BOOST_TEST(use.cores_used == 1.5);
    BOOST_TEST(use.pressure_cpu == 0.5);
    BOOST_TEST(use.pressure_memory == 0.5);
    BOOST_TEST(use.accept_queue_drops == 3U);
}

BOOST_AUTO_TEST_CASE(this_process_is_read_as_it_is) {
    std::atomic<bool> done = false;
    std::jthread idle([&] { done.wait(false); });
    const auto before = read_process(getpid());
    BOOST_REQUIRE(before);
    const auto cpu = base::thread_cpu_time();
    while (base::thread_cpu_time() - cpu < 50ms) {
    }
    const std::ifstream one_more("/dev/null");
    const auto after = read_process(getpid());
    done = true;
    done.notify_all();
    BOOST_TEST(after->threads.size() >= 2U);
    BOOST_TEST(after->descriptors == before->descriptors + 1);
    BOOST_TEST(after->descriptors_max > after->descriptors);
    BOOST_TEST(after->memory_bytes > 1'000'000U);
    BOOST_TEST(after->cores_allowed >= 0.01);
    const auto use =
        use_between(*before, *after, 1s); // as if the fifty milliseconds of work had been a second
    BOOST_TEST(use.cores_used >= 0.04);
    BOOST_TEST(use.busiest_thread == after->name);
}

BOOST_AUTO_TEST_CASE(a_process_that_is_gone_is_nothing) { BOOST_TEST(!read_process(0)); }

BOOST_AUTO_TEST_CASE(processes_are_found_by_name_but_never_this_one) {
    std::string own_name;
    std::ifstream("/proc/self/comm") >> own_name;
    const auto same = processes_named(own_name);
    BOOST_TEST((std::find(same.begin(), same.end(), getpid()) == same.end()));
    BOOST_TEST(processes_named("no-such-process-anywhere").empty());
    BOOST_TEST(processes_named("").empty());
    std::string parents_name;
    std::ifstream("/proc/" + std::to_string(getppid()) + "/comm") >> parents_name;
    const auto parents = processes_named(parents_name);
    BOOST_TEST((std::find(parents.begin(), parents.end(), getppid()) != parents.end()), parents_name);
}

BOOST_AUTO_TEST_CASE(the_machine_has_cores_and_has_been_busy) {
    const auto machine = read_machine();
    BOOST_TEST(machine.cores >= 1U);
    BOOST_TEST((machine.busy > 0s));
}

BOOST_AUTO_TEST_SUITE_END()
