#include <boost/test/unit_test.hpp>

#include <set>

#include "fake_worker.hpp"
#include "redline/leadpipe/gateway.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "service_fixture.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;
using test::FakeWorker;

namespace redline::leadpipe {
std::ostream& operator<<(std::ostream& out, NextStep step) { return out << static_cast<int>(step); }
} // namespace redline::leadpipe

namespace {

const std::string trace_id = "0af7651916cd43dd8448eb211c80319c";

Request request_for(std::string method, std::string target, std::string body = {}) {
    Request request{std::move(method), std::move(target), "application/json",
                    "00-" + trace_id + "-b7ad6b7169203331-01", std::move(body)};
    request.peer = "127.0.0.1";
    return request;
}

WorkerAddress at_port(unsigned short port) { return {"127.0.0.1", port, 1}; }

std::string lead_of(unsigned worker) {
    return lead_id_text((LeadId{1'900'000'000} << 20) | (LeadId{worker} << 12) | 77);
}

/// A gateway before these ports, whose checks hardly ever come.
struct Before {
    explicit Before(const std::vector<unsigned short>& ports, GatewayOptions options = {}) {
        for (const auto port : ports) options.workers.push_back(at_port(port));
        options.health.interval = 1h;
        options.balancing.balancing = Balancing::rr;
        gateway.emplace(tracer, std::move(options));
    }

    std::vector<base::Json> lines(std::string_view message) const {
        std::vector<base::Json> found;
        for (const auto& line : log.lines())
            if (line["message"] == message) found.push_back(line);
        return found;
    }

    LogLines log;
    tracer::Tracer tracer{[this] {
        tracer::TracerOptions options;
        options.service = "gateway";
        options.log_sink = [this](std::string_view line) { log.add(line); };
        return options;
    }()};
    std::optional<Gateway> gateway;
};

std::string header(const Answer& answer, std::string_view name) {
    for (const auto& [field, value] : answer.headers)
        if (field == name) return value;
    return {};
}

/// Breaks off the first request after its body came, answers the others.
struct BreaksOffOnce {
    std::atomic<int> requests{0};
    TestServer server{[this](std::string_view path, TestClient& client) {
        if (path == "/healthz") return client.send(TestServer::ok());
        ++requests == 1 ? client.close() : client.send(TestServer::ok("done"));
    }};
};

} // namespace

BOOST_AUTO_TEST_SUITE(gateway)

BOOST_AUTO_TEST_CASE(a_request_and_its_answer_pass_through) {
    FakeWorker worker([](const Request&) {
        auto answer = FakeWorker::say(207, "mixed");
        answer.headers = {
            {"Set-Cookie", "a=b"}, {"Set-Cookie", "c=d"}, {"X-Drop", "x"}, {"Connection", "x-drop"}};
        return answer;
    });
    Before before({worker.port()});
    auto request = request_for("POST", "/v1/leads?dry=1", "{\"lead\":{}}");
    request.authorization = "Bearer t";
    request.api_key = "of the worker";
    request.idempotency_key = "k-1";
    request.cookie = "session=s";
    const auto answer = before.gateway->handle(request);
    BOOST_TEST(answer.status == 207);
    BOOST_TEST(answer.body == "mixed");
    BOOST_TEST(answer.content_type == "text/plain");
    BOOST_TEST(answer.headers.size() == 2U);
    BOOST_TEST(header(answer, "set-cookie") == "a=b");
    const auto asked = worker.asked().at(0);
    BOOST_TEST(asked.method == "POST");
    BOOST_TEST(asked.target == "/v1/leads?dry=1");
    BOOST_TEST(asked.body == "{\"lead\":{}}");
    BOOST_TEST(asked.authorization == "Bearer t");
    BOOST_TEST(asked.api_key == "of the worker");
    BOOST_TEST(asked.idempotency_key == "k-1");
    BOOST_TEST(asked.cookie == "session=s");
}

BOOST_AUTO_TEST_CASE(the_trace_goes_on_with_the_gateways_span_as_parent) {
    FakeWorker worker("ok");
    Before before({worker.port()});
    before.gateway->handle(request_for("POST", "/v1/leads"));
    const auto parent = base::parse_traceparent(worker.asked().at(0).traceparent).value();
    BOOST_TEST(base::to_text(parent.trace_id) == trace_id);
    BOOST_TEST(base::to_text(parent.parent_id) != "b7ad6b7169203331");
}

BOOST_AUTO_TEST_CASE(each_choice_is_logged_without_anything_personal) {
    FakeWorker first("first"), second("second");
    Before before({first.port(), second.port()});
    before.gateway->handle(request_for("POST", "/v1/leads", R"({"lead":{"last_name":"Doe"}})"));
    before.gateway->handle(request_for("GET", "/v1/leads/" + lead_of(1)));
    const auto lines = before.lines("request routed");
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[0]["fields"].dump() ==
               R"({"route":"/v1/leads","worker":"0","why":"balance","attempt":1})");
    BOOST_TEST(lines[0]["trace_id"] == trace_id);
    BOOST_TEST(lines[1]["fields"].dump() ==
               R"({"route":"/v1/leads/{id}","worker":"1","why":"owner","attempt":1})");
}

BOOST_AUTO_TEST_CASE(a_lead_is_asked_for_where_it_was_made_each_time) {
    FakeWorker first("first"), second("second"), third("third");
    Before before({first.port(), second.port(), third.port()});
    for (int round = 0; round < 5; ++round) {
        BOOST_TEST(before.gateway->handle(request_for("GET", "/v1/leads/" + lead_of(2))).body == "third");
        BOOST_TEST(before.gateway->handle(request_for("GET", "/v1/leads/" + lead_of(0))).body == "first");
    }
    BOOST_TEST(second.asked().empty());
}

BOOST_AUTO_TEST_CASE(what_was_not_sent_goes_to_another_worker) {
    FakeWorker dead("dead"), alive("alive");
    Before before({dead.port(), alive.port()});
    dead.stop();
    for (int round = 0; round < 4; ++round)
        BOOST_TEST(before.gateway->handle(request_for("POST", "/v1/leads")).body == "alive");
    BOOST_TEST(alive.asked().size() == 4U);
    const auto page = base::Json::parse(before.gateway->handle(request_for("GET", "/admin/workers")).body);
    BOOST_TEST(page["workers"][0]["failed"] > 0);
    BOOST_TEST(page["workers"][1]["failed"] == 0);
}

BOOST_AUTO_TEST_CASE(refused_connections_eject_without_waiting_for_checks) {
    FakeWorker dead("dead"), alive("alive");
    Before before({dead.port(), alive.port()});
    dead.stop();
    for (int round = 0; round < 12; ++round) before.gateway->handle(request_for("POST", "/v1/leads"));
    BOOST_TEST(before.lines("worker ejected").size() == 1U);
    BOOST_TEST(before.lines("worker ejected")[0]["fields"]["worker"] == 0);
    const auto answer = before.gateway->handle(request_for("GET", "/v1/leads/" + lead_of(0)));
    BOOST_TEST(answer.status == 503);
    BOOST_TEST(header(answer, "Retry-After") == "1");
    BOOST_TEST(base::Json::parse(answer.body)["detail"] == "the worker that holds this lead is not healthy");
}

BOOST_AUTO_TEST_CASE(what_may_have_been_acted_on_is_not_sent_elsewhere) {
    BreaksOffOnce breaking;
    FakeWorker other("other");
    Before before({breaking.server.port(), other.port()});
    const auto answer = before.gateway->handle(request_for("POST", "/v1/leads", "{}"));
    BOOST_TEST(answer.status == 502);
    BOOST_TEST(base::Json::parse(answer.body)["type"] == "urn:leadpipe:problem:worker-lost");
    BOOST_TEST(base::Json::parse(answer.body)["trace_id"] == trace_id);
    BOOST_TEST(breaking.requests == 1);
    BOOST_TEST(other.asked().empty());
}

BOOST_AUTO_TEST_CASE(with_an_idempotency_key_the_same_worker_is_asked_again) {
    BreaksOffOnce breaking;
    FakeWorker other("other");
    Before before({breaking.server.port(), other.port()});
    const auto answer =
        before.gateway->handle(request_for("POST", "/v1/leads", R"({"idempotency_key":"k"})"));
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body == "done");
    BOOST_TEST(breaking.requests == 2);
    BOOST_TEST(other.asked().empty());
}

BOOST_AUTO_TEST_CASE(reading_may_go_elsewhere) {
    BreaksOffOnce breaking;
    FakeWorker other("other");
    Before before({breaking.server.port(), other.port()});
    BOOST_TEST(before.gateway->handle(request_for("GET", "/v1/buyers/1/dashboard")).body == "other");
}

BOOST_AUTO_TEST_CASE(the_next_step_after_each_fault) {
    using enum UpstreamFault;
    for (const bool safe : {false, true})
        for (const bool keyed : {false, true}) {
            BOOST_TEST(next_step(refused, safe, keyed, false) == NextStep::another_worker);
            BOOST_TEST(next_step(refused, safe, keyed, true) == NextStep::give_up);
            for (const bool owned : {false, true})
                for (const auto fault : {timed_out, pool_exhausted, unreadable})
                    BOOST_TEST(next_step(fault, safe, keyed, owned) == NextStep::give_up);
        }
    BOOST_TEST(next_step(reset, false, false, false) == NextStep::give_up);
    BOOST_TEST(next_step(reset, false, true, false) == NextStep::same_worker);
    BOOST_TEST(next_step(reset, true, false, true) == NextStep::same_worker);
}

BOOST_AUTO_TEST_CASE(silence_is_504_and_a_full_pool_503) {
    const MutePort mute;
    GatewayOptions options;
    options.balancing.upstream.answer_timeout = 50ms;
    options.balancing.upstream.connections_max = 1;
    options.balancing.upstream.wait_max = 1ms;
    options.balancing.upstream.leak_every = 1;
    options.health.timeout = 50ms;
    Before before({mute.port()}, std::move(options));
    BOOST_TEST(before.gateway->handle(request_for("POST", "/v1/leads")).status == 504);
    const auto answer = before.gateway->handle(request_for("POST", "/v1/leads"));
    BOOST_TEST(answer.status == 503);
    BOOST_TEST(base::Json::parse(answer.body)["type"] == "urn:leadpipe:problem:pool-exhausted");
}

BOOST_AUTO_TEST_CASE(sessions_stay_with_their_worker) {
    FakeWorker first("first"), second("second"), third("third");
    GatewayOptions options;
    options.stickiness = Stickiness::session;
    Before before({first.port(), second.port(), third.port()}, std::move(options));
    std::set<std::string> homes;
    for (int session = 0; session < 20; ++session) {
        auto request = request_for("POST", "/v1/leads");
        request.cookie = "session=" + std::to_string(session);
        const auto home = before.gateway->handle(request).body;
        for (int round = 0; round < 3; ++round) BOOST_TEST(before.gateway->handle(request).body == home);
        homes.insert(home);
    }
    BOOST_TEST(homes.size() == 3U);
}

BOOST_AUTO_TEST_CASE(sessions_of_a_worker_that_died_go_to_another_at_once) {
    FakeWorker first("first"), second("second");
    GatewayOptions options;
    options.stickiness = Stickiness::session;
    options.balancing.health.failures_to_eject = 1000; // the gateway goes on believing in it
    Before before({first.port(), second.port()}, std::move(options));
    second.stop();
    for (int session = 0; session < 20; ++session) {
        auto request = request_for("POST", "/v1/leads");
        request.cookie = "session=" + std::to_string(session);
        BOOST_TEST(before.gateway->handle(request).body == "first");
    }
    BOOST_TEST(before.gateway->handle(request_for("GET", "/v1/leads/" + lead_of(1))).status == 503);
}

BOOST_AUTO_TEST_CASE(old_paths_go_to_the_old_system) {
    FakeWorker worker("new"), old("old");
    GatewayOptions options;
    options.old_routes = {{"/old", at_port(old.port())}};
    Before before({worker.port()}, std::move(options));
    BOOST_TEST(before.gateway->handle(request_for("POST", "/old/post.php")).body == "old");
    BOOST_TEST(before.gateway->handle(request_for("POST", "/v1/leads")).body == "new");
    BOOST_TEST(before.lines("request routed")[0]["fields"].dump() ==
               R"({"route":"/old","worker":"old","why":"old_route","attempt":1})");
}

BOOST_AUTO_TEST_CASE(turned_away_before_any_worker_sees_it) {
    FakeWorker worker("ok");
    GatewayOptions options;
    options.gate.keys = ApiKeys::parse("k-first-one acme standard\n", "keys").value();
    options.gate.rate = {base::Rate{0.25}, 1, 10};
    Before before({worker.port()}, std::move(options));
    auto request = request_for("POST", "/v1/leads");
    const auto without = before.gateway->handle(request);
    BOOST_TEST(without.status == 401);
    BOOST_TEST(header(without, "WWW-Authenticate") == "ApiKey realm=\"leadpipe\"");
    request.api_key = "k-first-one";
    BOOST_TEST(before.gateway->handle(request).status == 200);
    BOOST_TEST(worker.asked().at(0).api_key == ""); // it ends where it was asked for
    const auto late = before.gateway->handle(request);
    BOOST_TEST(late.status == 429);
    BOOST_TEST(header(late, "Retry-After") == "4");
    BOOST_TEST(!late.retry_later);
    BOOST_TEST(worker.asked().size() == 1U);
}

BOOST_AUTO_TEST_CASE(pages_of_its_own) {
    FakeWorker worker("ok");
    Before before({worker.port()});
    BOOST_TEST(before.gateway->handle(request_for("GET", "/healthz")).body == "ok\n");
    BOOST_TEST(before.gateway->handle(request_for("GET", "/readyz?x")).body == "ready\n");
    BOOST_TEST(before.gateway->handle(request_for("POST", "/healthz")).status == 405);
    BOOST_TEST(before.gateway->handle(request_for("POST", "/healthz")).allow == "GET, HEAD");
    BOOST_TEST(before.gateway->handle(request_for("GET", "/admin/faults")).status == 404);
    auto stranger = request_for("GET", "/admin/workers");
    stranger.peer = "192.0.2.1";
    BOOST_TEST(before.gateway->handle(stranger).status == 403);
    BOOST_TEST(worker.asked().empty());
}

BOOST_AUTO_TEST_CASE(metrics_tell_of_every_worker) {
    FakeWorker worker("ok");
    Before before({worker.port()});
    before.gateway->handle(request_for("POST", "/v1/leads"));
    const auto text = before.gateway->handle(request_for("GET", "/metrics")).body;
    for (const auto* line :
         {"gateway_requests_total{worker=\"0\"} 1\n", "gateway_worker_healthy{worker=\"0\"} 1\n",
          "gateway_in_flight{worker=\"0\"} 0\n", "gateway_connections{worker=\"0\",state=\"idle\"} 1\n",
          "gateway_pool_waits_total{worker=\"0\"} 0\n", "gateway_turned_away_total{step=\"rate\"} 0\n",
          "# TYPE gateway_pool_wait_seconds_total counter\n"})
        BOOST_TEST(text.find(line) != std::string::npos, line << " is missing in " << text);
}

BOOST_AUTO_TEST_CASE(a_request_that_could_not_be_read_is_a_problem_of_the_gateways) {
    Before before({1});
    const auto answer =
        before.gateway->refuse(request_for("POST", "/v1/leads"), {413, "too-large", "Too large", "x"});
    BOOST_TEST(answer.status == 413);
    BOOST_TEST(base::Json::parse(answer.body)["trace_id"] == trace_id);
}

BOOST_AUTO_TEST_SUITE_END()
