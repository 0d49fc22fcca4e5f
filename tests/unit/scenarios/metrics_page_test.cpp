#include "redline/scenarios/metrics_page.hpp"

#include <boost/test/unit_test.hpp>

#include "exposition.hpp"

using namespace redline;
using namespace redline::scenarios;
using redline::test::Exposition;
using namespace std::chrono_literals;

namespace {

loadgen::Plan two_steps() {
    loadgen::Plan plan;
    plan.stages = {{"warm-up", 1s, {}, {}}, {"hold", 9s, {}, {}}};
    plan.steps = {{"sell", "post", "POST", "/v1/leads", {}}, {"look", "get", "GET", "/v1", {}}};
    plan.connections = 20;
    return plan;
}

loadgen::Progress in_the_middle() {
    loadgen::Progress now;
    now.elapsed = 4s;
    now.scheduled = 10s;
    now.due = 12;
    now.sent = 11;
    now.rate_last_second = 2.5;
    now.stage = "hold";
    now.connections_busy = 3;
    now.connections_opened = 4;
    now.steps.resize(2);
    now.steps[0].outcomes[0] = 7;
    now.steps[0].outcomes[static_cast<std::size_t>(loadgen::Outcome::timeout)] = 1;
    for (const auto time : {50us, 100us, 101us, 3000us}) now.steps[0].response_time.record(time);
    now.steps[0].response_time.record(60s);
    now.steps[0].service_time.record(2ms);
    now.send_lag.record(20us);
    return now;
}

std::string page_of(const loadgen::Progress& now, loadgen::Plan plan = two_steps()) {
    return metrics_page(watched("holiday", "1.2.3", plan), now);
}

} // namespace

BOOST_AUTO_TEST_SUITE(metrics_page)

BOOST_AUTO_TEST_CASE(the_page_is_right_by_the_format_from_the_first_moment_on) {
    BOOST_TEST(Exposition(page_of({})).faults() == "");
    const auto page = page_of(in_the_middle());
    BOOST_TEST(Exposition(page).faults() == "", page);
    BOOST_TEST(Exposition(page).size() == Exposition(page_of({})).size());
}

BOOST_AUTO_TEST_CASE(requests_are_counted_by_step_and_outcome) {
    const Exposition page(page_of(in_the_middle()));
    BOOST_TEST(page.value("redline_requests_due_total") == 12);
    BOOST_TEST(page.value("redline_requests_sent_total") == 11);
    BOOST_TEST(page.value(R"(redline_requests_total{flow="sell",step="post",outcome="ok"})") == 7);
    BOOST_TEST(page.value(R"(redline_requests_total{flow="sell",step="post",outcome="timeout"})") == 1);
    BOOST_TEST(page.value(R"(redline_requests_total{flow="look",step="get",outcome="ok"})") == 0);
    BOOST_TEST(page.sum("redline_requests_total") == 8);
}

BOOST_AUTO_TEST_CASE(times_are_histograms_in_seconds) {
    const Exposition page(page_of(in_the_middle()));
    const std::string post = R"({flow="sell",step="post")";
    BOOST_TEST(page.value("redline_response_time_seconds_bucket" + post + R"(,le="0.0001"})") == 2);
    BOOST_TEST(page.value("redline_response_time_seconds_bucket" + post + R"(,le="0.00025"})") == 3);
    BOOST_TEST(page.value("redline_response_time_seconds_bucket" + post + R"(,le="0.005"})") == 4);
    BOOST_TEST(page.value("redline_response_time_seconds_bucket" + post + R"(,le="10"})") == 4);
    BOOST_TEST(page.value("redline_response_time_seconds_bucket" + post + R"(,le="+Inf"})") == 5);
    BOOST_TEST(page.value("redline_response_time_seconds_count" + post + "}") == 5);
    BOOST_TEST(page.value("redline_response_time_seconds_sum" + post + "}") == 60.003251,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(page.value("redline_service_time_seconds_count" + post + "}") == 1);
    BOOST_TEST(page.value(R"(redline_send_lag_seconds_bucket{le="0.0001"})") == 1);
}

BOOST_AUTO_TEST_CASE(the_generator_and_the_run_are_told) {
    const Exposition page(page_of(in_the_middle()));
    BOOST_TEST(page.value("redline_achieved_rate") == 2.5);
    BOOST_TEST(page.value("redline_connections_busy") == 3);
    BOOST_TEST(page.value("redline_connections_max") == 20);
    BOOST_TEST(page.value("redline_connections_opened_total") == 4);
    BOOST_TEST(page.value(R"(redline_stage{stage="hold"})") == 1);
    BOOST_TEST(page.value(R"(redline_stage{stage="warm-up"})") == 0);
    BOOST_TEST(page.value("redline_run_elapsed_seconds") == 4);
    BOOST_TEST(page.value("redline_run_scheduled_seconds") == 10);
    BOOST_TEST(page.value("redline_run_finished") == 0);
    BOOST_TEST(page.value(R"(redline_run_info{scenario="holiday",version="1.2.3"})") == 1);
}

BOOST_AUTO_TEST_CASE(names_from_the_scenario_cannot_break_the_page) {
    auto plan = two_steps();
    plan.steps[0].name = "a \"quoted\\\" name\nof two lines {x=\"1\"} 5";
    plan.stages[0].name = "\\";
    const auto page = page_of(in_the_middle(), plan);
    BOOST_TEST(Exposition(page).faults() == "", page);
    BOOST_TEST(Exposition(page).size() == Exposition(page_of(in_the_middle())).size());
}

BOOST_AUTO_TEST_CASE(the_reader_of_these_tests_finds_what_is_wrong) {
    const std::string head = "# HELP a_total Help.\n# TYPE a_total counter\n";
    const std::string times = "# HELP t_seconds Help.\n# TYPE t_seconds histogram\n";
    BOOST_TEST(Exposition(head + "a_total{b=\"c\"} 1\n").faults() == "");
    for (const auto& wrong :
         {head + "a_total 1", head + "a_total one\n", head + "a_total 1\na_total 2\n", head + "b_total 1\n",
          head + "a_total{b=\"c\nd\"} 1\n", head + "a_total{0=\"c\"} 1\n", head + head,
          std::string("a_total 1\n"), std::string("# HELP a Help.\n# TYPE a counter\na 1\n"),
          times + "t_seconds_count 1\nt_seconds_sum 1\n",
          times + "t_seconds_bucket{le=\"1\"} 2\nt_seconds_bucket{le=\"+Inf\"} 1\nt_seconds_count "
                  "1\nt_seconds_sum 1\n",
          times + "t_seconds_bucket{le=\"1\"} 1\nt_seconds_count 1\nt_seconds_sum 1\n"})
        BOOST_TEST(Exposition(wrong).faults() != "", wrong);
}

BOOST_AUTO_TEST_SUITE_END()
