#include "redline/reports/verdict.hpp"

#include <boost/test/unit_test.hpp>

#include "sample_record.hpp"
#include "tiny_run.hpp"

using namespace redline;
using namespace redline::reports;
using loadgen::Blame;
using loadgen::Finding;

namespace {

std::vector<Threshold> parsed(std::initializer_list<const char*> texts) {
    std::vector<Threshold> thresholds;
    for (const auto* text : texts) thresholds.push_back(parse_threshold(text, {}).value());
    return thresholds;
}

/// `code: message` a line.
std::string listed(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) text += finding.code + ": " + finding.message + "\n";
    return text;
}

loadgen::RunResult flawless_run() {
    auto run = test::tiny_run();
    run.cells[1][0].outcomes = {};
    run.cells[1][0].outcomes[0] = 10;
    run.cells[1][0].failed_checks = {0};
    return run;
}

Verdict verdict_of(std::initializer_list<const char*> thresholds, const loadgen::RunResult& run,
                   const std::vector<Finding>& confessed = {}) {
    return decide(run.interrupted, findings_of(parsed(thresholds), {}, run, confessed));
}

} // namespace

BOOST_AUTO_TEST_SUITE(verdict)

BOOST_AUTO_TEST_CASE(causes_decide_in_their_written_order) {
    const Finding ours{"generator_cpu", "", Blame::generator};
    const Finding theirs{"threshold", "", Blame::target};
    const Finding promise{"load_not_offered", "", Blame::promise};
    const Finding remark{"baseline", "", Blame::nobody};
    BOOST_TEST(exit_status(decide(true, {ours, theirs, promise})) == 130);
    BOOST_TEST(exit_status(decide(false, {remark, promise, theirs, ours})) == 3);
    BOOST_TEST((decide(false, {promise, theirs, ours}) == Verdict::undecided));
    BOOST_TEST(exit_status(decide(false, {remark, promise, theirs})) == 1);
    BOOST_TEST(exit_status(decide(false, {remark, promise})) == 3);
    BOOST_TEST(exit_status(decide(false, {remark})) == 0);
    BOOST_TEST(exit_status(decide(false, {})) == 0);
}

BOOST_AUTO_TEST_CASE(a_flawless_run_passes) {
    BOOST_TEST(listed(findings_of({}, {}, flawless_run(), {})) == "");
    BOOST_TEST((verdict_of({"p99 < 250ms"}, flawless_run()) == Verdict::pass));
}

BOOST_AUTO_TEST_CASE(failures_nobody_allowed_fail_the_run) {
    BOOST_TEST(
        listed(findings_of({}, {}, test::tiny_run(), {})) ==
        "check: check status == 202 of post failed in 1 of 8 answers\n"
        "errors: requests failed (error_status 1, timeout 1, not_sent 1), and no threshold on errors or "
        "SLO says how many may\n");
}

BOOST_AUTO_TEST_CASE(a_threshold_on_errors_or_checks_allows_failures_in_its_scope) {
    BOOST_TEST((verdict_of({"errors < 50%"}, test::tiny_run()) == Verdict::pass));
    BOOST_TEST((verdict_of({"checks > 50%"}, test::tiny_run()) == Verdict::pass));
    BOOST_TEST((verdict_of({"errors < 50% on post during hold"}, test::tiny_run()) == Verdict::pass));
    BOOST_TEST((verdict_of({"errors < 50% during warm-up"}, test::tiny_run()) == Verdict::fail));
    BOOST_TEST((verdict_of({"p99 < 250ms"}, test::tiny_run()) == Verdict::fail));
}

BOOST_AUTO_TEST_CASE(an_slo_budget_allows_failures_but_not_failed_checks) {
    alerting::RulesVerdict rules;
    rules.budgets.push_back({"availability", "", 0.5, 10, 4, 0.8});
    auto run = test::tiny_run();
    BOOST_TEST(findings_of({}, {rules}, run, {}).size() == 1u);
    run.cells[1][0].failed_checks = {0};
    BOOST_TEST(listed(findings_of({}, {rules}, run, {})) == "");
}

BOOST_AUTO_TEST_CASE(failures_in_a_warm_up_fail_nothing) {
    auto run = flawless_run();
    run.cells[0][0].outcomes[static_cast<std::size_t>(loadgen::Outcome::timeout)] = 5;
    run.cells[0][0].failed_checks = {3};
    BOOST_TEST((verdict_of({}, run) == Verdict::pass));
}

