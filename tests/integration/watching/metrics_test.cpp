// --metrics by the real binary: scraped while it runs, and once more when all is over but the record, which
// goes into a pipe that nobody reads before.
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <fstream>
#include <sys/stat.h>

#include "exposition.hpp"
#include "http_exchange.hpp"
#include "redline/base/clock.hpp"
#include "redline/reports/record_file.hpp"
#include "redline_process.hpp"
#include "scratch_folder.hpp"
#include "test_server.hpp"

using namespace redline;
using redline::test::Exposition;
using redline::test::RedlineProcess;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view scenario_text = R"(version: 1
name: watched
stages:
  - { name: warm-up, duration: 500ms, arrival_rate: 40/s, measure: false }
  - { name: hold, duration: 1500ms, arrival_rate: 100/s }
flows:
  - { name: buy, weight: 3, steps: [{ name: look, get: /look }, { name: pay, get: /pay }] }
  - { name: browse, weight: 1, steps: [{ name: look, get: /other }] }
target: http://127.0.0.1:)";

unsigned short port_in(const std::string& note) {
    const auto colon = note.rfind(':');
    BOOST_REQUIRE_MESSAGE(note.starts_with("metrics on http://127.0.0.1:"), note);
    return static_cast<unsigned short>(std::stoul(note.substr(colon + 1)));
}

Exposition scrape(unsigned short port) {
    Exposition page(test::get(port, "/metrics").body);
    BOOST_TEST(page.faults() == "");
    return page;
}

/// Looks until the run is over; on the way counters only grow.
Exposition last_page(unsigned short port) {
    auto page = scrape(port);
    while (page.value("redline_run_finished") != 1) {
        base::SystemClock().sleep_until(base::monotonic_now() + 50ms);
        auto next = scrape(port);
        for (const auto* counter :
             {"redline_requests_due_total", "redline_requests_sent_total", "redline_requests_total"})
            BOOST_TEST(next.sum(counter) >= page.sum(counter));
        page = std::move(next);
    }
    return page;
}

void check_step(const Exposition& page, const loadgen::RunResult& record, std::size_t step) {
    const auto labels = "{flow=\"" + record.steps[step].flow + "\",step=\"" + record.steps[step].name + "\"";
    double answered = 0;
    for (std::size_t outcome = 0; outcome < loadgen::outcome_count; ++outcome) {
        double counted = 0;
        for (const auto& stage : record.cells) counted += static_cast<double>(stage[step].outcomes[outcome]);
        const auto sample = labels + ",outcome=\"" + std::string(loadgen::outcome_names[outcome]) + "\"}";
        BOOST_TEST(page.value("redline_requests_total" + sample) == counted, sample);
    }
    for (const auto& stage : record.cells) answered += static_cast<double>(stage[step].response_time.count());
    BOOST_TEST(page.value("redline_response_time_seconds_count" + labels + "}") == answered);
    BOOST_TEST(answered > 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(what_is_scraped_when_the_run_is_over_is_what_the_record_says) {
    const TestServer server([](std::string_view path, TestClient& client) {
        client.send(path == "/pay" ? "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" : TestServer::ok());
    });
    const test::ScratchFolder folder;
    folder.write("watched.yaml", std::string(scenario_text) + std::to_string(server.port()) + "\n");
    BOOST_REQUIRE(::mkfifo((folder.path() / "record").c_str(), 0600) == 0);
    RedlineProcess redline(folder.path(), {"run", "watched.yaml", "--metrics=0", "--out", "record"});
    const auto page = last_page(port_in(redline.read_line()));

    const auto record = reports::read_record_file(folder.path() / "record");
    BOOST_REQUIRE_MESSAGE(record, (record ? std::string() : base::to_text(record.error())));
    const auto& result = record->result;
    BOOST_TEST(page.value("redline_requests_due_total") == static_cast<double>(result.due));
    BOOST_TEST(page.value("redline_requests_sent_total") == static_cast<double>(result.sent));
    BOOST_TEST(page.value("redline_send_lag_seconds_count") ==
               static_cast<double>(result.honesty.send_lag.count()));
    BOOST_TEST(page.value("redline_connections_busy") == 0);
    for (std::size_t step = 0; step < result.steps.size(); ++step) check_step(page, result, step);
    redline.read_all();
    BOOST_TEST(redline.wait() != 2);
}

BOOST_AUTO_TEST_SUITE_END()
