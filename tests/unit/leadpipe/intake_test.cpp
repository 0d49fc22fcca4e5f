#include <boost/test/unit_test.hpp>

#include <array>

#include "redline/base/random.hpp"
#include "service_fixture.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::body_of;
using redline::test::sample_lead;

BOOST_AUTO_TEST_SUITE(intake)

BOOST_FIXTURE_TEST_CASE(a_lead_is_accepted_once_and_known_again, ServiceFixture) {
    const auto first = post(body_of(sample_lead()));
    BOOST_TEST(first.status == 202);
    BOOST_TEST(text_in(first, "state") == "accepted");
    auto retyped = sample_lead();
    retyped["first_name"] = "MARY";
    retyped["address"]["line"] = "1600 west 5th avenue #4B, Springfield, Illinois 62704";
    const auto second = post(body_of(retyped));
    BOOST_TEST(second.status == 202);
    BOOST_TEST(text_in(second, "state") == "duplicate");
    BOOST_TEST(text_in(second, "duplicate_of") == text_in(first, "lead_id"));
    BOOST_TEST(counters.accepted().Value() == 1);
    BOOST_TEST(counters.duplicates().Value() == 1);
}

/// What becomes of a lead, its repeat byte for byte, and the same person typed otherwise, in one mode.
BOOST_AUTO_TEST_CASE(the_mode_decides_what_is_known_again) {
    auto retyped = sample_lead();
    retyped["first_name"] = "MARY";
    using States = std::array<std::string, 3>;
    const std::pair<DedupeMode, States> cases[] = {
        {DedupeMode::off, {"accepted", "accepted", "accepted"}},
        {DedupeMode::exact, {"accepted", "duplicate", "accepted"}},
        {DedupeMode::normalised, {"accepted", "duplicate", "duplicate"}},
    };
    for (const auto& [mode, expected] : cases) {
        ServiceFixture leadpipe({}, {}, {.modes = {.dedupe = mode}});
        const auto state = [&](const base::Json& lead) {
            return text_in(leadpipe.post(body_of(lead)), "state");
        };
        const States states{state(sample_lead()), state(sample_lead()), state(retyped)};
        BOOST_TEST(states == expected, boost::test_tools::per_element());
        const auto first = leadpipe.post(body_of(sample_lead(9), "key"));
        BOOST_TEST(leadpipe.post(body_of(sample_lead(9), "key")).body == first.body); // In each mode.
    }
}

BOOST_FIXTURE_TEST_CASE(a_key_repeated_is_answered_alike_and_counted_once, ServiceFixture) {
    const auto first = post(body_of(sample_lead(), "key-1"));
    const auto again = post(body_of(sample_lead(), "key-1"));
    BOOST_TEST(again.status == 202);
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(counters.accepted().Value() == 1);
    const auto other = post(body_of(sample_lead(5), "key-1"));
    BOOST_TEST(other.status == 422);
    BOOST_TEST(text_in(other, "type") == "urn:leadpipe:problem:idempotency-key-reused");
}

BOOST_FIXTURE_TEST_CASE(every_refusal_has_its_status_and_reason, ServiceFixture) {
    auto nowhere = sample_lead();
    nowhere["address"]["line"] = "Palm Springs, CA 92262";
    auto unconsenting = sample_lead();
    unconsenting.erase("consent");
    struct Case {
        std::string body;
        int status;
        std::string_view detail;
    };
    const Case cases[] = {
        {"", 400, "the body is not JSON that can be read (line 1, column 1)"},
        {"{\n\"lead\": tru}", 400, "the body is not JSON that can be read (line 2, column 12)"},
        {"{\"lead\":\"caf\xe9\"}", 400, "the body is not JSON that can be read (line 1, column 14)"},
        {std::string(5000, '['), 400, "the body is not JSON that can be read (line 1, column 5001)"},
        {std::string(300, '[') + std::string(300, ']'), 400,
         "the body is not JSON that can be read (line 1, column 1)"},
        {"[]", 422, "the body is not an object"},
        {"{}", 422, "lead is missing"},
        {R"({"lead":{},"idempotency_key":7})", 422, "idempotency_key is not a text of at most 200 bytes"},
        {R"({"lead":{},"source":[]})", 422, "source is not a text of at most 200 bytes"},
        {body_of(unconsenting), 422, "lead.consent is missing"},
        {body_of(nowhere), 422, "lead.address.line has no street, no PO box and no intersection"},
    };
    for (const auto& [body, status, detail] : cases) {
        const auto answer = post(body);
        BOOST_TEST(answer.status == status, body.substr(0, 60) << " gave " << answer.body);
        BOOST_TEST(answer.content_type == "application/problem+json");
        BOOST_TEST(text_in(answer, "detail") == detail);
    }
    BOOST_TEST(counters.accepted().Value() == 0);
}

