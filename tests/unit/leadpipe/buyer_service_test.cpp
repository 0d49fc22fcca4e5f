#include <boost/test/unit_test.hpp>

#include "exposition.hpp"
#include "redline/leadpipe/buyer_service.hpp"
#include "sample_call.hpp"
#include "service_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// The known buyers behind HTTP, without sockets; sleeping moves their clock.
struct Buyers {
    Answer send(std::string method, std::string target, std::string body = {},
                std::string peer = "127.0.0.1") {
        Request request{std::move(method), std::move(target), "application/json", {}, std::move(body)};
        request.peer = std::move(peer);
        return service.handle(request);
    }
    Answer call(const BuyerCall& made, WireFormat format = WireFormat::json) {
        return send("POST", "/buyers/" + made.buyer + '/' + std::string(to_text(made.kind)),
                    print(made, format));
    }
    std::string problem(const Answer& answer) {
        return std::to_string(answer.status) + ' ' + text_in(answer, "detail");
    }

    base::ManualClock clock;
    LogLines log;
    tracer::Tracer tracer{[this] {
        tracer::TracerOptions options;
        options.log_sink = [this](std::string_view line) { log.add(line); };
        options.clock = &clock;
        return options;
    }()};
    BuyerRoster roster{known_profiles(), 1};
    BuyerService service{tracer, roster, clock};
};

} // namespace

BOOST_AUTO_TEST_SUITE(buyer_service)

BOOST_FIXTURE_TEST_CASE(a_call_is_answered_in_the_buyers_format_after_its_latency, Buyers) {
    const auto bid = call(test::sample_ping());
    BOOST_TEST(bid.status == 200);
    BOOST_TEST(bid.content_type == "application/json");
    BOOST_TEST((reply_of(CallKind::ping, 200, bid.body, WireFormat::json).outcome == ReplyOutcome::bid));
    BOOST_TEST(clock.now().time_since_epoch().count() > 0);
    auto to_xml = test::sample_ping();
    to_xml.buyer = "harbor-mortgage";
    to_xml.lead.vertical = "mortgage";
    const auto reply = call(to_xml, WireFormat::xml);
    BOOST_TEST(reply.content_type == "application/xml");
    BOOST_TEST(reply.body.starts_with("<reply>"));
}

BOOST_FIXTURE_TEST_CASE(a_refusal_of_the_business_is_200, Buyers) {
    auto post = test::sample_post();
    post.lead.city.clear();
    const auto answer = call(post);
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body == R"({"outcome":"refused","reason":"Bad Address"})");
    BOOST_TEST(log.lines().empty());
}

BOOST_FIXTURE_TEST_CASE(switches_work_while_it_runs_and_the_list_shows_them, Buyers) {
    const auto status_of_ping = [&] { return call(test::sample_ping()).status; };
    BOOST_TEST(send("POST", "/admin/buyers/rooftop-power", R"({"fault":"failing"})").status == 200);
    BOOST_TEST(status_of_ping() == 503);
    BOOST_TEST(send("POST", "/admin/buyers/*", R"({"fault":"none","cap":0})").status == 200);
    BOOST_TEST(status_of_ping() == 200);
    const auto listed = base::parse_json(send("GET", "/admin/buyers").body, "list").value();
    BOOST_TEST(listed["buyers"].size() == known_profiles().size());
    for (const auto& buyer : listed["buyers"]) BOOST_TEST(buyer["cap"] == 0);
    BOOST_TEST(call(test::sample_post()).body == R"({"outcome":"refused","reason":"Quota Reached"})");
}

BOOST_FIXTURE_TEST_CASE(slow_takes_its_time_and_hanging_breaks_in_the_end, Buyers) {
    send("POST", "/admin/buyers/*", R"({"fault":"slow","latency":"0s"})");
    auto before = clock.now();
    call(test::sample_ping());
    BOOST_TEST((clock.now() - before == SimulatedBuyer::slow_by));
    send("POST", "/admin/buyers/*", R"({"fault":"hanging"})");
    before = clock.now();
    BOOST_TEST(call(test::sample_ping()).status == 503);
    BOOST_TEST((clock.now() - before == BuyerService::hanging_max));
    service.stop_waiting();
    before = clock.now();
    BOOST_TEST(call(test::sample_ping()).status == 503);
    BOOST_TEST((clock.now() == before));
}

BOOST_FIXTURE_TEST_CASE(what_it_does_not_serve_it_refuses_as_a_problem_and_logs_without_what_came, Buyers) {
    BOOST_TEST(problem(send("GET", "/leads")).starts_with("404 paths are"));
    BOOST_TEST(problem(send("POST", "/buyers/nobody/ping")) == "404 no buyer has this name");
    BOOST_TEST(problem(send("POST", "/buyers//ping")).starts_with("404 paths are"));
    BOOST_TEST(problem(send("POST", "/buyers/a/b/ping")).starts_with("404 paths are"));
    BOOST_TEST(problem(send("POST", "/admin/buyers/nobody", "{}")) == "404 no buyer has this name");
    BOOST_TEST(problem(send("GET", "/admin/buyers", {}, "10.0.0.1")) ==
               "403 paths under /admin/ answer to loopback only");
    BOOST_TEST(problem(send("POST", "/admin/buyers/*", "{}", "10.0.0.1")) ==
               "403 paths under /admin/ answer to loopback only");
    BOOST_TEST(problem(send("POST", "/buyers/rooftop-power/post", "Mary Smith")) ==
               "400 the body is no call to this buyer");
    BOOST_TEST(problem(send("POST", "/admin/buyers/*", R"({"fualt":"Mary"})")) ==
               "422 buyers have no such switch; did you mean `fault`?");
    const auto wrong_method = send("GET", "/buyers/rooftop-power/ping");
    BOOST_TEST(wrong_method.status == 405);
    BOOST_TEST(wrong_method.allow == "POST");
    for (const auto& line : log.lines()) BOOST_TEST(line.dump().find("Mary") == std::string::npos);
    BOOST_TEST(log.lines().size() == 10U);
}

BOOST_FIXTURE_TEST_CASE(its_metrics_tell_sales_faults_and_requests, Buyers) {
    call(test::sample_post());
    send("POST", "/admin/buyers/open-exchange", R"({"fault":"slow"})");
    const test::Exposition page(send("GET", "/metrics").body);
    BOOST_TEST(page.faults() == "");
    BOOST_TEST(page.value(R"(buyer_bought_today{buyer="rooftop-power"})") == 1);
    BOOST_TEST(page.value(R"(buyer_broken{buyer="open-exchange"})") == 1);
    BOOST_TEST(page.sum("http_server_request_duration_seconds_count") == 2);
    BOOST_TEST(send("GET", "/healthz").body == "ok\n");
}

BOOST_AUTO_TEST_SUITE_END()
