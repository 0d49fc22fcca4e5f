#include "redline/reports/limits.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::reports;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A process of two threads on four cores, at ease.
ProcessUse calm_process() {
    ProcessUse process;
    process.name = "shop";
    process.pid = 42;
    process.cores_wanted = 0.5;
    process.cores_used = 0.4;
    process.cores_allowed = 4;
    process.threads = 2;
    process.busiest_thread = "worker";
    process.busiest_thread_wanted = 0.3;
    process.busiest_thread_used = 0.25;
    process.descriptors = 100;
    process.descriptors_max = 1024;
    process.memory_bytes = 100 << 20;
    return process;
}

LimitEvidence with(ProcessUse process) {
    LimitEvidence evidence;
    evidence.processes = {std::move(process)};
    return evidence;
}

/// The sentence of what is believed first.
std::string first_of(const std::vector<LimitEvidence>& evidence) {
    return limit_sentences(rank_limits(evidence)).front();
}

std::string code_of(const LimitEvidence& evidence) { return rank_limits({&evidence, 1}).front().code; }

} // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(where_nothing_is_used_up_the_most_used_is_named_and_nothing_is_claimed) {
    const auto text = first_of({with(calm_process())});
    BOOST_TEST(text.starts_with("nothing that was watched was used up"), text);
    BOOST_TEST(
        contains(text, "thread `worker` of shop (pid 42) wanted a core 30 % of the time (it ran 25 %)"),
        text);
}

BOOST_AUTO_TEST_CASE(a_thread_that_waits_for_a_core_is_as_full_as_one_that_runs) {
    auto process = calm_process();
    process.busiest_thread_wanted = 0.99;
    process.busiest_thread_used = 0.6;
    BOOST_TEST(code_of(with(process)) == "thread_cpu");
}

BOOST_AUTO_TEST_CASE(each_limit_of_a_process_is_seen) {
    auto process = calm_process();
    process.cores_wanted = 3.9;
    BOOST_TEST(code_of(with(process)) == "process_cpu");
    process = calm_process();
    process.throttled_share = 0.2;
    BOOST_TEST(code_of(with(process)) == "throttling");
    process = calm_process();
    process.descriptors = 1020;
    BOOST_TEST(code_of(with(process)) == "descriptors");
    process = calm_process();
    process.memory_bytes_max = 101 << 20;
    BOOST_TEST(code_of(with(process)) == "memory");
    BOOST_TEST(contains(first_of({with(process)}), "held 100 MiB of the 101 MiB"), first_of({with(process)}));
}

BOOST_AUTO_TEST_CASE(no_limit_and_an_unknown_one_are_never_used_up) {
    auto process = calm_process();
    process.descriptors_max = 0;
    process.cores_allowed = 0;
    process.cores_wanted = 100;
    const auto evidence = with(process);
    for (const auto& limit : rank_limits({&evidence, 1})) BOOST_TEST(!limit.used_up, limit.sentence);
}

BOOST_AUTO_TEST_CASE(the_machine_and_the_generator_count_too) {
    LimitEvidence evidence;
    evidence.machine = {{2, 1.96, 0, 0, 0, 0}};
    BOOST_TEST(code_of(evidence) == "machine_cpu");
    evidence = {};
    evidence.generator.busiest_thread = 0.93;
    BOOST_TEST(code_of(evidence) == "generator_cpu");
}

BOOST_AUTO_TEST_CASE(a_symptom_names_the_limit_only_where_nothing_behind_it_is_used_up) {
    auto process = calm_process();
    auto evidence = with(process);
    evidence.machine = {{2, 1, 0, 0, 0, 7}};
    evidence.generator = {0.1, 0.4, std::chrono::milliseconds(2300), 100};
    BOOST_TEST(first_of({evidence}) ==
               "the kernel dropped 7 connections of this machine because an accept queue was full");
    evidence.processes[0].busiest_thread_wanted = 1;
    BOOST_TEST(contains(first_of({evidence}), "thread `worker`"));
    const auto sentences = limit_sentences(rank_limits({&evidence, 1}));
    BOOST_TEST(sentences.back() ==
               "40 % of the requests waited for one of the generator's 100 connections, up to 2,300 ms");
}

BOOST_AUTO_TEST_CASE(gauges_count_by_their_limit_and_queues_by_their_growth) {
    LimitEvidence evidence;
    evidence.gauges = {{"db_pool_in_use", 3, 20, 20}, {"jobs_queued", 2, 500, 0}, {"jobs_pending", 2, 9, 0}};
    const auto ranked = rank_limits({&evidence, 1});
    BOOST_TEST(ranked.size() == 2U);
    BOOST_TEST(ranked[0].sentence == "the target's db_pool_in_use stood at 20 of 20");
    BOOST_TEST(ranked[1].sentence == "the target's jobs_queued grew from 2 to 500");
    BOOST_TEST(ranked[1].symptom);
}

BOOST_AUTO_TEST_CASE(what_was_used_up_first_is_named_first) {
    auto full_thread = calm_process();
    full_thread.busiest_thread_wanted = 0.97;
    auto full_of_files = full_thread;
    full_of_files.descriptors = 1024;
    full_of_files.busiest_thread_wanted = 0.99;
    const std::vector<LimitEvidence> evidence{with(calm_process()), with(full_thread), with(full_of_files)};
    const auto ranked = rank_limits(evidence);
    BOOST_TEST(ranked[0].code == "thread_cpu");
    BOOST_TEST(ranked[0].first == 1U);
    BOOST_TEST(contains(ranked[0].sentence, "99 %"), ranked[0].sentence);
    BOOST_TEST(ranked[1].code == "descriptors");
    BOOST_TEST(ranked[1].first == 2U);
}

BOOST_AUTO_TEST_CASE(findings_decide_nothing) {
    auto process = calm_process();
    process.busiest_thread_wanted = 1;
    process.cores_wanted = 4;
    const auto evidence = with(process);
    const auto findings = limit_findings(rank_limits({&evidence, 1}));
    BOOST_TEST(findings.size() == 2U);
    for (const auto& finding : findings) {
        BOOST_TEST(finding.code == "limit");
        BOOST_TEST((finding.blame == loadgen::Blame::nobody));
    }
    BOOST_TEST(findings[0].message.starts_with("what limited it: "));
    BOOST_TEST(findings[1].message.starts_with("used up too: "));
}

BOOST_AUTO_TEST_CASE(the_generators_part_is_read_off_the_run) {
    loadgen::RunResult result;
    result.sent = 10;
    result.honesty.connections = 5;
    result.honesty.busiest_thread_cpu = 0.5;
    for (const std::uint64_t waited : {1'000'000, 2'000'000}) result.honesty.connection_wait.record(waited);
    const auto use = generator_use_of(result);
    BOOST_TEST(use.waited_share == 0.2);
    BOOST_TEST((use.waited_max == std::chrono::milliseconds(2)));
    BOOST_TEST(use.connections == 5U);
    BOOST_TEST(use.busiest_thread == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