BOOST_FIXTURE_TEST_CASE(only_json_in_utf8_is_read, ServiceFixture) {
    const auto body = body_of(sample_lead());
    for (const auto* type :
         {"application/json", "Application/JSON; charset=utf-8", "application/json;charset=\"UTF-8\"", ""})
        BOOST_TEST(post(body, type).status == 202, type);
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonx",
                             "application/json; charset=iso-8859-1", "\xff"})
        BOOST_TEST(post(body, type).status == 415, type);
}

BOOST_AUTO_TEST_CASE(a_full_ledger_asks_to_come_again) {
    PipelineOptions none;
    none.ledger = {0, 1};
    ServiceFixture fixture({}, none);
    const auto answer = fixture.post(body_of(sample_lead()));
    BOOST_TEST(answer.status == 503);
    BOOST_TEST(answer.retry_later);
    BOOST_TEST(text_in(answer, "detail") == "the ledger's waiting line is full");
}

BOOST_AUTO_TEST_CASE(injected_errors_follow_the_seed) {
    FaultPlan plan;
    plan.intake_errors = {0.2};
    ServiceFixture fixture(plan);
    Faults same_dice(plan, 7, fixture.clock);
    for (unsigned post = 0; post < 200; ++post) {
        const auto answer = fixture.post(body_of(sample_lead(post)));
        BOOST_TEST_REQUIRE(answer.status == (same_dice.intake_fails() ? 500 : 202), "post " << post);
    }
    BOOST_TEST(fixture.counters.injected_intake_errors().Value() + fixture.counters.accepted().Value() ==
               200);
}

BOOST_FIXTURE_TEST_CASE(spoilt_bodies_are_answered_and_never_accepted_by_luck, ServiceFixture) {
    const std::uint64_t seed = 515;
    base::Random random(seed);
    const auto whole = body_of(sample_lead());
    for (int round = 0; round < 3000; ++round) {
        auto body = whole;
        for (auto count = random.below(4) + 1; count > 0; --count)
            body[random.below(body.size())] = static_cast<char>(random.below(256));
        if (random.chance(0.3)) body.resize(random.below(body.size()));
        const auto answer = post(body);
        BOOST_TEST_REQUIRE((answer.status == 202 || answer.status == 400 || answer.status == 422),
                           "seed " << seed << ", round " << round << ": " << answer.body);
        BOOST_TEST_REQUIRE((answer.status == 202 || !text_in(answer, "detail").empty()));
    }
}

/// A fixture that posts batches and says what became of each lead: `202 accepted`, `422 invalid-lead`.
struct BatchFixture : ServiceFixture {
    using ServiceFixture::ServiceFixture;

    Answer post_batch(const base::Json& body) {
        return service.handle({"POST", "/v1/leads/batch", "application/json", {}, base::to_text(body)});
    }
    static std::string outcome_of(const base::Json& result) {
        if (result.contains("state")) return result["state"].get<std::string>();
        const auto type = result["type"].get<std::string>();
        return std::to_string(result["status"].get<int>()) + type.substr(type.rfind(':'));
    }
    std::vector<std::string> outcomes(const base::Json& leads) {
        const auto answer = post_batch({{"leads", leads}});
        BOOST_TEST(answer.status == 200);
        std::vector<std::string> texts;
        const auto json = base::parse_json(answer.body, "answer").value();
        for (const auto& result : json["results"]) texts.push_back(outcome_of(result));
        return texts;
    }
};

BOOST_FIXTURE_TEST_CASE(a_batch_is_answered_lead_by_lead_in_order_and_committed_once, BatchFixture) {
    auto nowhere = sample_lead(4);
    nowhere["address"]["line"] = "nowhere";
    const auto commits = ledger->commits();
    const base::Json leads{{{"lead", sample_lead(1)}},
                           7,
                           {{"lead", sample_lead(2)}, {"idempotency_key", "k"}},
                           {{"lead", nowhere}},
                           {{"lead", sample_lead(1)}},
                           {{"lead", sample_lead(3)}, {"idempotency_key", "k"}},
                           {{"lead", sample_lead(2)}, {"idempotency_key", "k"}},
                           base::Json::object()};
    const std::vector<std::string> expected{
        "accepted",  "422:invalid-lead",           "accepted", "422:unrepairable-address",
        "duplicate", "422:idempotency-key-reused", "accepted", "422:invalid-lead"};
    BOOST_TEST(outcomes(leads) == expected, boost::test_tools::per_element());
    const auto law = pipeline->conservation().value();
    BOOST_TEST(law.received == 7, to_json(law)); // One was known by its key.
    BOOST_TEST(law.rejected == 4);
    BOOST_TEST(law.holds(), to_json(law));
    BOOST_TEST(counters.rejected().Value() == 4);
    const auto facts = ledger->log(0, 100).value();
    BOOST_REQUIRE(facts.size() == 14U);
    BOOST_TEST(ledger->commits() > commits);
    // What was accepted stands together, before what was refused.
    for (std::size_t at = 0; at < 6; ++at) BOOST_TEST(to_text(facts[at].subject) != "lead.rejected");
}

