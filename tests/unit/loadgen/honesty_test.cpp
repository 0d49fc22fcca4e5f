#include "redline/loadgen/honesty.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::loadgen;
using namespace std::chrono_literals;

namespace {

/// A run with nothing to confess: 1,000 requests in a second, each sent 50 µs late.
RunResult clean_run() {
    RunResult result;
    result.scheduled = result.took = 1s;
    result.slice_width = 200ms;
    result.due = result.sent = result.promised_flows = result.started_flows = 1000;
    result.cells = {{Cell{}}};
    result.cells[0][0].outcomes[0] = 1000;
    result.slices.resize(5);
    for (auto& slice : result.slices) slice.due = slice.sent = 200;
    result.honesty.send_lag.record(50'000, 1000);
    result.honesty.busiest_thread_cpu = 0.3;
    result.honesty.connections = 100;
    return result;
}

std::uint64_t& outcome(RunResult& result, Outcome which) {
    return result.cells[0][0].outcomes[static_cast<std::size_t>(which)];
}

void check_only(const RunResult& result, std::string_view code, Blame blame, std::string_view message) {
    const auto findings = confess(result);
    BOOST_REQUIRE_EQUAL(findings.size(), 1);
    BOOST_TEST(findings[0].code == code);
    BOOST_CHECK(findings[0].blame == blame);
    BOOST_TEST(findings[0].message == message);
}

} // namespace

BOOST_AUTO_TEST_SUITE(honesty)

BOOST_AUTO_TEST_CASE(a_clean_run_confesses_nothing) { BOOST_TEST(confess(clean_run()).empty()); }

BOOST_AUTO_TEST_CASE(waiting_for_connections_is_the_targets_doing) {
    auto result = clean_run();
    result.honesty.connection_wait.record(3'000'000'000, 900);
    BOOST_TEST(confess(result).empty());
}

BOOST_AUTO_TEST_CASE(a_busy_thread_is_confessed) {
    auto result = clean_run();
    result.honesty.busiest_thread_cpu = 0.9;
    BOOST_TEST(confess(result).empty());
    result.honesty.busiest_thread_cpu = 0.987;
    result.sent = 996;
    check_only(
        result, "generator_cpu", Blame::generator,
        "sent 996 of the 1,000 requests due: the generator's thread was busy 99% of the time; use more "
        "threads or a lower rate");
}

BOOST_AUTO_TEST_CASE(being_late_is_confessed_beyond_one_in_a_hundred) {
    auto result = clean_run();
    result.honesty.send_lag.record(20'000'000, 10); // 10 of 1,010
    BOOST_TEST(confess(result).empty());
    result.honesty.send_lag.record(20'000'000, 1);
    check_only(result, "send_lag", Blame::generator,
               "11 of 1,011 requests were sent more than 10ms late although a connection was free (99th "
               "percentile 20.0 ms): the generator could not keep time; use a lower rate, more threads or a "
               "quieter machine");
}

BOOST_AUTO_TEST_CASE(one_late_request_of_few_is_a_hiccup) {
    auto result = clean_run();
    result.honesty.send_lag = {};
    result.honesty.send_lag.record(20'000'000, 9);
    BOOST_TEST(confess(result).empty());
}

BOOST_AUTO_TEST_CASE(running_out_of_descriptors_is_confessed) {
    auto result = clean_run();
    outcome(result, Outcome::no_descriptor) = 2;
    check_only(result, "descriptors", Blame::generator,
               "2 requests found no socket left on the generator's machine; raise the limit on open "
               "files (ulimit -n) or use fewer connections");
}

BOOST_AUTO_TEST_CASE(running_out_of_ports_is_confessed) {
    auto result = clean_run();
    outcome(result, Outcome::no_port) = 3;
    check_only(result, "ports", Blame::generator,
               "3 requests found no local port left on the generator's machine: a closed connection keeps "
               "its port for a minute; keep connections open, leave from more local addresses, or widen "
               "net.ipv4.ip_local_port_range");
}

BOOST_AUTO_TEST_CASE(a_few_drops_are_said_and_decide_nothing) {
    auto result = clean_run();
    outcome(result, Outcome::dropped) = 10; // of 1,000: not more than one in a hundred
    check_only(result, "dropped", Blame::nobody,
               "10 of 1,000 requests were not sent: the generator came to them more than 10ms late, and "
               "`late: drop` was asked for");
}

BOOST_AUTO_TEST_CASE(drops_beyond_one_in_a_hundred_are_the_generators_fault) {
    auto result = clean_run();
    outcome(result, Outcome::dropped) = 11;
    check_only(result, "dropped", Blame::generator,
               "11 of 1,000 requests were not sent: the generator came to them more than 10ms late, and "
               "`late: drop` was asked for; use a lower rate, more threads or a quieter machine");
    result.started_flows = 900;
    outcome(result, Outcome::dropped) = 100;
    const auto findings = confess(result);
    BOOST_REQUIRE_EQUAL(findings.size(), 2);
    BOOST_TEST(findings[0].code == "dropped");
    BOOST_TEST(findings[1].message == "started 900 of the 1,000 flows promised (100 dropped)");
}

BOOST_AUTO_TEST_CASE(the_closed_model_promises_no_load) {
    auto result = clean_run();
    result.users = 10;
    result.promised_flows = 0;
    result.started_flows = 12;
    for (auto& slice : result.slices) slice.sent = 2; // users waited for the target, and requests were due
    BOOST_TEST(confess(result).empty());
    result.honesty.busiest_thread_cpu = 0.95;
    check_only(result, "generator_cpu", Blame::generator,
               "sent 1,000 of the 1,000 requests due: the generator's thread was busy 95% of the time; use "
               "more threads or fewer users");
}

BOOST_AUTO_TEST_CASE(late_users_are_confessed_like_late_requests) {
    auto result = clean_run();
    result.users = 10;
    result.honesty.send_lag.record(20'000'000, 11);
    check_only(result, "send_lag", Blame::generator,
               "11 of 1,011 requests were sent more than 10ms late although a connection was free (99th "
               "percentile 20.0 ms): the generator could not keep time; use fewer users, more threads or a "
               "quieter machine");
}

BOOST_AUTO_TEST_CASE(flows_never_started_break_the_promise) {
    auto result = clean_run();
    result.started_flows = 990;
    BOOST_TEST(confess(result).empty());
    result.started_flows = 900;
    outcome(result, Outcome::refused) = 60;
    outcome(result, Outcome::not_sent) = 40;
    check_only(result, "load_not_offered", Blame::promise,
               "started 900 of the 1,000 flows promised (60 refused, 40 not_sent)");
}

BOOST_AUTO_TEST_CASE(load_sent_only_after_the_schedule_was_not_offered_as_promised) {
    auto result = clean_run();
    result.slices.resize(8);
    result.slices[4].sent = 100;
    result.slices[7].sent = 100; // 1.4 s after a schedule of 1 s
    result.honesty.connection_wait.record(400'000'000, 100);
    check_only(
        result, "load_not_offered", Blame::promise,
        "sent 900 of the 1,000 requests due while the schedule lasted; the others waited for one of 100 "
        "connections and were sent later or never");
}

BOOST_AUTO_TEST_CASE(load_sent_late_while_connections_were_free_is_not_laid_on_connections) {
    auto result = clean_run();
    result.slices.resize(8);
    result.slices[4].sent = 100;
    result.slices[7].sent = 100;
    check_only(
        result, "load_not_offered", Blame::promise,
        "sent 900 of the 1,000 requests due while the schedule lasted; the generator came to the others "
        "later or never, though connections were free");
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_broke_no_promise) {
    auto result = clean_run();
    result.interrupted = true;
    result.took = 400ms;
    result.started_flows = 1;
    check_only(result, "interrupted", Blame::nobody,
               "stopped after 400 ms of 1s; the record is complete up to there");
}

BOOST_AUTO_TEST_CASE(the_generators_own_fault_comes_first) {
    auto result = clean_run();
    result.started_flows = 10;
    result.honesty.busiest_thread_cpu = 1;
    const auto findings = confess(result);
    BOOST_REQUIRE_EQUAL(findings.size(), 2);
    BOOST_TEST(findings[0].code == "generator_cpu");
    BOOST_TEST(findings[1].code == "load_not_offered");
}

BOOST_AUTO_TEST_SUITE_END()
