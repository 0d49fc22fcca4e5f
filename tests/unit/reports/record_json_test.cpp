#include "redline/reports/record_json.hpp"

#include <limits>

#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/reports/totals.hpp"
#include "sample_record.hpp"
#include "tiny_run.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

std::string written(const RunRecord& record) { return base::to_text(to_json(record)); }

RunRecord copy_through_json(const RunRecord& record) {
    auto read = read_record(written(record), "run.json");
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : base::to_text(read.error())));
    return *read;
}

std::string complaint(const std::string& text) {
    const auto read = read_record(text, "run.json");
    return read ? "" : base::to_text(read.error());
}

/// What is said of the tiny run's record after `change` was done to its JSON.
template <class Change>
std::string complaint_after(Change change) {
    RunRecord record;
    record.result = test::tiny_run();
    auto json = to_json(record);
    change(json);
    const auto text = complaint(base::to_text(json));
    return text.substr(0, text.find('\n'));
}

using loadgen::RunResult;

void check_cells(const RunResult& a, const RunResult& b) {
    for (std::size_t stage = 0; stage < a.stages.size(); ++stage) {
        BOOST_TEST((a.stages[stage].name == b.stages[stage].name &&
                    a.stages[stage].measured == b.stages[stage].measured));
        for (std::size_t step = 0; step < a.steps.size(); ++step) {
            const auto& left = a.cells[stage][step];
            const auto& right = b.cells[stage][step];
            BOOST_TEST(
                (left.response_time == right.response_time && left.service_time == right.service_time));
            BOOST_TEST((left.outcomes == right.outcomes && left.failed_checks == right.failed_checks));
            BOOST_TEST((left.bytes_sent == right.bytes_sent && left.bytes_received == right.bytes_received));
        }
    }
}

void check_slices(const RunResult& a, const RunResult& b) {
    BOOST_REQUIRE(a.slices.size() == b.slices.size());
    for (std::size_t i = 0; i < a.slices.size(); ++i) {
        BOOST_TEST((a.slices[i].due == b.slices[i].due && a.slices[i].sent == b.slices[i].sent));
        BOOST_REQUIRE(a.slices[i].endings.size() == b.slices[i].endings.size());
        for (const auto& [ending, count] : a.slices[i].endings) {
            const auto& other = b.slices[i].endings.at(ending);
            BOOST_TEST((count.requests == other.requests && count.at_most_bound == other.at_most_bound));
            BOOST_TEST(count.response_seconds == other.response_seconds);
        }
    }
}