BOOST_FIXTURE_TEST_CASE(a_batch_that_is_none_is_refused_whole, BatchFixture) {
    const base::Json one{{"lead", sample_lead()}};
    for (const auto& body :
         {base::Json::object(), base::Json{{"leads", 7}}, base::Json{{"leads", base::Json::array()}},
          base::Json{{"leads", std::vector<base::Json>(batch_leads_max + 1, 7)}}}) {
        const auto answer = post_batch(body);
        BOOST_TEST(answer.status == 422);
        BOOST_TEST(text_in(answer, "detail") == "leads is not an array of 1 to 500 leads");
    }
    BOOST_TEST(counters.accepted().Value() == 0);
    BOOST_TEST(outcomes(std::vector<base::Json>(batch_leads_max, one)).size() == batch_leads_max);
    BOOST_TEST(counters.accepted().Value() == 1);
}

BOOST_AUTO_TEST_CASE(a_batch_for_a_full_ledger_asks_to_come_again_for_each) {
    PipelineOptions none;
    none.ledger = {0, 1};
    BatchFixture fixture({}, none);
    const std::vector<std::string> expected(2, "503:busy");
    BOOST_TEST(fixture.outcomes({{{"lead", sample_lead(1)}}, {{"lead", sample_lead(2)}}}) == expected,
               boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_key_may_come_in_the_header_and_the_bodys_goes_before, ServiceFixture) {
    const auto with_key = [&](std::string body, std::string key) {
        Request request{"POST", "/v1/leads", "application/json", {}, std::move(body)};
        request.idempotency_key = std::move(key);
        return service.handle(request);
    };
    const auto first = with_key(body_of(sample_lead(1)), "k-1");
    BOOST_TEST(with_key(body_of(sample_lead(1)), "k-1").body == first.body);
    BOOST_TEST(post(body_of(sample_lead(1), "k-1")).body == first.body);
    BOOST_TEST(with_key(body_of(sample_lead(2)), "k-1").status == 422);
    BOOST_TEST(with_key(body_of(sample_lead(1), "k-1"), "k-2").body == first.body);
    BOOST_TEST(text_in(with_key(body_of(sample_lead(2)), "k-2"), "state") == "accepted");
    BOOST_TEST(with_key(body_of(sample_lead(3)), std::string(201, 'k')).status == 422);
    BOOST_TEST(counters.accepted().Value() == 2);
}

BOOST_AUTO_TEST_CASE(what_becomes_of_an_address_is_a_switch) {
    struct Case {
        const char* line;
        int off, reject, repair;
    };
    const Case cases[] = {
        {"1600 W 5TH AVE APT 4B, SPRINGFIELD IL 62704", 202, 202, 202},
        {"1600 west 5th avenue #4b, springfield, illinois 62704", 202, 422, 202},
        {"Palm Springs, CA 92262", 202, 422, 422},
        {"", 202, 422, 422},
    };
    const auto status = [](ValidationMode mode, const char* line) {
        ServiceFixture fixture({}, {}, {.modes = {.validation = mode}});
        auto lead = sample_lead();
        lead["address"]["line"] = line;
        const auto answer = fixture.post(body_of(lead));
        BOOST_TEST(fixture.pipeline->conservation()->rejected == (answer.status == 422 ? 1 : 0));
        return answer.status;
    };
    for (const auto& [line, off, reject, repair] : cases) {
        BOOST_TEST(status(ValidationMode::off, line) == off, line);
        BOOST_TEST(status(ValidationMode::reject, line) == reject, line);
        BOOST_TEST(status(ValidationMode::repair, line) == repair, line);
    }
}

BOOST_FIXTURE_TEST_CASE(every_lead_that_is_refused_is_counted_where_the_others_are, ServiceFixture) {
    const auto refused = [&](const std::string& body, std::string type = "application/json") {
        const auto before = pipeline->conservation()->rejected;
        BOOST_TEST(post(body, std::move(type)).status >= 400);
        return pipeline->conservation()->rejected - before;
    };
    BOOST_TEST(refused("{") == 1);
    BOOST_TEST(refused("[]") == 1);
    BOOST_TEST(refused("{}") == 1);
    BOOST_TEST(refused(body_of(sample_lead()), "text/plain") == 1);
    post(body_of(sample_lead(1), "k"));
    BOOST_TEST(refused(body_of(sample_lead(2), "k")) == 1);
    const auto law = pipeline->conservation().value();
    BOOST_TEST(law.received == 6);
    BOOST_TEST(law.holds(), to_json(law));
    BOOST_TEST(counters.rejected().Value() == 5);
    const auto facts = ledger->log(0, 100).value();
    for (const auto& fact : facts) BOOST_TEST((fact.lead > 0));
}

BOOST_AUTO_TEST_SUITE_END()
