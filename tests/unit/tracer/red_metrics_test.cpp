#include "redline/tracer/red_metrics.hpp"

#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "redline/base/json_text.hpp"
#include "redline/base/random.hpp"

namespace {

using namespace redline;
using namespace std::chrono_literals;
using redline::tracer::RedMetrics;

const std::vector<double> bounds{0.1, 0.3};

std::string page(const RedMetrics& metrics) {
    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, metrics.collectable()->Collect());
    return text.str();
}

/// Count and sum of every series, by its label values in order, joined by `|`.
std::map<std::string, std::pair<std::uint64_t, double>> totals(const RedMetrics& metrics) {
    std::map<std::string, std::pair<std::uint64_t, double>> out;
    for (const auto& family : metrics.collectable()->Collect())
        for (const auto& metric : family.metric) {
            std::string key;
            for (const auto& label : metric.label) key += "|" + label.value;
            out[key] = {metric.histogram.sample_count, metric.histogram.sample_sum};
        }
    return out;
}

std::vector<double> in_seconds(const std::vector<base::Duration>& durations) {
    std::vector<double> seconds;
    for (const auto duration : durations) seconds.push_back(base::in_seconds(duration));
    return seconds;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto size = base::utf8_sequence_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(red_metrics)

BOOST_AUTO_TEST_CASE(the_page_is_prometheus_text_in_the_names_of_opentelemetry) {
    RedMetrics metrics(bounds, 10);
    metrics.record_request({"GET", "/v1/leads/{id}", 200}, 100ms);
    metrics.record_request({"GET", "/v1/leads/{id}", 200}, 200ms);
    metrics.record_request({"GET", "/v1/leads/{id}", 200}, 1s);
    metrics.record_operation("ledger.write", "busy", 250us);
    BOOST_TEST(page(metrics) ==
               R"(# HELP http_server_request_duration_seconds Duration of HTTP server requests.
# TYPE http_server_request_duration_seconds histogram
http_server_request_duration_seconds_count{http_request_method="GET",http_route="/v1/leads/{id}",http_response_status_code="200",error_type=""} 3
http_server_request_duration_seconds_sum{http_request_method="GET",http_route="/v1/leads/{id}",http_response_status_code="200",error_type=""} 1.3
http_server_request_duration_seconds_bucket{http_request_method="GET",http_route="/v1/leads/{id}",http_response_status_code="200",error_type="",le="0.1"} 1
http_server_request_duration_seconds_bucket{http_request_method="GET",http_route="/v1/leads/{id}",http_response_status_code="200",error_type="",le="0.3"} 2
http_server_request_duration_seconds_bucket{http_request_method="GET",http_route="/v1/leads/{id}",http_response_status_code="200",error_type="",le="+Inf"} 3
# HELP operation_duration_seconds Duration of the operations of the service.
# TYPE operation_duration_seconds histogram
operation_duration_seconds_count{operation="ledger.write",error_type="busy"} 1
operation_duration_seconds_sum{operation="ledger.write",error_type="busy"} 0.00025
operation_duration_seconds_bucket{operation="ledger.write",error_type="busy",le="0.1"} 1
operation_duration_seconds_bucket{operation="ledger.write",error_type="busy",le="0.3"} 1
operation_duration_seconds_bucket{operation="ledger.write",error_type="busy",le="+Inf"} 1
)");
}

BOOST_AUTO_TEST_CASE(a_family_nothing_was_counted_in_is_left_out) {
    RedMetrics metrics(bounds, 10);
    BOOST_TEST(page(metrics) == "");
    metrics.record_operation("work", "", 1ms);
    BOOST_TEST(page(metrics).find("http_server") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(bounds_ascend_once_each_and_what_cannot_be_a_bound_is_dropped) {
    const std::vector<double> odd{0.3, -1, 0, 0.1, std::nan(""), HUGE_VAL, 0.3, 1e-12, 1e300, 2.5};
    BOOST_TEST(in_seconds(tracer::duration_bounds(odd)) == (std::vector<double>{0.1, 0.3, 2.5}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_bounds_the_advised_ones_are_printed_as_people_write_them) {
    RedMetrics metrics({}, 10);
    metrics.record_operation("work", "", 3ms);
    const auto text = page(metrics);
    std::size_t at = 0;
    for (const auto bound : {"0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1",
                             "2.5", "5", "7.5", "10", "+Inf"}) {
        at = text.find("le=\"" + std::string(bound) + "\"} 1\n", at);
        BOOST_REQUIRE_MESSAGE(at != std::string::npos, bound);
    }
}

BOOST_AUTO_TEST_CASE(labels_follow_the_conventions) {
    RedMetrics metrics(bounds, 10);
    metrics.record_request({"BREW", "/pot", 418}, 1ms);
    metrics.record_request({"GET", "", 404}, 1ms);
    metrics.record_request({"GET", "/", 0, "timeout"}, 1ms);
    metrics.record_request({"GET", "/", 503}, 1ms);
    std::string keys;
    for (const auto& [key, total] : totals(metrics)) keys += key + " ";
    BOOST_TEST(keys == "|GET|/|503|503 |GET|/||timeout |GET||404| |_OTHER|/pot|418| ");
}

BOOST_AUTO_TEST_CASE(a_scan_for_paths_costs_one_series_and_hides_nothing_that_was_known) {
    RedMetrics metrics(bounds, 2);
    metrics.record_request({"GET", "/known", 200}, 10ms);
    for (int i = 0; i < 1000; ++i) metrics.record_request({"GET", "/scan/" + std::to_string(i), 404}, 1ms);
    metrics.record_request({"GET", "/known", 500}, 20ms);
    const auto all = totals(metrics);
    BOOST_TEST(all.size() == 4u);
    BOOST_TEST(all.at("|GET|/known|200|").first == 1u);
    BOOST_TEST(all.at("|GET|/known|500|500").first == 1u);
    BOOST_TEST(all.at("|GET|/scan/0|404|").first == 1u);
    BOOST_TEST(all.at("|GET|_other|404|").first == 999u);
    BOOST_TEST(all.at("|GET|_other|404|").second == 0.999);
}

BOOST_AUTO_TEST_CASE(error_types_and_operations_are_limited_too_but_a_status_is_always_told) {
    RedMetrics metrics(bounds, 1);
    metrics.record_request({"GET", "/", 200, "first"}, 1ms);
    metrics.record_request({"GET", "/", 200, "second"}, 1ms);
    metrics.record_request({"GET", "/", 503}, 1ms);
    metrics.record_operation("one", "first", 1ms);
    metrics.record_operation("two", "third", 1ms);
    std::string keys;
    for (const auto& [key, total] : totals(metrics)) keys += key + " ";
    BOOST_TEST(keys == "|GET|/|200|_OTHER |GET|/|200|first |GET|/|503|503 |_other|_OTHER |one|first ");
}

BOOST_AUTO_TEST_CASE(hostile_labels_cannot_break_the_page) {
    const auto seed = base::fresh_seed();
    BOOST_TEST_CONTEXT("seed " << seed) {
        base::Random dice(seed);
        RedMetrics metrics(bounds, 50);
        for (int i = 0; i < 500; ++i) {
            std::string bytes(dice.below(12), '\0');
            for (char& byte : bytes) byte = static_cast<char>(dice.below(256));
            metrics.record_request({bytes, bytes, 200, bytes}, 1ms);
            metrics.record_operation(bytes, bytes, 1ms);
        }
        std::istringstream in(page(metrics));
        for (std::string line; std::getline(in, line);) {
            BOOST_TEST(is_utf8(line));
            BOOST_TEST((line.starts_with("# ") || line.starts_with("http_server_request_duration_seconds_") ||
                        line.starts_with("operation_duration_seconds_")));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_quote_a_backslash_and_a_newline_are_told_apart_from_the_syntax) {
    RedMetrics metrics(bounds, 10);
    metrics.record_operation("a\"b\\c\nd", "", 1ms);
    BOOST_TEST(page(metrics).find("operation_duration_seconds_count{operation=\"a\\\"b\\\\c\ufffd"
                                  "d\",error_type=\"\"} 1\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_collectable_outlives_the_metrics_and_their_threads) {
    std::shared_ptr<prometheus::Collectable> collectable;
    {
        RedMetrics metrics(bounds, 10);
        collectable = metrics.collectable();
        std::jthread([&] { metrics.record_operation("work", "", 1ms); }).join();
    }
    BOOST_TEST(collectable->Collect().at(0).metric.at(0).histogram.sample_count == 1u);
}

/// The limit is reached while threads race for it; who gets a series of its own is luck, the totals are not.
BOOST_AUTO_TEST_CASE(threads_that_overflow_the_limit_lose_no_count_and_agree_on_the_series) {
    constexpr int thread_count = 4, routes = 40, rounds = 20;
    constexpr std::size_t limit = 10;
    RedMetrics metrics(bounds, limit);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < thread_count; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < routes * rounds; ++i)
                    metrics.record_request({"GET", "/r" + std::to_string((i + t * 10) % routes), 200}, 1ms);
            });
    }
    const auto all = totals(metrics);
    BOOST_TEST(all.size() == limit + 1);
    for (const auto& [key, total] : all) {
        const std::uint64_t shares = key == "|GET|_other|200|" ? routes - limit : 1;
        BOOST_TEST(total.first == shares * thread_count * rounds, key << " has " << total.first);
    }
}

BOOST_AUTO_TEST_SUITE_END()
