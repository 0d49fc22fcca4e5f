#include "redline/scenarios/series.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace std::chrono_literals;

namespace {

/// Two slices of one step: 3 sales and a 503, then a timeout and 2 sales.
loadgen::RunResult two_slices() {
    loadgen::RunResult result;
    result.steps = {{"sell", "post", "POST", "/v1/leads", {}}, {"retry", "again", "POST", "/v1/leads", {}}};
    result.slice_width = 200ms;
    result.bounds = {300ms};
    result.slices.resize(2);
    result.slices[0].endings[{0, loadgen::Outcome::ok, 202}] = {3, 0.6, {3}};
    result.slices[0].endings[{0, loadgen::Outcome::error_status, 503}] = {1, 0.1, {1}};
    result.slices[1].endings[{0, loadgen::Outcome::timeout, 0}] = {1, 3.0, {0}};
    result.slices[1].endings[{0, loadgen::Outcome::ok, 202}] = {1, 0.1, {1}};
    result.slices[1].endings[{1, loadgen::Outcome::ok, 202}] = {1, 0.4, {0}};
    return result;
}

/// The series as lines people can compare: name, labels, values in time order.
std::vector<std::string> lines_of(const std::vector<base::TimeSeries>& all, const std::string& name) {
    std::vector<std::string> lines;
    for (const auto& series : all) {
        if (series.labels.at("__name__") != name) continue;
        std::string line =
            series.labels.at("http_response_status_code") + "/" + series.labels.at("error_type");
        if (series.labels.contains("le")) line += " le=" + series.labels.at("le");
        for (const auto& sample : series.samples)
            line += " " + std::to_string(sample.at / 1ms) + ":" + std::to_string(sample.value).substr(0, 3);
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(series)

BOOST_AUTO_TEST_CASE(counts_accumulate_from_zero_and_alike_endings_share_a_series) {
    const auto lines =
        lines_of(scenarios::series_of(two_slices()), "http_server_request_duration_seconds_count");
    const std::vector<std::string> expected{"/timeout 0:0.0 200:0.0 400:1.0", "202/ 0:0.0 200:3.0 400:5.0",
                                            "503/503 0:0.0 200:1.0 400:1.0"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(buckets_count_exactly_by_the_bound_and_end_in_infinity) {
    const auto lines =
        lines_of(scenarios::series_of(two_slices()), "http_client_request_duration_seconds_bucket");
    const std::vector<std::string> expected{
        "/timeout le=+Inf 0:0.0 200:0.0 400:1.0", "/timeout le=0.3 0:0.0 200:0.0 400:0.0",
        "202/ le=+Inf 0:0.0 200:3.0 400:5.0",     "202/ le=0.3 0:0.0 200:3.0 400:4.0",
        "503/503 le=+Inf 0:0.0 200:1.0 400:1.0",  "503/503 le=0.3 0:0.0 200:1.0 400:1.0"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(both_sides_have_the_same_samples) {
    const auto all = scenarios::series_of(two_slices());
    BOOST_TEST(lines_of(all, "http_server_request_duration_seconds_sum") ==
                   lines_of(all, "http_client_request_duration_seconds_sum"),
               boost::test_tools::per_element());
    BOOST_TEST(!lines_of(all, "http_server_request_duration_seconds_sum").empty());
}

BOOST_AUTO_TEST_CASE(a_run_without_requests_has_no_series) {
    BOOST_TEST(scenarios::series_of(loadgen::RunResult{}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
