#include "redline/scenarios/metrics_listener.hpp"

#include <boost/test/unit_test.hpp>

#include "exposition.hpp"
#include "http_exchange.hpp"
#include "plain_traffic.hpp"
#include "test_server.hpp"

using namespace redline;
using redline::scenarios::MetricsListener;
using redline::test::Exposition;
using namespace std::chrono_literals;

namespace {

unsigned short port_of(const MetricsListener& listener) {
    const auto url = listener.url();
    return static_cast<unsigned short>(std::stoul(url.substr(url.rfind(':') + 1)));
}

MetricsListener listen(const loadgen::Plan& plan) {
    auto listener = MetricsListener::start({}, scenarios::watched("plain", "test", plan));
    BOOST_REQUIRE(listener.has_value());
    return std::move(*listener);
}

Exposition scrape(const MetricsListener& listener) {
    const auto reply = test::get(port_of(listener), "/metrics");
    BOOST_TEST(reply.headers.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    Exposition page(reply.body);
    BOOST_TEST(page.faults() == "");
    return page;
}

std::uint64_t ended(const loadgen::RunResult& result, loadgen::Outcome outcome) {
    return result.cells[0][0].outcomes[static_cast<std::size_t>(outcome)];
}

} // namespace

BOOST_AUTO_TEST_SUITE(metrics_listener)

BOOST_AUTO_TEST_CASE(it_says_where_it_is_and_what_is_there) {
    const auto listener = listen(plain_plan(80, 1, 1s));
    BOOST_TEST(listener.url().starts_with("http://127.0.0.1:"));
    BOOST_TEST(listener.url().ends_with("/metrics"));
    const auto reply = test::get(port_of(listener), "/");
    BOOST_TEST(reply.status == 404);
    BOOST_TEST(reply.body == "the metrics are at /metrics\n");
    BOOST_TEST(scrape(listener).sum("redline_requests_total") == 0);
}

BOOST_AUTO_TEST_CASE(the_page_follows_the_run_and_ends_with_what_the_record_says) {
    const TestServer server([](std::string_view path, TestClient& client) {
        client.send(index_in(path) % 4 == 0 ? "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
                                            : TestServer::ok());
    });
    const auto plan = plain_plan(server.port(), 100, 1500ms);
    auto listener = listen(plan);
    std::vector<double> sent;
    const auto show = [&](const loadgen::Progress& now) {
        listener.show(now);
        sent.push_back(scrape(listener).value("redline_requests_sent_total"));
        BOOST_TEST(sent.back() == static_cast<double>(now.sent));
    };
    const auto result = loadgen::run(plan, plain_traffic(), show, {});
    BOOST_REQUIRE(result.has_value());

    const auto page = scrape(listener);
    const std::string get = R"({flow="only",step="get")";
    BOOST_TEST(sent.size() >= 2U);
    BOOST_TEST(page.value("redline_run_finished") == 1);
    BOOST_TEST(page.value("redline_requests_due_total") == static_cast<double>(result->due));
    BOOST_TEST(page.value("redline_requests_sent_total") == static_cast<double>(result->sent));
    BOOST_TEST(page.value("redline_requests_total" + get + R"(,outcome="ok"})") ==
               static_cast<double>(ended(*result, loadgen::Outcome::ok)));
    BOOST_TEST(page.value("redline_requests_total" + get + R"(,outcome="error_status"})") ==
               static_cast<double>(ended(*result, loadgen::Outcome::error_status)));
    BOOST_TEST(page.value("redline_service_time_seconds_count" + get + "}") ==
               static_cast<double>(result->cells[0][0].service_time.count()));
    BOOST_TEST(page.value("redline_response_time_seconds_sum" + get + "}") ==
                   result->cells[0][0].response_time.sum() / 1e9,
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_an_error) {
    const auto first = listen(plain_plan(80, 1, 1s));
    const auto second = MetricsListener::start({"127.0.0.1", port_of(first)}, {});
    BOOST_REQUIRE(!second.has_value());
    BOOST_TEST(second.error().message.ends_with("Address already in use"));
}

BOOST_AUTO_TEST_SUITE_END()