BOOST_AUTO_TEST_CASE(a_threshold_on_nothing_leaves_the_run_undecided) {
    const auto findings = findings_of(parsed({"p99 < 1s on never"}), {}, flawless_run(), {});
    BOOST_TEST(listed(findings) ==
               "threshold_undecided: threshold p99 < 1s on never: no request of `never` in "
               "the measured stages\n");
    BOOST_TEST((decide(false, findings) == Verdict::undecided));
}

BOOST_AUTO_TEST_CASE(a_run_without_requests_cannot_pass) {
    const auto record = test::empty_record();
    BOOST_TEST((record.verdict == Verdict::undecided));
    BOOST_TEST(headline(record) == "undecided: no request fell due in the measured stages");
}

BOOST_AUTO_TEST_CASE(only_rules_of_severity_page_fail_the_run) {
    alerting::RulesVerdict rules;
    alerting::AlertVerdict alert;
    alert.slo = "availability";
    alert.name = "1x 3d/6h";
    alert.state = alerting::RuleState::fired;
    alert.responsibility.severity = "ticket";
    rules.alerts = {alert};
    BOOST_TEST((decide(false, findings_of({}, {rules}, flawless_run(), {})) == Verdict::pass));
    rules.alerts[0].responsibility.severity = "page";
    BOOST_TEST((decide(false, findings_of({}, {rules}, flawless_run(), {})) == Verdict::fail));
    rules.alerts[0].state = alerting::RuleState::not_evaluated;
    BOOST_TEST((decide(false, findings_of({}, {rules}, flawless_run(), {})) == Verdict::pass));
}

BOOST_AUTO_TEST_CASE(a_burnt_budget_decides_where_no_alert_could) {
    alerting::RulesVerdict rules;
    rules.budgets.push_back({"availability", "", 0.999, 10, 4, 400});
    auto& alert = rules.alerts.emplace_back();
    alert.slo = "availability";
    const auto too_short = findings_of({}, {rules}, flawless_run(), {});
    BOOST_TEST(listed(too_short) ==
               "slo: SLO availability broke: 4 bad of 10 burn its budget at 400.0x, and the run "
               "was too short for any of its alerts\n");
    BOOST_TEST((decide(false, too_short) == Verdict::fail));
    alert.state = alerting::RuleState::held;
    const auto judged = findings_of({}, {rules}, flawless_run(), {});
    BOOST_TEST(listed(judged) ==
               "slo: SLO availability was at risk: 4 bad of 10 burn its budget at 400.0x\n");
    BOOST_TEST((decide(false, judged) == Verdict::pass));
    rules.budgets[0].burnt = 1;
    BOOST_TEST(findings_of({}, {rules}, flawless_run(), {}).empty());
}

BOOST_AUTO_TEST_CASE(the_deciding_finding_comes_first) {
    const Finding ours{"generator_cpu", "the generator used 97 % of its core", Blame::generator};
    const auto findings =
        findings_of(parsed({"max < 20ms"}), {}, test::tiny_run(), {{"note", "", Blame::nobody}, ours});
    BOOST_REQUIRE(findings.size() == 5u);
    BOOST_TEST(findings.front().code == "generator_cpu");
    BOOST_TEST(findings[1].code == "threshold");
    BOOST_TEST(findings.back().code == "note");
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_says_so_first) {
    auto run = test::tiny_run();
    run.interrupted = true;
    run.took = std::chrono::milliseconds(1500);
    reports::RunRecord record;
    record.result = run;
    conclude(record, parsed({"p99 < 10ms"}), {});
    BOOST_TEST(headline(record) == "interrupted: stopped after 1.5 s of 3 s (and 3 more)");
    conclude(record, {}, {{"interrupted", "stopped by SIGINT", Blame::nobody}});
    BOOST_TEST(headline(record) == "interrupted: stopped by SIGINT (and 2 more)");
}

BOOST_AUTO_TEST_CASE(the_headline_says_which_and_why) {
    BOOST_TEST(
        headline(test::sample_record()) ==
        "failed: SLO lead-availability broke at 14.6 s: page 14.4x 1h/5m, burning at 148.2x (and 2 more)");
    RunRecord record;
    record.result = flawless_run();
    conclude(record, {}, {});
    BOOST_TEST(headline(record) == "passed: all 10 requests were ok; no threshold or rule was set");
    conclude(record, parsed({"p99 < 1s", "errors < 1%"}), {});
    BOOST_TEST(headline(record) == "passed: 2 thresholds held over 10 requests");
    record.rules.emplace_back().budgets.push_back({"availability", "", 0.999, 10, 0, 0});
    BOOST_TEST(headline(record) == "passed: 2 thresholds and 1 SLO held over 10 requests");
}

BOOST_AUTO_TEST_SUITE_END()
