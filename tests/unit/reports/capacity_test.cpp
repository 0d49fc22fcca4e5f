#include "redline/reports/capacity.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::reports;
using namespace std::chrono_literals;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A probe of a queue that serves 5,000 a second and breaks from 4,200/s on.
CapacityProbe probe_at(double rate) {
    CapacityProbe probe;
    probe.rate = probe.achieved = probe.throughput = rate;
    probe.verdict = rate < 4200 ? ProbeVerdict::held : ProbeVerdict::broke;
    if (probe.verdict == ProbeVerdict::broke) probe.reason = "threshold p99 < 5ms did not hold: 6 ms";
    const auto mean = 1 / (5000 - rate);
    probe.mean = base::Duration(std::llround(mean * 1e9));
    probe.p50 = probe.mean * 7 / 10;
    probe.p99 = probe.mean * 46 / 10;
    probe.in_flight = rate * mean;
    return probe;
}

/// Searches that target to the end.
CapacityRecord searched(double from, double to) {
    CapacityRecord record;
    record.scenario = {"shop", "shop.yaml", 7, "http://127.0.0.1:8080"};
    record.slos = {"p99 < 5ms"};
    record.search = {from, to, 0.05, 100};
    record.probe = 10s;
    record.took = 200s;
    while (const auto next = search_capacity(record.search, answers_of(record.probes)).next)
        record.probes.push_back(probe_at(*next));
    conclude_capacity(record, CapacityEnd::found);
    return record;
}

/// A run of two slices of settling and four of a probe: 10 answers in each, 2 ms in the target, due 1 ms
/// before.
RunRecord probe_run() {
    RunRecord record;
    auto& result = record.result;
    result.slice_width = 100ms;
    result.scheduled = result.took = 600ms;
    result.stages = {{"settle", 200ms, false}, {"probe", 400ms, true}};
    result.steps = {{"look", "get", "GET", "/", {}}};
    result.cells = {{loadgen::Cell{}}, {loadgen::Cell{}}};
    result.slices.resize(7); // the last one holds what ended after the schedule
    for (auto& slice : result.slices) {
        slice.endings[{0, loadgen::Outcome::ok, 200}].requests = 8;
        slice.endings[{0, loadgen::Outcome::error_status, 503}].requests = 2;
        slice.endings[{0, loadgen::Outcome::timeout, 0}].requests = 5;
    }
    auto& cell = result.cells[1][0];
    cell.response_time.record(3'000'000, 40);
    cell.service_time.record(2'000'000, 40);
    cell.outcomes[0] = 32;
    cell.outcomes[static_cast<std::size_t>(loadgen::Outcome::error_status)] = 8;
    result.due = result.sent = 60;
    result.started_flows = 60;
    record.verdict = Verdict::fail;
    record.findings = {{"threshold", "threshold errors < 1% did not hold: 20 %", loadgen::Blame::target}};
    return record;
}

} // namespace

BOOST_AUTO_TEST_SUITE(capacity)

BOOST_AUTO_TEST_CASE(a_probe_is_read_off_its_measured_stage) {
    const auto probe = probe_of(100, probe_run(), {});
    BOOST_TEST((probe.verdict == ProbeVerdict::broke));
    BOOST_TEST(probe.reason == "threshold errors < 1% did not hold: 20 %");
    BOOST_TEST(probe.throughput == 100, boost::test_tools::tolerance(1e-9)); // 40 answers in 400 ms
    BOOST_TEST(probe.in_flight == 0.2, boost::test_tools::tolerance(1e-9));  // 100/s, 2 ms each
    BOOST_TEST(probe.failed_share == 0.2);
    BOOST_TEST((probe.mean == 3ms));
    BOOST_TEST((probe.p99 == 3ms));
}

