#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <thread>

#include "http_exchange.hpp"
#include "leadpipe_process.hpp"
#include "redline/leadpipe/faults.hpp"
#include "sample_lead.hpp"

using namespace redline;
using namespace redline::test;
using namespace std::string_literals;

namespace {

base::Json json_of(const Reply& reply) { return base::Json::parse(reply.body); }

std::string trace_of(unsigned index) {
    auto digits = std::to_string(index);
    return std::string(32 - digits.size() - 1, '0') + digits + "f";
}

Headers traced(unsigned index) { return {{"traceparent", "00-" + trace_of(index) + "-00000000000000ab-01"}}; }

/// Asks until the lead is settled; the seller works behind the answer.
std::string settled_state(unsigned short port, const std::string& id) {
    HttpConnection connection(port);
    for (int look = 0; look < 20000; ++look) {
        connection.send(request_text("GET", "/v1/leads/" + id));
        const auto reply = connection.read_reply();
        if (!reply) return "no answer";
        const auto state = json_of(*reply)["state"].get<std::string>();
        if (state != "accepted") return state;
        std::this_thread::yield();
    }
    return "never settled";
}

std::string raw_post(std::string_view headers, std::string_view body = {}) {
    return "POST /v1/leads HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract)

BOOST_FIXTURE_TEST_CASE(it_says_where_it_listens, ServingLeadpipe) {
    BOOST_TEST(process().first_line() == "leadpipe listening on http://127.0.0.1:" + std::to_string(port()));
    BOOST_TEST(file_text(folder() / "port") == std::to_string(port()) + "\n");
    BOOST_TEST(get(port(), "/healthz").body == "ok\n");
    BOOST_TEST(get(port(), "/healthz").headers.at("content-type") == "text/plain; charset=utf-8");
}

BOOST_FIXTURE_TEST_CASE(a_lead_is_taken_sold_and_recognised, ServingLeadpipe) {
    const auto taken = post_json(port(), "/v1/leads", body_of(sample_lead(), "k-1"));
    BOOST_TEST(taken.status == 202);
    BOOST_TEST(taken.headers.at("content-type") == "application/json");
    BOOST_TEST(json_of(taken)["state"] == "accepted");
    const auto id = json_of(taken)["lead_id"].get<std::string>();
    const auto state = settled_state(port(), id);
    BOOST_TEST((state == "sold" || state == "unsold"), state);
    BOOST_TEST(post_json(port(), "/v1/leads", body_of(sample_lead(), "k-1")).body == taken.body);
    const auto duplicate = post_json(port(), "/v1/leads", body_of(sample_lead(), "k-2"));
    BOOST_TEST(duplicate.status == 202);
    BOOST_TEST(json_of(duplicate)["state"] == "duplicate");
    BOOST_TEST(json_of(duplicate)["duplicate_of"] == id);
    const auto shown = get(port(), "/v1/leads/" + json_of(duplicate)["lead_id"].get<std::string>());
    BOOST_TEST(shown.status == 200);
    BOOST_TEST(json_of(shown)["state"] == "duplicate");
}

/// Posts a lead, its repeat and the same person typed otherwise to a leadpipe started so; what became of
/// them.
std::string states_of(std::vector<std::string> words) {
    ServingLeadpipe leadpipe(std::move(words));
    auto retyped = sample_lead();
    retyped["phone"] = "(212) 555 0143";
    retyped["email"] = "MARY.SMITH7@example.com";
    retyped["address"]["line"] = "1600 west 5th avenue #4B, Springfield, Illinois 62704";
    std::string states;
    for (const auto& lead : {sample_lead(), sample_lead(), retyped})
        states +=
            json_of(post_json(leadpipe.port(), "/v1/leads", body_of(lead)))["state"].get<std::string>() + ' ';
    return states;
}

BOOST_AUTO_TEST_CASE(the_command_line_says_what_is_a_duplicate) {
    BOOST_TEST(states_of({"--dedupe", "off"}) == "accepted accepted accepted ");
    BOOST_TEST(states_of({"--dedupe", "exact"}) == "accepted duplicate accepted ");
    BOOST_TEST(states_of({"--dedupe", "normalised"}) == "accepted duplicate duplicate ");
    BOOST_TEST(states_of({}) == "accepted duplicate duplicate ");
}

BOOST_AUTO_TEST_CASE(a_ledger_of_one_mode_knows_nobody_of_another) {
    ServingLeadpipe leadpipe({"--dedupe", "off"});
    const auto state = [&] {
        return json_of(post_json(leadpipe.port(), "/v1/leads", body_of(sample_lead())))["state"]
            .get<std::string>();
    };
    BOOST_TEST(state() == "accepted");
    for (const auto* mode : {"exact", "normalised"}) {
        leadpipe.process().stop(SIGTERM);
        leadpipe.start({"--dedupe", mode});
        BOOST_TEST(state() == "accepted", mode);
        BOOST_TEST(state() == "duplicate", mode);
    }
}

BOOST_FIXTURE_TEST_CASE(each_kind_of_refusal_is_a_problem_with_a_reason, ServingLeadpipe) {
    auto nowhere = sample_lead();
    nowhere["address"]["line"] = "unknown";
    const Headers json{{"Content-Type", "application/json"}};
    const std::pair<std::string, int> cases[] = {
        {request_text("POST", "/v1/leads", "{", json), 400},
        {request_text("POST", "/v1/leads", "{\"lead\":\"\xff\"}", json), 400},
        {request_text("GET", "/v1/leads/ld_0000000000000000"), 404},
        {request_text("GET", "/nowhere"), 404},
        {request_text("PUT", "/v1/leads", "{}", json), 405},
        {request_text("POST", "/healthz", "{}", json), 405},
        {request_text("POST", "/v1/leads", std::string(70000, ' '), json), 413},
        {request_text("POST", "/v1/leads", "a=b", {{"Content-Type", "text/plain"}}), 415},
        {request_text("POST", "/v1/leads", "{\"lead\":{}}", json), 422},
        {request_text("POST", "/v1/leads", body_of(nowhere), json), 422},
        {request_text("GET", "/healthz", {}, {{"X-Long", std::string(20000, 'x')}}), 431},
    };
    for (const auto& [request, status] : cases) {
        const auto reply = ask(port(), request);
        BOOST_TEST_CONTEXT(request.substr(0, 60)) {
            BOOST_TEST(reply.status == status);
            BOOST_TEST(reply.headers.at("content-type") == "application/problem+json");
            const auto problem = json_of(reply);
            BOOST_TEST(problem["status"] == status);
            for (const auto* member : {"type", "title", "detail"})
                BOOST_TEST(!problem[member].get<std::string>().empty(), member);
            BOOST_TEST(problem["trace_id"].get<std::string>().size() == 32U);
        }
    }
    BOOST_TEST(ask(port(), request_text("GET", "/v1/leads")).headers.at("allow") == "POST");
}

BOOST_FIXTURE_TEST_CASE(metrics_count_what_happened, ServingLeadpipe) {
    for (unsigned index = 0; index < 20; ++index) post_json(port(), "/v1/leads", body_of(sample_lead(index)));
    const auto reply = get(port(), "/metrics");
    BOOST_TEST(reply.headers.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    for (const auto* line :
         {"http_server_request_duration_seconds_count{http_request_method=\"POST\",http_route=\"/v1/leads\","
          "http_response_status_code=\"202\",error_type=\"\"} 20\n",
          "leads_total{state=\"accepted\"} 20\n", "le=\"0.3\""})
        BOOST_TEST(reply.body.find(line) != std::string::npos, line << " is not in\n" << reply.body);
}

BOOST_AUTO_TEST_CASE(a_signal_stops_it_cleanly_in_the_middle_of_work) {
    for (const int signal : {SIGTERM, SIGINT}) {
        ServingLeadpipe leadpipe;
        HttpConnection idle(leadpipe.port());
        HttpConnection half(leadpipe.port());
        half.send("POST /v1/leads HTTP/1.1\r\nHost:");
        post_json(leadpipe.port(), "/v1/leads", body_of(sample_lead()));
        const auto ended = leadpipe.process().stop(signal);
        BOOST_TEST(ended.status == 0);
        BOOST_TEST(ended.errors == "");
        const auto log = leadpipe.process().log();
        BOOST_REQUIRE(log.size() >= 2U);
        BOOST_TEST(log[log.size() - 2]["message"] == "leadpipe started");
        BOOST_TEST(log.back()["message"] == "leadpipe stopped");
        for (const auto& line : log) BOOST_TEST(line["severity"] == "INFO", line.dump());
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(a_share_of_posts_fails_by_the_seed_and_each_is_in_the_log_under_its_trace) {
    constexpr unsigned posts = 1000;
    ServingLeadpipe leadpipe({"--fault", "intake-errors=20%", "--seed", "7"});
    base::ManualClock clock;
    leadpipe::FaultPlan plan;
    plan.intake_errors = {0.2};
    leadpipe::Faults same_dice(plan, 7, clock);
    HttpConnection connection(leadpipe.port());
    std::set<std::string> failed;
    for (unsigned index = 0; index < posts; ++index) {
        auto headers = traced(index);
        headers.emplace_back("Content-Type", "application/json");
        connection.send(request_text("POST", "/v1/leads", body_of(sample_lead(index)), headers));
        const auto reply = connection.read_reply();
        BOOST_REQUIRE(reply);
        BOOST_TEST_REQUIRE(reply->status == (same_dice.intake_fails() ? 500 : 202), "seed 7, post " << index);
        if (reply->status != 500) continue;
        failed.insert(trace_of(index));
        BOOST_TEST(json_of(*reply)["trace_id"] == trace_of(index));
    }
    // 1,000 draws at 0.2: mean 200, standard deviation 12.6; five of them either way.
    BOOST_TEST(std::abs(static_cast<int>(failed.size()) - 200) < 63);
    std::set<std::string> logged;
    for (const auto& line : leadpipe.process().log())
        if (line["severity"] == "ERROR") logged.insert(line["trace_id"].get<std::string>());
    BOOST_TEST(logged == failed, boost::test_tools::per_element());
    const auto page = get(leadpipe.port(), "/metrics").body;
    BOOST_TEST(page.find("injected_faults_total{fault=\"intake-errors\"} " + std::to_string(failed.size()) +
                         "\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(durability)

BOOST_AUTO_TEST_CASE(what_was_answered_202_survives_a_kill) {
    ServingLeadpipe leadpipe;
    std::vector<std::string> acknowledged;
    std::mutex mutex;
    for (unsigned round = 0; round < 3; ++round) {
        const auto port = leadpipe.port();
        std::vector<std::jthread> clients;
        for (unsigned client = 0; client < 4; ++client)
            clients.emplace_back([&, port, client] {
                HttpConnection connection(port);
                const auto first = (round * 4 + client) * 1000;
                for (unsigned index = first;; ++index) {
                    const Headers json{{"Content-Type", "application/json"}};
                    if (!connection.send(
                            request_text("POST", "/v1/leads", body_of(sample_lead(index)), json)))
                        return;
                    const auto reply = connection.read_reply();
                    if (!reply) return;
                    const std::lock_guard lock(mutex);
                    acknowledged.push_back(
                        json_of(*reply).value("lead_id", "status " + std::to_string(reply->status)));
                }
            });
        // Killed while all four are posting, once enough was acknowledged.
        for (std::size_t count = 0; count < (round + 1) * 150; std::this_thread::yield()) {
            const std::lock_guard lock(mutex);
            count = acknowledged.size();
        }
        BOOST_TEST(leadpipe.process().stop(SIGKILL).status == -SIGKILL);
        clients.clear();
        leadpipe.start();
        BOOST_REQUIRE(leadpipe.port() != 0);
    }
    BOOST_TEST(std::set<std::string>(acknowledged.begin(), acknowledged.end()).size() == acknowledged.size());
    for (const auto& id : acknowledged) {
        const auto state = settled_state(leadpipe.port(), id);
        BOOST_TEST_REQUIRE((state == "sold" || state == "unsold"), id << " is " << state);
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(malformed)

BOOST_FIXTURE_TEST_CASE(nothing_a_client_sends_ends_the_service, ServingLeadpipe) {
    const auto body = body_of(sample_lead());
    const auto length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    const std::string requests[] = {
        "\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /healthz HTTP/1.1 extra\r\nHost: x\r\n\r\n",
        "G\xc3\x89T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\0healthz HTTP/1.1\r\nHost: x\r\n\r\n"s,
        "GET /" + std::string(100000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n folded: 1\r\n\r\n",
        std::string(50000, '\xff'),
        std::string(50000, '\0'),
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        raw_post("Content-Length: -1\r\n", "x"),
        raw_post("Content-Length: 99999999999999999999\r\n", "x"),
        raw_post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"),
        raw_post("Content-Length: 1e3\r\n", "x"),
        raw_post(length + "Transfer-Encoding: chunked\r\n", body),
        raw_post("Transfer-Encoding: chunked\r\n" + length, "0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"),
        raw_post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFFF\r\nx"),
        raw_post("Transfer-Encoding: chunked\r\n", "zz\r\nx\r\n0\r\n\r\n"),
        raw_post("Transfer-Encoding: chunked\r\n", "10\r\nshort"),
        raw_post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        raw_post("Content-Length: 500\r\n", "{\"half\":"),
        raw_post(length + "traceparent: \xff\xff\r\ntraceparent: 00-zz\r\n", body),
        raw_post(length + "Content-Type: \x01\x02\r\n", body),
        raw_post(length + "Expect: 100-continue\r\n"),
        "POST /v1/leads HTTP/1.1\r\nHost: x\r\n" + length.substr(0, 10),
    };
    for (const auto& request : requests) {
        HttpConnection connection(port());
        connection.send(request);
        connection.finish_sending();
        while (const auto reply = connection.read_reply())
            BOOST_TEST((reply->status == 100 || (reply->status >= 200 && reply->status < 500)),
                       reply->status << " to " << request.substr(0, 80));
        BOOST_TEST_REQUIRE(get(port(), "/healthz").status == 200, "after " << request.substr(0, 80));
    }
    // No smuggled second request was ever served.
    BOOST_TEST(get(port(), "/metrics").body.find("smuggled") == std::string::npos);
    BOOST_TEST(process().stop(SIGTERM).status == 0);
}

BOOST_FIXTURE_TEST_CASE(ambiguous_lengths_are_refused_and_the_connection_closed, ServingLeadpipe) {
    for (const auto* headers : {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                                "Content-Length: 4\r\nContent-Length: 5\r\n", "Content-Length: +4\r\n"}) {
        HttpConnection connection(port());
        connection.send(raw_post(headers, "0\r\n\r\n" + request_text("GET", "/healthz")));
        const auto reply = connection.read_reply();
        BOOST_REQUIRE_MESSAGE(reply, headers);
        BOOST_TEST(reply->status == 400, headers);
        BOOST_TEST(json_of(*reply)["detail"].get<std::string>().starts_with("this is not HTTP/1.1"), headers);
        BOOST_TEST(connection.ends(), headers);
    }
}

/// Everything a reader downstream might take for code, in every field at once.
base::Json hostile_lead(unsigned index) {
    auto lead = sample_lead(index);
    const auto text =
        "'); DROP TABLE leads; --<script>alert(" + std::to_string(index) + ")</script>$(reboot)\x1b[2J";
    for (const auto* field :
         {"lead_ref", "first_name", "last_name", "campaign", "sub_id", "source", "device"})
        lead[field] = text;
    return lead;
}

BOOST_AUTO_TEST_CASE(hostile_text_is_kept_as_text_in_every_architecture_and_by_the_next_process) {
    for (const std::string architecture : {"monolith-sync", "modular", "hybrid", "event"}) {
        ServingLeadpipe leadpipe({"--arch", architecture, "--buyer-latency", "0ms"});
        std::map<std::string, std::string> states;
        for (unsigned index = 0; index < 10; ++index) {
            const auto taken = post_json(leadpipe.port(), "/v1/leads", body_of(hostile_lead(index)));
            BOOST_TEST_REQUIRE(taken.status == 202, architecture << ": " << taken.body);
            const auto id = json_of(taken)["lead_id"].get<std::string>();
            states[id] = settled_state(leadpipe.port(), id);
        }
        leadpipe.process().stop(SIGKILL);
        leadpipe.start();
        for (const auto& [id, state] : states)
            BOOST_TEST(settled_state(leadpipe.port(), id) == state, architecture);
        const auto law = json_of(get(leadpipe.port(), "/admin/conservation"));
        BOOST_TEST(law["holds"] == true, architecture << ": " << law.dump());
        BOOST_TEST(law["received"] == 10);
        BOOST_TEST(leadpipe.process().stop(SIGTERM).status == 0);
        BOOST_TEST(file_text(leadpipe.folder() / "log").find("DROP TABLE") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_lead_too_large_to_speak_of_stops_nobody_behind_it) {
    ServingLeadpipe leadpipe({"--validation", "off", "--buyer-latency", "0ms"});
    auto large = sample_lead(1);
    large["address"]["line"] = "7 Elm St, Dover, " + std::string(500'000, 'D') + " 19901";
    const base::Json batch{{"leads", {{{"lead", large}}, {{"lead", sample_lead(2)}}}}};
    const auto answer = json_of(post_json(leadpipe.port(), "/v1/leads/batch", base::to_text(batch)));
    const auto ids = answer["results"];
    BOOST_TEST(settled_state(leadpipe.port(), ids[1]["lead_id"]) != "never settled");
    BOOST_TEST(settled_state(leadpipe.port(), ids[0]["lead_id"]) == "failed");
    BOOST_TEST(json_of(get(leadpipe.port(), "/admin/conservation"))["holds"] == true);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_leaves_without_reading_harms_nobody, ServingLeadpipe) {
    for (unsigned index = 0; index < 50; ++index) {
        HttpConnection connection(port());
        connection.send(request_text("POST", "/v1/leads", body_of(sample_lead(index)),
                                     {{"Content-Type", "application/json"}}));
    }
    BOOST_TEST(get(port(), "/healthz").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(mistakes_end_it_before_it_serves_with_status_2_and_a_way_out) {
    ServingLeadpipe other;
    const auto taken = std::to_string(other.port());
    const std::pair<std::vector<std::string>, std::string> cases[] = {
        {{"serve", "--fault", "intake-error=20%"}, "did you mean `intake-errors`?"},
        {{"serve", "--fault", "intake-errors=20"}, "write a number from 0 to 100 and a percent sign"},
        {{"serve", "--database", "/no/such/folder/x"}, "cannot open the ledger /no/such/folder/x"},
        {{"serve", "--log", "/no/such/folder/x"}, "cannot open the log /no/such/folder/x"},
        {{"serve", "--port", taken}, "Address already in use"},
        {{"serve", "--port-file", "/no/such/folder/x"}, "cannot write the port file /no/such/folder/x"},
        {{"serve", "--prot", "0"}, "--prot"},
        {{}, "A subcommand is required"},
    };
    for (const auto& [words, message] : cases) {
        const ScratchFolder folder;
        const auto ended = LeadpipeProcess(folder.path(), words).wait();
        BOOST_TEST(ended.status == 2);
        BOOST_TEST(ended.output == "");
        BOOST_TEST(ended.errors.find(message) != std::string::npos,
                   message << " is not in: " << ended.errors);
    }
}

BOOST_AUTO_TEST_SUITE_END()
