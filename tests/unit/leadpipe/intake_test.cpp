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

BOOST_AUTO_TEST_SUITE_END()
