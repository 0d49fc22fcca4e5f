#include "redline/scenarios/proc_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::scenarios;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(proc_text)

BOOST_AUTO_TEST_CASE(schedstat_holds_time_on_a_core_and_time_waiting_for_one) {
    const auto times = read_schedstat("58675805 13442522 159\n");
    BOOST_REQUIRE(times);
    BOOST_TEST((times->ran == 58675805ns));
    BOOST_TEST((times->waited == 13442522ns));
    BOOST_TEST(!read_schedstat(""));
    BOOST_TEST(!read_schedstat("a b c\n"));
}

BOOST_AUTO_TEST_CASE(fields_are_found_by_their_whole_name) {
    const std::string_view status = "Name:\tshop\nVmRSS:\t   5120 kB\nvoluntary_ctxt_switches:\t7\n"
                                    "nonvoluntary_ctxt_switches:\t12\n";
    BOOST_TEST(read_field(status, "VmRSS").value() == 5120U);
    BOOST_TEST(read_field(status, "nonvoluntary_ctxt_switches").value() == 12U);
    BOOST_TEST(!read_field(status, "Vm"));
    BOOST_TEST(!read_field(status, "Name"));
    BOOST_TEST(read_field("nr_periods 40\nnr_throttled 7\n", "nr_throttled").value() == 7U);
}

BOOST_AUTO_TEST_CASE(allowed_cores_are_counted_from_the_list) {
    BOOST_TEST(read_cores_allowed("Cpus_allowed:\tff\nCpus_allowed_list:\t0-3,6,8-9\n") == 7U);
    BOOST_TEST(read_cores_allowed("Cpus_allowed_list:\t5\n") == 1U);
    BOOST_TEST(read_cores_allowed("Cpus_allowed:\tff\n") == 0U);
    BOOST_TEST(read_cores_allowed("Cpus_allowed_list:\t9-2,x\n") == 0U);
}

BOOST_AUTO_TEST_CASE(the_soft_limit_on_files_is_taken) {
    const std::string_view limits =
        "Limit                     Soft Limit           Hard Limit           Units\n"
        "Max processes             96365                96365                processes\n"
        "Max open files            1024                 524288               files\n";
    BOOST_TEST(read_descriptors_max(limits) == 1024U);
    BOOST_TEST(read_descriptors_max("Max open files            unlimited            unlimited  files\n") ==
               0U);
    BOOST_TEST(read_descriptors_max("") == 0U);
}

BOOST_AUTO_TEST_CASE(pressure_is_the_time_in_which_some_task_waited) {
    const std::string_view text = "some avg10=0.00 avg60=0.32 avg300=6.96 total=109215912\n"
                                  "full avg10=0.00 avg60=0.00 avg300=0.00 total=5\n";
    BOOST_TEST((read_pressure(text) == 109215912us));
    BOOST_TEST((read_pressure("") == 0ns));
}

BOOST_AUTO_TEST_CASE(drops_are_found_under_their_name) {
    const std::string_view netstat = "TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPHPHits\n"
                                     "TcpExt: 9 3 4 100\n"
                                     "IpExt: InNoRoutes InOctets\n"
                                     "IpExt: 0 77\n";
    BOOST_TEST(read_accept_queue_drops(netstat) == 4U);
    BOOST_TEST(read_accept_queue_drops("IpExt: InNoRoutes\nIpExt: 8\n") == 0U);
    BOOST_TEST(read_accept_queue_drops("TcpExt: A ListenDrops\nTcpExt: 1\n") == 0U);
}

BOOST_AUTO_TEST_CASE(control_groups_of_version_two) {
    BOOST_TEST(read_cgroup("9:name=systemd:/\n0::/user.slice/shop.service\n") == "/user.slice/shop.service");
    BOOST_TEST(read_cgroup("9:name=systemd:/\n").empty());
    BOOST_TEST(read_quota("150000 100000\n") == 1.5);
    BOOST_TEST(read_quota("max 100000\n") == 0);
    BOOST_TEST(read_quota("") == 0);
}

BOOST_AUTO_TEST_CASE(busy_is_everything_but_idle_and_waiting_for_a_disk) {
    const auto ticks =
        read_machine_ticks("cpu  100 20 30 1000 50 1 2 3 60 7\ncpu0 50 10 15 500 25 0 1 1 30 3\n"
                           "cpu1 50 10 15 500 25 1 1 2 30 4\nintr 5\n");
    BOOST_TEST(ticks.busy == 156U);
    BOOST_TEST(ticks.cores == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
