#include "redline/reports/threshold.hpp"

#include <array>
#include <chrono>

#include <boost/test/unit_test.hpp>

#include "tiny_run.hpp"

using namespace redline;
using namespace redline::reports;
using namespace std::chrono_literals;

namespace {

/// A place inside a file whose fourth line is `  - <text>`.
base::Place place_of(const std::string& text) {
    auto source = std::make_shared<const base::SourceText>(
        base::SourceText{"run.yaml", "version: 1\nname: x\nthresholds:\n  - " + text + "\n"});
    return {source, 4, 5, static_cast<int>(text.size())};
}

base::Result<Threshold> parse(const std::string& text) { return parse_threshold(text, place_of(text)); }

/// What the user reads, or "" when the text was accepted.
std::string complaint(const std::string& text) {
    const auto parsed = parse(text);
    return parsed ? "" : base::to_text(parsed.error());
}

ThresholdVerdict judged(const std::string& text, const loadgen::RunResult& result) {
    return judge_thresholds({parse(text).value()}, result).at(0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(threshold)

BOOST_AUTO_TEST_CASE(every_part_is_read) {
    const auto read = parse("service.p999 <= 1.5s on post during hold");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((read->measure == Measure::service_time));
    BOOST_TEST((read->figure == Figure::p999));
    BOOST_TEST((read->comparison == Comparison::at_most));
    BOOST_TEST((read->limit == Limit{base::Duration{1500ms}}));
    BOOST_TEST(read->step->text == "post");
    BOOST_TEST(read->stage->text == "hold");
    BOOST_TEST(read->text == "service.p999 <= 1.5s on post during hold");
}

BOOST_AUTO_TEST_CASE(the_canonical_form_is_one_whatever_the_writing) {
    BOOST_TEST(to_text(parse("p99<1500ms").value()) == "p99 < 1.5s");
    BOOST_TEST(to_text(parse("  errors  <1%   during hold on post ").value()) ==
               "errors < 1% on post during hold");
    BOOST_TEST(to_text(parse("rate >= 10k/s").value()) == "rate >= 10000/s");
    BOOST_TEST(to_text(parse("send_lag.max < 5ms").value()) == "send_lag.max < 5ms");
    BOOST_TEST(to_text(parse("checks > 99.9% on \"the \\\"big\\\" one\"").value()) ==
               "checks > 99.9% on \"the \\\"big\\\" one\"");
    BOOST_TEST(to_text(parse("divergence.p99<1.50x on post").value()) == "divergence.p99 < 1.5x on post");
    BOOST_TEST((parse("p99<1500ms").value() == parse("p99 < 1.5s").value()));
}

BOOST_AUTO_TEST_CASE(a_mistake_is_shown_at_its_column) {
    BOOST_TEST(complaint("p98 < 250ms") == "run.yaml:4:5: `p98` is not a metric\n"
                                           "    4 |   - p98 < 250ms\n"
                                           "      |     ^~~\n"
                                           "      = did you mean `p90`?");
    BOOST_TEST(complaint("p99 < 250") ==
               "run.yaml:4:11: `250` is not a duration, which `p99` is compared with\n"
               "    4 |   - p99 < 250\n"
               "      |           ^~~\n"
               "      = write a number and a unit: 250ms, 1.5s, 2m, 1h30m, 30d");
    BOOST_TEST(complaint("errors < 10ms") ==
               "run.yaml:4:14: `10ms` is not a percentage, which `errors` is compared with\n"
               "    4 |   - errors < 10ms\n"
               "      |              ^~~~\n"
               "      = write a number from 0 to 100 and a percent sign: 12%, 99.9%");
    BOOST_TEST(complaint("rate > 5") == "run.yaml:4:12: `5` is not a rate, which `rate` is compared with\n"
                                        "    4 |   - rate > 5\n"
                                        "      |            ^\n"
                                        "      = write a number and a time: 200/s, 10k/s, 90/min");
    for (const std::string limit : {"2", "-2x", "x", "2xx", "infx", "1e3x", "200%"})
        BOOST_TEST(complaint("divergence.p99 < " + limit)
                           .find("run.yaml:4:22: `" + limit +
                                 "` is not a factor, which `divergence.p99` is compared with") == 0u,
                   limit);
    BOOST_TEST(complaint("divergence.p99 < 2").ends_with("= write how many times as much: 4x, 0.5x"));
    BOOST_TEST(complaint("p99 = 250ms") == "run.yaml:4:9: `=` is not a comparison\n"
                                           "    4 |   - p99 = 250ms\n"
                                           "      |         ^\n"
                                           "      = write <, <=, > or >=");
    BOOST_TEST(complaint("p99 < 1s duirng hold") == "run.yaml:4:14: `duirng` cannot stand here\n"
                                                    "    4 |   - p99 < 1s duirng hold\n"
                                                    "      |              ^~~~~~\n"
                                                    "      = did you mean `during`?");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named_where_it_is_missing) {
    const auto grammar =
        "\n      = a threshold reads METRIC OP VALUE [on STEP] [during STAGE], for example p99 < 250ms";
    BOOST_TEST(complaint("") == std::string("run.yaml:4:5: the metric is missing here\n    4 |   - \n"
                                            "      |     ^") +
                                    grammar);
    BOOST_TEST(complaint("p99 <").find("run.yaml:4:10: the value is missing here") == 0u);
    BOOST_TEST(complaint("p99").find("run.yaml:4:8: a comparison is missing here") == 0u);
    BOOST_TEST(complaint("p99 < 1s on").find("run.yaml:4:16: the step's name is missing here") == 0u);
    BOOST_TEST(complaint("p99 < 1s on \"po").find("run.yaml:4:17: this quoted name is not closed") == 0u);
    BOOST_TEST(complaint("p99 < 1s on a on b").find("run.yaml:4:19: `on` stands here twice") == 0u);
}

BOOST_AUTO_TEST_CASE(what_a_later_version_will_know_is_called_that) {
    for (const std::string text : {"errors < 1% over 10s, abort", "errors < 1% on post over 10s"})
        BOOST_TEST(complaint(text).find("`over` is not known to this version yet") != std::string::npos,
                   text);
    BOOST_TEST(
        complaint("errors < 1%, abort").find("run.yaml:4:18: `abort` is not known to this version yet") ==
        0u);
    BOOST_TEST(complaint("outcome.sold > 40/s").find("`outcome.sold` is not known to this version yet") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(send_lag_belongs_to_the_whole_run) {
    BOOST_TEST(complaint("send_lag.p99 < 1ms on post")
                   .find("run.yaml:4:24: `send_lag` is measured over the whole run") == 0u);
}

BOOST_AUTO_TEST_CASE(unknown_names_are_shown_where_they_stand) {
    const auto read = parse("p99 < 1s on psot during hodl").value();
    const std::array<std::string_view, 2> steps{"post", "sold"};
    const std::array<std::string_view, 2> stages{"climb", "hold"};
    const auto found = unknown_names(read, steps, stages);
    BOOST_REQUIRE(found.size() == 2u);
    BOOST_TEST(base::to_text(found[0]) == "run.yaml:4:17: there is no step named `psot`\n"
                                          "    4 |   - p99 < 1s on psot during hodl\n"
                                          "      |                 ^~~~\n"
                                          "      = did you mean `post`?");
    BOOST_TEST(base::to_text(found[1]).find("run.yaml:4:29: there is no stage named `hodl`") == 0u);
    BOOST_TEST(unknown_names(parse("p99 < 1s on post during hold").value(), steps, stages).empty());
}

BOOST_AUTO_TEST_CASE(only_measured_stages_count_unless_one_is_named) {
    const auto run = test::tiny_run(); // warm-up at 900 ms, hold at 10 … 100 ms
    BOOST_TEST(judged("max < 500ms", run).held);
    BOOST_TEST(!judged("max < 500ms during warm-up", run).held);
    BOOST_TEST(judged("max < 500ms during warm-up", run).observed == "900.0 ms");
    BOOST_TEST(judged("max <= 100ms", run).held);
    BOOST_TEST(!judged("max < 100ms", run).held);
}

BOOST_AUTO_TEST_CASE(each_metric_reads_its_own_figure) {
    const auto run = test::tiny_run();
    BOOST_TEST(judged("p50 < 50.05ms", run).held); // 50 ms, read with 0.1 %
    BOOST_TEST(judged("p50 > 49.95ms", run).held);
    BOOST_TEST(judged("p90 < 90.1ms", run).held);
    BOOST_TEST(judged("p90 > 89.9ms", run).held);
    BOOST_TEST(judged("p999 < 1s", run).observed == "100.0 ms");
    BOOST_TEST(judged("service.max < 1s", run).observed == "10.00 ms");
    BOOST_TEST(judged("send_lag.max < 1s", run).observed == "0.250 ms");
    BOOST_TEST(judged("mean < 1s", run).observed == "55.00 ms");
    BOOST_TEST(judged("errors < 50%", run).observed == "40 %");
    BOOST_TEST(judged("checks > 50%", run).observed == "75 %");       // 6 ok of 8 answered
    BOOST_TEST(judged("rate > 1/s", run).observed == "4.5/s");        // 9 sent in 2 s
    BOOST_TEST(judged("divergence.max < 9x", run).observed == "10.00x"); // 100 ms over 10 ms
    BOOST_TEST(!judged("divergence.max < 9x", run).held);
    BOOST_TEST(judged("divergence.p50 <= 10.1x on post during hold", run).held);
    BOOST_TEST(judged("divergence.p50 < 1.5x during warm-up", run).observed == "1.00x");
    BOOST_TEST(judged("errors <= 40%", run).held);
    BOOST_TEST(!judged("errors < 40%", run).held);
    BOOST_TEST(judged("errors >= 40%", run).held);
    BOOST_TEST(!judged("errors > 40%", run).held);
}

BOOST_AUTO_TEST_CASE(a_threshold_on_nothing_is_not_judged) {
    const auto run = test::tiny_run();
    const auto verdict = judged("p99 < 1s on never", run);
    BOOST_TEST(!verdict.judged);
    BOOST_TEST(!verdict.held);
    BOOST_TEST(verdict.observed.empty());
    BOOST_TEST(verdict.note == "no request of `never` in the measured stages");
    BOOST_TEST(judged("errors < 1%", loadgen::RunResult{}).note == "no request in the measured stages");
    auto unsent = run; // every request ended before it was sent: there is a response time, and no service
    for (auto& stage : unsent.cells) stage[0].service_time = {};
    BOOST_TEST(judged("divergence.p99 < 2x", unsent).note == "no request sent in the measured stages");
    BOOST_TEST(judged("service.p99 < 2s on post", unsent).note ==
               "no request sent of `post` in the measured stages");
    BOOST_TEST(judged("rate > 1/s", loadgen::RunResult{}).note == "the run ended before this stage began");
}

BOOST_AUTO_TEST_SUITE_END()
