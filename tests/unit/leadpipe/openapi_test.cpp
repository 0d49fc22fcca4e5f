#include <boost/test/unit_test.hpp>

#include <set>

#include "json_schema.hpp"
#include "redline/leadpipe/dashboard.hpp"
#include "redline/leadpipe/error_tracker.hpp"
#include "redline/leadpipe/openapi.hpp"
#include "redline/leadpipe/problem_kinds.hpp"
#include "redline/leadpipe/query.hpp"
#include "redline/leadpipe/routes.hpp"
#include "redline/leadpipe/token_endpoint.hpp"
#include "service_fixture.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::body_of;
using redline::test::sample_lead;

namespace {

using Operations = std::set<std::string>; ///< `GET /v1/leads/{id}`

const base::Json& document() {
    static const auto json = base::parse_json(openapi_document(), "openapi.json").value();
    return json;
}

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return text;
}

Operations documented() {
    Operations found;
    for (const auto& [path, item] : document()["paths"].items())
        for (const auto& [method, operation] : item.items()) found.insert(upper(method) + ' ' + path);
    return found;
}

/// HEAD is not documented: it is answered wherever GET is.
Operations served() {
    Operations found;
    for (const auto& route : all_routes())
        for (const auto* method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
            if (allows(route, method)) found.insert(std::string(method) + ' ' + std::string(route.pattern));
    return found;
}

/// In the document and of no route yet. Whoever adds the route strikes it here.
const Operations not_yet_served{};

/// Tries answers against the document and remembers for which operations and statuses that was done.
struct Judge {
    std::string fault_of(const std::string& method, const std::string& path, const Answer& answer) {
        const auto status = std::to_string(answer.status);
        auto method_lower = method;
        for (char& c : method_lower) c = static_cast<char>(c | 32);
        const auto& operation = document()["paths"].at(path).at(method_lower);
        if (!operation["responses"].contains(status)) return status + " is not documented";
        auto response = operation["responses"][status];
        if (response.contains("$ref"))
            response = document().at(base::Json::json_pointer(response["$ref"].get<std::string>().substr(1)));
        if (!response["content"].contains(answer.content_type))
            return answer.content_type + " is not documented";
        tried.insert(method + ' ' + path + ' ' + status);
        const auto& schema = response["content"][answer.content_type]["schema"];
        const auto value = answer.content_type.find("json") == std::string::npos
                               ? base::Json(answer.body)
                               : base::Json::parse(answer.body);
        return test::JsonSchemas(document()).fault_of(value, schema);
    }

    void check(const std::string& method, const std::string& path, const Answer& answer) {
        BOOST_TEST(fault_of(method, path, answer) == "", method << ' ' << path << ": " << answer.body);
    }

    void check(const std::string& method, const std::string& path,
               const tl::expected<Answer, Problem>& answer) {
        check(method, path, answer ? *answer : to_answer(answer.error(), std::string(32, '0')));
    }

    std::set<std::string> tried{};
};

/// What the document shows as the body of a request.
base::Json example(const std::string& path, const std::string& method = "post") {
    return document()["paths"][path][method]["requestBody"]["content"]["application/json"]["example"];
}

/// The service, asked by method and pattern.
struct Asked : ServiceFixture {
    Answer ask(const std::string& method, const std::string& target, std::string body = {}) {
        return service.handle({method, target, "application/json", traceparent, std::move(body)});
    }
    void check(const std::string& method, const std::string& path, const std::string& target,
               std::string body = {}) {
        judge.check(method, path, ask(method, target, std::move(body)));
    }
    void check(const std::string& method, const std::string& path) { check(method, path, path); }

    LeadId taken(unsigned index) {
        return *parse_lead_id(text_in(post(body_of(sample_lead(index))), "lead_id"));
    }

    Judge judge;
};

} // namespace

BOOST_AUTO_TEST_SUITE(openapi)