BOOST_AUTO_TEST_CASE(a_flow_of_two_requests_counts_once) {
    auto run = probe_run();
    run.result.started_flows = 30;
    BOOST_TEST(probe_of(50, run, {}).throughput == 50, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(verdicts_of_runs_are_answers) {
    auto run = probe_run();
    run.verdict = Verdict::pass;
    BOOST_TEST((probe_of(1, run, {}).verdict == ProbeVerdict::held));
    BOOST_TEST(probe_of(1, run, {}).reason.empty());
    run.verdict = Verdict::undecided;
    BOOST_TEST((probe_of(1, run, {}).verdict == ProbeVerdict::spoiled));
}

BOOST_AUTO_TEST_CASE(the_answer_comes_first_with_its_interval) {
    const auto record = searched(100, 10'000);
    const auto text = headline(record);
    BOOST_TEST(text.starts_with("holds 4,"), text);
    BOOST_TEST(text.ends_with("] with p99 < 5ms"), text);
    BOOST_TEST(record.range.low <= 4200);
    BOOST_TEST(record.range.high >= 4200);
    BOOST_TEST(capacity_text(record, false).starts_with(text + "\n"));
}

BOOST_AUTO_TEST_CASE(the_curve_and_the_knee_are_those_of_the_queue) {
    const auto record = searched(100, 10'000);
    BOOST_REQUIRE(record.knee);
    BOOST_TEST(record.knee->rate ==
               3200); // of 1,600/s, 3,200/s and what was tried beyond, the nearest to 2,500/s
    BOOST_REQUIRE(record.scalability);
    BOOST_TEST(record.scalability->sigma.value == 0.5, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(record.scalability->ceiling.value == 5000, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(contains(capacity_text(record, false), "ten times that, 42,"), capacity_text(record, false));
}

BOOST_AUTO_TEST_CASE(what_was_used_up_on_the_way_to_the_edge_is_named) {
    auto record = searched(100, 10'000);
    record.watched = true;
    for (auto& probe : record.probes) {
        ProcessUse use;
        use.name = "shop";
        use.pid = 42;
        use.busiest_thread = "main";
        use.busiest_thread_wanted = std::min(1.0, probe.rate / 4000);
        probe.evidence.processes = {use};
    }
    conclude_capacity(record, CapacityEnd::found);
    BOOST_REQUIRE(!record.at_break.empty());
    BOOST_TEST(record.at_break.front().code == "thread_cpu");
    BOOST_TEST(record.at_break.front().used_up);
    BOOST_TEST(!record.at_knee.front().used_up);
    const auto text = capacity_text(record, false);
    BOOST_TEST(contains(text, "at the knee, 3,200/s\n    nothing that was watched was used up"), text);
    BOOST_TEST(contains(text, "    thread `main` of shop (pid 42) wanted a core 100 % of the time"), text);
}

BOOST_AUTO_TEST_CASE(of_a_target_nobody_watched_nothing_is_claimed) {
    auto record = searched(100, 10'000);
    for (auto& probe : record.probes) probe.evidence.generator.busiest_thread = 0.05;
    conclude_capacity(record, CapacityEnd::found);
    const auto text = capacity_text(record, false);
    BOOST_TEST(
        text.ends_with(
            "up to the lowest rate that broke\n    the target was not watched: name it with --watch\n"),
        text);
}

BOOST_AUTO_TEST_CASE(every_end_has_its_sentence_and_its_exit_status) {
    auto record = searched(100, 10'000);
    const auto says = [&](CapacityEnd end) {
        record.end = end;
        return headline(record);
    };
    BOOST_TEST(exit_status(CapacityEnd::found) == 0);
    BOOST_TEST(exit_status(CapacityEnd::above_to) == 0);
    BOOST_TEST(says(CapacityEnd::above_to) == "holds 10,000/s, the most that was asked for, with p99 < 5ms");
    BOOST_TEST(exit_status(CapacityEnd::below_from) == 1);
    BOOST_TEST(says(CapacityEnd::below_from) ==
               "does not hold 100/s with p99 < 5ms: threshold p99 < 5ms did not hold: 6 ms");
    for (const auto end : {CapacityEnd::generator, CapacityEnd::unsettled, CapacityEnd::out_of_time}) {
        BOOST_TEST(exit_status(end) == 3);
        BOOST_TEST(says(end).starts_with("undecided"), says(end));
        BOOST_TEST(contains(says(end), "the edge lies between 4,"), says(end));
    }
    BOOST_TEST(exit_status(CapacityEnd::interrupted) == 130);
    BOOST_TEST(says(CapacityEnd::interrupted).starts_with("interrupted after "));
}

BOOST_AUTO_TEST_CASE(an_interrupted_search_without_a_probe_has_nothing_to_say) {
    CapacityRecord record;
    record.search = {100, 1000, 0.05, 100};
    conclude_capacity(record, CapacityEnd::interrupted);
    BOOST_TEST(headline(record) == "interrupted after 0 probes: nothing is known");
    BOOST_TEST(!capacity_text(record, false).empty());
    BOOST_TEST(capacity_json(record)["capacity"]["high"].is_null());
}

BOOST_AUTO_TEST_CASE(the_json_is_flat_and_says_the_same) {
    const auto record = searched(100, 10'000);
    const auto json = capacity_json(record);
    BOOST_TEST(json["schema"] == 1);
    BOOST_TEST(json["kind"] == "capacity");
    BOOST_TEST(json["verdict"] == "pass");
    BOOST_TEST(json["end"] == "found");
    BOOST_TEST(json["capacity"]["low"].get<double>() == record.range.low);
    BOOST_TEST(json["capacity"]["high"].get<double>() == record.range.high);
    BOOST_TEST(json["probes"].size() == record.probes.size());
    BOOST_TEST(json["probes"][0]["verdict"] == "held");
    BOOST_TEST(json["probes"][0]["response_time_ms"]["p99"].get<double>() ==
               base::in_milliseconds(record.probes[0].p99));
    BOOST_TEST(base::parse_json(base::to_text(json), "capacity").has_value());
}

BOOST_AUTO_TEST_CASE(progress_is_a_line_a_probe) {
    BOOST_TEST(probe_text(probe_at(100)) == "100/s: held, p99 0.939 ms, 100/s achieved");
    BOOST_TEST(probe_text(probe_at(4500)) ==
               "4,500/s: broke, p99 9.200 ms, 4,500/s achieved (threshold p99 < 5ms did not hold: 6 ms)");
}

BOOST_AUTO_TEST_SUITE_END()