void check_windows(const RunResult& a, const RunResult& b) {
    BOOST_REQUIRE(a.window_width == b.window_width && a.windows.size() == b.windows.size());
    for (std::size_t i = 0; i < a.windows.size(); ++i) {
        const auto same = [](const loadgen::StepWindow& x, const loadgen::StepWindow& y) {
            return x.step == y.step && x.response_time == y.response_time && x.service_time == y.service_time;
        };
        BOOST_TEST(std::equal(a.windows[i].begin(), a.windows[i].end(), b.windows[i].begin(),
                              b.windows[i].end(), same));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(record_json)

BOOST_AUTO_TEST_CASE(the_summary_is_flat_and_stable) {
    RunRecord record;
    record.result = test::tiny_run();
    conclude(record, {parse_threshold("max < 50ms", {}).value(), parse_threshold("errors < 50%", {}).value()},
             {});
    auto json = summary_json(record);
    for (const auto* quantile :
         {"p50", "p90", "p95", "p99"}) { // read with 0.1 %: checked where quantiles are
        json["response_time_ms"].erase(quantile);
        json["service_time_ms"].erase(quantile);
        json["send_lag_ms"].erase(quantile);
    }
    BOOST_TEST(
        base::to_text(json) ==
        R"({"schema":1,"verdict":"fail","findings":[{"code":"threshold","message":)"
        R"("threshold max < 50ms did not hold: 100.0 ms"}],"model":"open","requests":{"sent":9,"ok":6,"failed":4},)"
        R"("rate":{"offered":5.0,"achieved":4.5},"response_time_ms":{"p999":100.0,"max":100.0},)"
        R"("service_time_ms":{"p999":10.0,"max":10.0},"send_lag_ms":{"p999":0.25,"max":0.25}})");
}

BOOST_AUTO_TEST_CASE(quantiles_are_in_milliseconds) {
    RunRecord record;
    record.result = test::tiny_run();
    const auto json = summary_json(record);
    BOOST_TEST(json["response_time_ms"]["p50"].get<double>() == 50.0, boost::test_tools::tolerance(0.001));
    BOOST_TEST(json["response_time_ms"]["p90"].get<double>() == 90.0, boost::test_tools::tolerance(0.001));
    BOOST_TEST(json["service_time_ms"]["p90"].get<double>() == 9.0, boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_is_null) {
    const auto json = summary_json(test::empty_record());
    BOOST_TEST(base::to_text(json["rate"]) == R"({"offered":null,"achieved":null})");
    BOOST_TEST(json["response_time_ms"]["p99"].is_null());
    BOOST_TEST(json["verdict"] == "undecided");
}

BOOST_AUTO_TEST_CASE(the_record_begins_with_the_summary) {
    const auto record = test::sample_record();
    auto whole = to_json(record);
    const auto summary = summary_json(record);
    for (const auto& [key, value] : summary.items()) {
        if (key == "findings") continue;
        BOOST_TEST(whole[key] == value, key);
    }
    for (auto& finding : whole["findings"]) finding.erase("blame");
    BOOST_TEST(whole["findings"] == summary["findings"]);
}

BOOST_AUTO_TEST_CASE(a_record_read_back_writes_the_same_text) {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto record = test::sample_record(seed);
        BOOST_TEST(written(copy_through_json(record)) == written(record), "seed " << seed);
    }
    BOOST_TEST(written(copy_through_json(test::empty_record())) == written(test::empty_record()));
}

// The text comparison above cannot see what the writer leaves out; this one names every figure by hand.
BOOST_AUTO_TEST_CASE(every_figure_survives) {
    auto record = test::sample_record();
    record.scenario.seed = UINT64_MAX;
    record.result.honesty.connection_wait.record(77);
    const auto copy = copy_through_json(record);
    const auto& a = record.result;
    const auto& b = copy.result;
    BOOST_TEST(copy.scenario.seed == UINT64_MAX);
    BOOST_TEST(copy.environment.cpu == record.environment.cpu);
    BOOST_TEST((copy.verdict == record.verdict));
    BOOST_TEST((copy.thresholds == record.thresholds));
    BOOST_TEST((a.started_at == b.started_at && a.scheduled == b.scheduled && a.took == b.took));
    BOOST_TEST((a.due == b.due && a.sent == b.sent && a.promised_flows == b.promised_flows));
    BOOST_TEST(
        (a.started_flows == b.started_flows && a.slice_width == b.slice_width && a.bounds == b.bounds));
    BOOST_TEST((a.honesty.send_lag == b.honesty.send_lag));
    BOOST_TEST((a.honesty.connection_wait == b.honesty.connection_wait));
    BOOST_TEST((a.honesty.cpu_time == b.honesty.cpu_time));
    BOOST_TEST(a.honesty.busiest_thread_cpu == b.honesty.busiest_thread_cpu);
    check_cells(a, b);
    check_slices(a, b);
    check_windows(a, b);
    BOOST_REQUIRE(b.failed.size() == a.failed.size());
    BOOST_TEST(
        (b.failed.at(0).trace_id == a.failed.at(0).trace_id && b.failed.at(0).due == a.failed.at(0).due));
    BOOST_TEST(b.failed.at(0).detail == a.failed.at(0).detail);
    BOOST_TEST(b.slowest.size() == a.slowest.size());
    const auto& alert = copy.rules.at(0).alerts.at(0);
    BOOST_TEST(alert.burn_rate_worst == 148.2);
    BOOST_TEST((alert.firings.at(0).until == std::chrono::milliseconds(21200)));
    BOOST_TEST(copy.rules.at(0).budgets.at(1).burnt == 0.79);
    BOOST_TEST(copy.rules.at(0).baselines.at(0).now == 0.204);
    BOOST_TEST(copy.findings.size() == record.findings.size());
    BOOST_TEST((copy.findings.at(0).blame == loadgen::Blame::target));
}

BOOST_AUTO_TEST_CASE(an_endless_burn_rate_survives) {
    auto record = test::sample_record();
    record.rules[0].alerts[0].burn_rate_worst = std::numeric_limits<double>::infinity();
    record.rules[0].alerts[0].firings[0].until.reset();
    const auto copy = copy_through_json(record);
    BOOST_TEST(copy.rules[0].alerts[0].burn_rate_worst == std::numeric_limits<double>::infinity());
    BOOST_TEST(!copy.rules[0].alerts[0].firings[0].until.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_with_its_path) {
    const std::string start = "run.json: this is not a run record: ";
    using base::Json;
    BOOST_TEST(complaint_after([](Json& json) { json["schema"] = 2; }) ==
               start + "schema: this version reads schema 1 only");
    BOOST_TEST(complaint_after([](Json& json) { json["result"].erase("cells"); }) ==
               start + "result.cells: this is missing");
    BOOST_TEST(complaint_after([](Json& json) { json["result"]["stages"][1]["name"] = 7; }) ==
               start + "result.stages[1].name: expected text");
    BOOST_TEST(complaint_after([](Json& json) { json["result"]["took_ns"] = -1; }) ==
               start + "result.took_ns: expected a whole number from 0 to 8640000000000000");
    BOOST_TEST(complaint_after([](Json& json) { json["verdict"] = "perhaps"; }) ==
               start + "verdict: this word is not known");
    BOOST_TEST(complaint_after([](Json& json) {
                   json["result"]["steps"].push_back(json["result"]["steps"][0]);
               }) == start + "result.cells[0]: expected a cell for every step");
    BOOST_TEST(complaint_after([](Json& json) {
                   json["result"]["cells"][1][0]["response_time_ns"]["buckets"] = {28672, 1};
               }) ==
               start + "result.cells[1][0].response_time_ns.buckets: expected pairs of bucket and count");
    BOOST_TEST(complaint_after([](Json& json) {
                   json["result"]["cells"][1][0]["outcomes"] = {{"late", 1}};
               }) == start + "result.cells[1][0].outcomes: expected counts by outcome");
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_shown_at_its_place) {
    BOOST_TEST(complaint("{\n  \"schema\": }").find("run.json:2:13: this is not JSON") == 0u);
    BOOST_TEST(complaint("").find("run.json:1:1: this is not JSON") == 0u);
    BOOST_TEST(complaint("[]").find("run.json: this is not a run record: schema: this is missing") == 0u);
    BOOST_TEST(complaint("null").find("run.json: this is not a run record: schema: this is missing") == 0u);
}

BOOST_AUTO_TEST_CASE(a_record_cut_short_anywhere_is_refused) {
    const auto text = written(test::sample_record());
    for (std::size_t size = 0; size < text.size(); size += 1 + size / 40)
        BOOST_TEST(!complaint(text.substr(0, size)).empty(), "cut at " << size);
}

BOOST_AUTO_TEST_CASE(hostile_numbers_do_not_make_it_take_memory) {
    const auto text = complaint_after([](base::Json& json) {
        auto& windows = json["result"]["windows"];
        const base::Json histogram{{"min", 1}, {"max", 1}, {"sum", 1.0}, {"buckets", {1900, 1}}};
        const base::Json step{{"step", 0}, {"response_time_ns", histogram}, {"service_time_ns", histogram}};
        for (int i = 0; i < 40'000; ++i) windows.push_back(base::Json::array({step}));
    });
    BOOST_TEST(text.find("this record is too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_summary_names_the_model) {
    auto record = test::sample_record();
    BOOST_TEST(summary_json(record)["model"] == "open");
    record.result.users = 3;
    BOOST_TEST(summary_json(record)["model"] == "closed");
}

BOOST_AUTO_TEST_SUITE_END()
