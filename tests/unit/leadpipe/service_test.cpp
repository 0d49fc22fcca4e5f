#include <boost/test/unit_test.hpp>

#include "service_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::body_of;
using redline::test::sample_lead;

BOOST_AUTO_TEST_SUITE(service)

BOOST_FIXTURE_TEST_CASE(a_lead_can_be_looked_up, ServiceFixture) {
    const auto id = text_in(post(body_of(sample_lead())), "lead_id");
    const auto answer = get("/v1/leads/" + id);
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body == R"({"lead_id":")" + id + R"(","state":"accepted","vertical":"solar"})");
    ledger->settle({{*parse_lead_id(id), LeadState::sold, "b\"uyer", 1234}});
    const auto sold = base::parse_json(get("/v1/leads/" + id).body, "answer").value();
    BOOST_TEST(sold["state"] == "sold");
    BOOST_TEST(sold["buyer"] == "b\"uyer");
    BOOST_TEST(sold["price_cents"] == 1234);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_there_is_404_and_what_is_not_allowed_405, ServiceFixture) {
    for (const auto* target :
         {"/", "/v1/leads/", "/v1/leads/nonsense", "/v1/leads/ld_0000000000000001", "/nowhere"})
        BOOST_TEST(get(target).status == 404, target);
    const auto answer = get("/v1/leads");
    BOOST_TEST(answer.status == 405);
    BOOST_TEST(answer.allow == "POST");
    BOOST_TEST(service.handle({"DELETE", "/v1/leads/x", {}, {}, {}}).allow == "GET, HEAD");
}

BOOST_FIXTURE_TEST_CASE(health_and_metrics, ServiceFixture) {
    BOOST_TEST(get("/healthz").body == "ok\n");
    post(body_of(sample_lead()));
    post("{}");
    get("/v1/leads/ld_0000000000000001");
    const auto page = get("/metrics").body;
    const std::string count = "http_server_request_duration_seconds_count{http_request_method=";
    for (const auto& line :
         {count + R"("POST",http_route="/v1/leads",http_response_status_code="202",error_type=""} 1)",
          count + R"("POST",http_route="/v1/leads",http_response_status_code="422",error_type=""} 1)",
          count + R"("GET",http_route="/v1/leads/{id}",http_response_status_code="404",error_type=""} 1)",
          std::string(R"(operation_duration_seconds_count{operation="validate",error_type=""} 2)"),
          std::string(R"(operation_duration_seconds_count{operation="normalise_address",error_type=""} 1)"),
          std::string(R"(operation_duration_seconds_count{operation="deduplicate",error_type=""} 1)"),
          std::string(R"(operation_duration_seconds_count{operation="ledger",error_type=""} 1)"),
          std::string(R"(leads_total{state="accepted"} 1)")})
        BOOST_TEST(page.find(line) != std::string::npos, line << " is not in\n" << page);
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_one_line_with_the_callers_trace) {
    FaultPlan plan;
    plan.intake_errors = {1};
    ServiceFixture fixture(plan);
    const auto answer = fixture.post(body_of(sample_lead()));
    BOOST_TEST(answer.status == 500);
    BOOST_TEST(text_in(answer, "trace_id") == fixture.trace_id);
    const auto lines = fixture.log.lines();
    BOOST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(lines[0]["severity"] == "ERROR");
    BOOST_TEST(lines[0]["trace_id"] == fixture.trace_id);
    BOOST_TEST(lines[0]["fields"]["route"] == "/v1/leads");
    BOOST_TEST(lines[0]["fields"]["status"] == 500);
    BOOST_TEST(lines[0]["fields"]["reason"] == "this failure was injected by --fault intake-errors");
}

BOOST_FIXTURE_TEST_CASE(refusals_are_warnings_and_successes_silent, ServiceFixture) {
    post(body_of(sample_lead()));
    BOOST_TEST(log.lines().empty());
    post("{");
    BOOST_REQUIRE(log.lines().size() == 1U);
    BOOST_TEST(log.lines()[0]["severity"] == "WARN");
    BOOST_TEST(log.lines()[0]["trace_id"] == trace_id);
}

BOOST_AUTO_TEST_CASE(access_lines_are_there_when_asked_for) {
    ServiceFixture fixture({}, {}, {.access_lines = true});
    fixture.get("/healthz");
    BOOST_REQUIRE(fixture.log.lines().size() == 1U);
    BOOST_TEST(fixture.log.lines()[0]["severity"] == "DEBUG");
    BOOST_TEST(fixture.log.lines()[0]["fields"]["route"] == "/healthz");
}

BOOST_FIXTURE_TEST_CASE(what_never_was_a_request_is_answered_and_logged_too, ServiceFixture) {
    const auto answer =
        service.refuse({"POST", "/v1/leads", {}, traceparent, {}}, {413, "too-large", "t", "d"});
    BOOST_TEST(answer.status == 413);
    BOOST_TEST(text_in(answer, "trace_id") == trace_id);
    BOOST_TEST(log.lines().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(no_personal_field_reaches_the_log, ServiceFixture) {
    auto lead = sample_lead();
    lead["first_name"] = lead["last_name"] = "PRIVATE";
    lead["email"] = "PRIVATE@PRIVATE";
    lead["address"]["line"] = "PRIVATE";
    post(body_of(lead, "PRIVATE"));
    lead["email"] = "private@example.com";
    post(body_of(lead, "PRIVATE"));
    post("{\"lead\": \"PRIVATE");
    get("/PRIVATE");
    get("/v1/leads/PRIVATE");
    service.handle({"PRIVATE", "/v1/leads", "PRIVATE", "PRIVATE", "PRIVATE"});
    post("PRIVATE", "PRIVATE/PRIVATE");
    const auto lines = log.lines();
    BOOST_TEST(lines.size() == 7U);
    for (const auto& line : lines) BOOST_TEST(line.dump().find("PRIVATE") == std::string::npos, line.dump());
}

BOOST_AUTO_TEST_SUITE_END()