BOOST_AUTO_TEST_CASE(every_route_is_documented_and_every_operation_is_a_route_or_known_not_to_be_one_yet) {
    auto promised = documented();
    for (const auto& operation : served())
        BOOST_TEST(promised.erase(operation) == 1U, operation << " is not in openapi.json");
    BOOST_TEST(promised == not_yet_served, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_problem_kinds_of_the_document_are_those_there_are) {
    const auto& told = document()["x-problem-kinds"];
    BOOST_REQUIRE(told.size() == problem_kinds().size());
    for (std::size_t at = 0; at < told.size(); ++at) {
        const auto& kind = problem_kinds()[at];
        BOOST_TEST(told[at] == base::Json({{"kind", kind.kind},
                                           {"status", kind.status},
                                           {"title", kind.title},
                                           {"way_out", kind.way_out}}),
                   kind.kind);
    }
}

BOOST_AUTO_TEST_CASE(every_reference_leads_somewhere_and_every_schema_is_used) {
    std::set<std::string> used;
    const auto text = std::string(openapi_document());
    for (auto at = text.find("\"#/"); at != text.npos; at = text.find("\"#/", at + 1)) {
        const auto reference = text.substr(at + 2, text.find('"', at + 1) - at - 2);
        BOOST_TEST(document().contains(base::Json::json_pointer(reference)), reference);
        used.insert(reference);
    }
    for (const auto& [name, schema] : document()["components"]["schemas"].items())
        BOOST_TEST(used.contains("/components/schemas/" + name), name);
}

BOOST_AUTO_TEST_CASE(examples_are_what_their_schemas_say) {
    const test::JsonSchemas schemas(document());
    for (const auto& [path, item] : document()["paths"].items())
        for (const auto& [method, operation] : item.items()) {
            if (!operation.contains("requestBody")) continue;
            const auto& body = operation["requestBody"]["content"]["application/json"];
            // A batch shows a lead that is refused.
            if (path != "/v1/leads/batch")
                BOOST_TEST(schemas.fault_of(body["example"], body["schema"]) == "", method << ' ' << path);
        }
}

BOOST_FIXTURE_TEST_CASE(the_answers_of_taking_leads_are_what_the_document_says, Asked) {
    const auto posted = base::to_text(example("/v1/leads"));
    check("POST", "/v1/leads", "/v1/leads", posted);
    check("POST", "/v1/leads", "/v1/leads", body_of(sample_lead(), "another key"));
    for (const auto* broken : {"{", "{}", "[]"}) check("POST", "/v1/leads", "/v1/leads", broken);
    judge.check("POST", "/v1/leads", post(posted, "text/plain"));
    check("POST", "/v1/leads/batch", "/v1/leads/batch", base::to_text(example("/v1/leads/batch")));
    check("POST", "/v1/leads/batch", "/v1/leads/batch", R"({"leads":[]})");
    check("POST", "/v1/post", "/v1/post", base::to_text(example("/v1/post")));
    check("POST", "/v1/post", "/v1/post", "{}");
    check("POST", "/v1/ping", "/v1/ping", "{}");
    for (const auto* wanted :
         {"POST /v1/leads 202", "POST /v1/leads 400", "POST /v1/leads 415", "POST /v1/leads 422",
          "POST /v1/leads/batch 200", "POST /v1/post 410", "POST /v1/ping 422"})
        BOOST_TEST(judge.tried.contains(wanted), wanted);
}

BOOST_FIXTURE_TEST_CASE(a_lead_is_shown_as_the_document_says_in_each_of_its_states, Asked) {
    const auto sold = taken(1), unsold = taken(2), failed = taken(3), open = taken(4);
    BOOST_REQUIRE(ledger->settle({{sold, LeadState::sold, "sun\"rise", 4200},
                                  {unsold, LeadState::unsold, "", 0, "no bids"},
                                  {failed, LeadState::failed, "", 0, "no buyer answered"}}));
    for (const auto id : {sold, unsold, failed, open})
        check("GET", "/v1/leads/{id}", "/v1/leads/" + lead_id_text(id));
    check("GET", "/admin/dead-letters");
    auto back = example("/v1/returns");
    check("POST", "/v1/returns", "/v1/returns", base::to_text(back));
    back["lead_id"] = lead_id_text(sold);
    back["buyer"] = "sun\"rise";
    check("POST", "/v1/returns", "/v1/returns", base::to_text(back));
    check("GET", "/v1/leads/{id}", "/v1/leads/" + lead_id_text(sold));
    check("GET", "/v1/leads/{id}", "/v1/leads/nonsense");
    BOOST_TEST(text_in(get("/v1/leads/" + lead_id_text(sold)), "state") == "returned");
    for (const auto* wanted : {"GET /v1/leads/{id} 200", "GET /v1/leads/{id} 404", "POST /v1/returns 200",
                               "POST /v1/returns 409", "GET /admin/dead-letters 200"})
        BOOST_TEST(judge.tried.contains(wanted), wanted);
}

BOOST_FIXTURE_TEST_CASE(the_pages_for_who_runs_it_are_what_the_document_says, Asked) {
    taken(1);
    for (const auto* path :
         {"/healthz", "/readyz", "/metrics", "/admin/conservation", "/admin/dead-letters", "/admin/faults"})
        check("GET", path);
    check("POST", "/admin/dead-letters/replay");
    check("POST", "/admin/faults", "/admin/faults", base::to_text(example("/admin/faults")));
    check("POST", "/admin/faults", "/admin/faults", R"({"set":["nonsense"]})");
    BOOST_TEST(judge.tried.contains("POST /admin/faults 422"));
}

BOOST_AUTO_TEST_CASE(the_answers_of_the_reading_side_are_what_the_document_says) {
    const test::ScratchFolder folder;
    base::SystemClock clock;
    const auto nobody = [](const std::string&, const std::string&) { return false; };
    const auto store = Store::open(folder.path() / "store.sqlite").value();
    test::Log log;
    test::log_fact(log, Subject::lead_sold, 1, R"({"buyer":"sunrise","price_cents":4200})");
    BOOST_REQUIRE(store->apply(log));
    Judge judge;
    Cache cache({}, clock);
    Dashboards dashboards(*store, cache, clock);
    judge.check("GET", "/v1/buyers/{id}/dashboard", json_answer(200, dashboards.of("sunrise").value()));
    Reports reports(*store, clock, nobody);
    const auto ask = [&](base::Json body) {
        return reports.ask({"POST", "/v1/reports", "application/json", {}, base::to_text(body)});
    };
    auto wanted = example("/v1/reports");
    for (const auto* kind : {"sales", "leads"})
        for (const auto* format : {"json", "csv"}) {
            wanted["kind"] = kind;
            wanted["format"] = format;
            const auto asked = ask(wanted);
            judge.check("POST", "/v1/reports", asked);
            const auto id = base::Json::parse(asked.value().body)["report_id"].get<std::string>();
            judge.check("GET", "/v1/reports/{id}", reports.show(id));
            BOOST_REQUIRE(reports.work());
            judge.check("GET", "/v1/reports/{id}", reports.show(id));
        }
    judge.check("POST", "/v1/reports", ask({}));
    judge.check("GET", "/v1/reports/{id}", reports.show("rp_0"));
}

BOOST_AUTO_TEST_CASE(the_answers_about_tokens_and_errors_are_what_the_document_says) {
    base::SystemClock clock;
    Judge judge;
    const TokenEndpoint tokens(
        ClientCredentials::parse("acme 5b1c0f7e2a9d4483 leads:write\n", "clients").value(),
        TokenKey::random().value(), clock);
    const auto& content = document()["paths"]["/auth/token"]["post"]["requestBody"]["content"];
    for (const auto& [type, body] : content.items()) {
        const auto& shown = body["example"];
        const auto text = shown.is_string() ? shown.get<std::string>() : base::to_text(shown);
        judge.check("POST", "/auth/token", tokens.post({"POST", "/auth/token", type, {}, text}));
    }
    for (const auto* body : {"", "grant_type=password", "grant_type=client_credentials"})
        judge.check("POST", "/auth/token",
                    tokens.post({"POST", "/auth/token", "application/x-www-form-urlencoded", {}, body}));
    BOOST_TEST(judge.tried.contains("POST /auth/token 200"));
    BOOST_TEST(judge.tried.contains("POST /auth/token 401"));
    ErrorTracker errors;
    judge.check("GET", "/admin/errors", json_answer(200, errors.to_json()));
    errors.note({"busy", "/v1/leads", "POST", 503, "0af7651916cd43dd8448eb211c80319c"}, clock.wall_now());
    judge.check("GET", "/admin/errors", json_answer(200, errors.to_json()));
    judge.check("GET", "/openapi.json", json_answer(200, std::string(openapi_document())));
}

/// The judge itself: what is wrong is found, each way a schema speaks.
BOOST_AUTO_TEST_CASE(an_answer_that_is_not_what_the_document_says_is_found) {
    Judge judge;
    const auto fault = [&](std::string body, int status = 200) {
        return judge.fault_of("GET", "/v1/leads/{id}", json_answer(status, std::move(body)));
    };
    const std::string good = R"("lead_id":"ld_0000000000000001","vertical":"solar")";
    BOOST_TEST(fault('{' + good + R"(,"state":"sold"})") == "");
    BOOST_TEST(fault('{' + good + "}") == "$ lacks state");
    BOOST_TEST(fault('{' + good + R"(,"state":"lost"})").starts_with("$.state is none of"));
    BOOST_TEST(fault('{' + good + R"(,"state":"sold","email":"x"})") == "$ has a member of no schema: email");
    BOOST_TEST(fault('{' + good + R"(,"state":"sold","price_cents":-1})") ==
               "$.price_cents is beyond its minimum");
    BOOST_TEST(fault('{' + good + R"(,"state":"sold","price_cents":"1"})") ==
               "$.price_cents is no \"integer\"");
    BOOST_TEST(fault(R"({"lead_id":"1","vertical":"","state":"sold"})") ==
               "$.lead_id does not match ^ld_[0-9a-f]{16}$");
    BOOST_TEST(fault("[]").starts_with("$ is no \"object\""));
    BOOST_TEST(fault("{}", 418) == "418 is not documented");
}

BOOST_AUTO_TEST_SUITE_END()
