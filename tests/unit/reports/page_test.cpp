#include "redline/reports/page.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

#include "redline/reports/figures.hpp"
#include "redline/reports/record_json.hpp"
#include "redline/reports/terminal.hpp"
#include "sample_record.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

/// Every tag a page may hold; what a hostile record smuggles in would be counted besides.
std::size_t tags(const std::string& html) { return times(html, "<"); }

} // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(the_verdict_in_words_comes_first) {
    const auto html = html_page(test::sample_record());
    const auto verdict =
        html.find("SLO lead-availability broke at 14.6 s: page 14.4x 1h/5m, burning at 148.2x (and 2 more)");
    BOOST_REQUIRE(verdict != std::string::npos);
    BOOST_TEST(verdict < html.find("<table"));
    BOOST_TEST(verdict < html.find("<svg"));
    BOOST_TEST(contains(html, "hreshold p99 &lt; 250ms did not hold: 814.2 ms"));
    BOOST_TEST(contains(html, base::to_text(test::sample_record().result.failed.front().trace_id)));
}

// One figure is the same text in the terminal, on the page, and as a number in the JSON.
BOOST_AUTO_TEST_CASE(terminal_json_and_page_tell_the_same_figures) {
    const auto record = test::sample_record();
    const auto json = summary_json(record);
    const auto terminal = summary_text(record, false);
    const auto html = html_page(record);
    for (const auto* measure : {"response_time_ms", "service_time_ms", "send_lag_ms"})
        for (const auto& [quantile, value] : json[measure].items()) {
            const auto text =
                milliseconds_text(static_cast<std::uint64_t>(std::llround(value.get<double>() * 1e6)));
            BOOST_TEST(contains(terminal, text), measure << ' ' << quantile << ' ' << text);
            BOOST_TEST(contains(html, ">" + text + "<"), measure << ' ' << quantile << ' ' << text);
        }
    const auto achieved = rate_text(json["rate"]["achieved"].get<double>());
    BOOST_TEST(contains(terminal, achieved));
    BOOST_TEST(contains(html, achieved));
    const auto sent = number_text(json["requests"]["sent"].get<double>(), 0);
    BOOST_TEST(contains(terminal, sent + " sent"));
    BOOST_TEST(contains(html, sent));
}

BOOST_AUTO_TEST_CASE(it_asks_nothing_of_any_network_and_runs_nothing) {
    const auto html = html_page(test::sample_record());
    BOOST_TEST(contains(html, "default-src 'none'; style-src 'unsafe-inline'"));
    for (const auto* forbidden :
         {"<script", "<link", "<img", "<iframe", "src=", "href=", "url(", "@import", "onload"})
        BOOST_TEST(!contains(html, forbidden), forbidden);
}

BOOST_AUTO_TEST_CASE(hostile_names_are_shown_as_text) {
    const std::string hostile =
        "</title></style></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    auto clean = test::sample_record();
    auto record = test::sample_record();
    const auto infect = [](RunRecord& target, const std::string& with) {
        target.scenario.name = target.scenario.file = target.scenario.target = with;
        target.environment.cpu = target.redline_version = with;
        for (auto& stage : target.result.stages) stage.name = with;
        for (auto& step : target.result.steps) step.flow = step.name = step.method = step.route = with;
        for (auto& sample : target.result.failed) sample.detail = with;
        for (auto& threshold : target.thresholds) threshold.text = threshold.observed = with;
        for (auto& finding : target.findings) finding.message = with;
        auto& rules = target.rules[0];
        rules.file = with;
        for (auto& budget : rules.budgets) budget.slo = budget.description = with;
        for (auto& alert : rules.alerts)
            alert.slo = alert.name = alert.note = alert.responsibility.owner = with;
        for (auto& baseline : rules.baselines) baseline.name = baseline.measure = baseline.note = with;
    };
    infect(clean, std::string(hostile.size(), 'x')); // as long, for long names are left out of narrow charts
    infect(record, hostile);
    const auto html = html_page(record);
    BOOST_TEST(!contains(html, "<script"));
    BOOST_TEST(!contains(html, "<img"));
    BOOST_TEST(contains(html, "&lt;script&gt;"));
    BOOST_TEST(tags(html) == tags(html_page(clean)));
}

BOOST_AUTO_TEST_CASE(names_cannot_turn_or_flood_the_page) {
    auto record = test::sample_record();
    record.scenario.name = std::string(1 << 20, '<');
    record.result.steps[0].name = "\xE2\x80\xAE"
                                  "desrever";
    record.result.steps[1].name =
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"; // right-to-left letters are let be, isolated
    record.result.failed[0].detail = "{{css}}\xff\x01";
    const auto html = html_page(record);
    BOOST_TEST(html.size() < 150'000u);
    BOOST_TEST(!contains(html, "\xE2\x80\xAE"));
    BOOST_TEST(contains(html, "<bdi>\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D</bdi>"));
    BOOST_TEST(contains(html, "{{css}}"));
    BOOST_TEST(times(html, "--paper: #ffffff") == 1u);
}

BOOST_AUTO_TEST_CASE(its_size_does_not_grow_with_the_run) {
    auto record = test::sample_record();
    BOOST_TEST(html_page(record).size() < 110'000u);
    const auto slices = record.result.slices;
    while (record.result.slices.size() < 20'000)
        record.result.slices.insert(record.result.slices.end(), slices.begin(), slices.end());
    BOOST_TEST(html_page(record).size() < 110'000u);
}

BOOST_AUTO_TEST_CASE(every_picture_has_a_title_a_description_and_a_table) {
    const auto html = html_page(test::sample_record());
    BOOST_TEST(times(html, "<svg") == 3u);
    for (const auto* id : {"rate", "latency", "spectrum"}) {
        BOOST_TEST(contains(html, std::string("aria-labelledby=\"") + id + "-title " + id + "-desc\""));
        BOOST_TEST(contains(html, std::string("<title id=\"") + id + "-title\">"));
        BOOST_TEST(contains(html, std::string("<desc id=\"") + id + "-desc\">"));
    }
    BOOST_TEST(contains(html, "<details><summary>The figures of both charts as a table"));
}

BOOST_AUTO_TEST_CASE(an_empty_and_an_interrupted_run_have_their_page) {
    const auto empty = html_page(test::empty_record());
    BOOST_TEST(contains(empty, "No request fell due in the measured stages"));
    BOOST_TEST(times(empty, "<svg") == 0u);
    auto record = test::sample_record();
    record.result.interrupted = true;
    record.result.took = std::chrono::seconds(20);
    conclude(record, {}, {});
    BOOST_TEST(contains(html_page(record), "<body class=\"interrupted\">"));
    BOOST_TEST(contains(html_page(record), "Stopped after 20 s of 30 s"));
}

BOOST_AUTO_TEST_SUITE_END()
