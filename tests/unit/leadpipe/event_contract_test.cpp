#include <boost/test/unit_test.hpp>

#include <functional>

#include "redline/leadpipe/event_contract.hpp"
#include "sample_events.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string refusal_of(const Event& event) {
    const auto checked = check_event(event);
    return checked ? "none" : checked.error().message;
}

/// What is said of a good event of `subject` after `change`.
std::string refusal_after(Subject subject, const std::function<void(Event&)>& change) {
    auto event = test::sample_event(subject, "e-1");
    change(event);
    return refusal_of(event);
}

std::string refusal_of_price(const base::Json& price) {
    return refusal_after(Subject::lead_sold, [&](Event& event) { event.payload["price_cents"] = price; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(event_contract)

BOOST_AUTO_TEST_CASE(what_the_roles_agreed_on_passes) {
    for (const auto subject : all_subjects())
        BOOST_TEST(refusal_of(test::sample_event(subject, "e-1")) == "none", to_text(subject));
}

// The samples hold nothing but what is required: without any one field, or with null in it, they are refused.
BOOST_AUTO_TEST_CASE(every_field_of_every_subject_is_required) {
    for (const auto subject : all_subjects()) {
        const auto good = test::sample_event(subject, "e-1");
        for (const auto& [name, value] : good.payload.items()) {
            auto without = good, with_null = good;
            without.payload.erase(name);
            with_null.payload[name] = nullptr;
            const auto place = std::string(to_text(subject)) + ": payload." + name;
            BOOST_TEST(refusal_of(without) == place + " is missing");
            BOOST_TEST(refusal_of(with_null).starts_with(place + " is not a"));
        }
        BOOST_TEST(good.payload.size() == payload_fields(subject).size(), to_text(subject));
    }
}

BOOST_AUTO_TEST_CASE(fields_nobody_knows_are_left_alone) {
    BOOST_TEST(refusal_after(Subject::lead_sold, [](Event& event) { event.payload["currency"] = 7; }) ==
               "none");
}

BOOST_AUTO_TEST_CASE(kinds_are_what_they_say) {
    const std::string not_cents = "lead.sold: payload.price_cents is not an amount in cents";
    BOOST_TEST(refusal_of_price(INT64_MAX) == "none");
    for (const auto& price : {base::Json(-1), base::Json(1.5), base::Json("1"), base::Json(true),
                              base::Json(std::uint64_t{INT64_MAX} + 1)})
        BOOST_TEST(refusal_of_price(price) == not_cents, price.dump());
    BOOST_TEST(refusal_after(Subject::lead_sold, [](Event& event) { event.payload["buyer"] = ""; }) ==
               "lead.sold: payload.buyer is empty");
    BOOST_TEST(refusal_after(Subject::lead_duplicate, [](Event& event) {
                   event.payload["duplicate_of"] = "7";
               }) == "lead.duplicate: payload.duplicate_of is not a lead id");
    BOOST_TEST(refusal_after(Subject::lead_received, [](Event& event) { event.payload["lead"] = "x"; }) ==
               "lead.received: payload.lead is not an object");
    BOOST_TEST(refusal_after(Subject::lead_accepted, [](Event& event) {
                   event.payload["fingerprint"] = 1.0;
               }) == "lead.accepted: payload.fingerprint is not an integer");
    BOOST_TEST(refusal_after(Subject::lead_sold, [](Event& event) { event.payload = base::Json::array(); }) ==
               "lead.sold: payload is not an object");
}

BOOST_AUTO_TEST_CASE(the_envelope_is_part_of_the_contract) {
    const auto after = [](const std::function<void(Event&)>& change) {
        return refusal_after(Subject::lead_sold, change);
    };
    const std::string wrong_id = "lead.sold: event_id is not 1 to 64 visible ASCII characters";
    BOOST_TEST(after([](Event& event) { event.id.clear(); }) == wrong_id);
    BOOST_TEST(after([](Event& event) { event.id.assign(65, 'x'); }) == wrong_id);
    BOOST_TEST(after([](Event& event) { event.id = "a b"; }) == wrong_id);
    BOOST_TEST(after([](Event& event) { event.id.assign(64, 'x'); }) == "none");
    BOOST_TEST(after([](Event& event) { event.lead = 0; }) == "lead.sold: lead_id is not a lead's");
    BOOST_TEST(after([](Event& event) { event.trace.parent_id = {}; }) ==
               "lead.sold: traceparent is missing");
    BOOST_TEST(after([](Event& event) { event.attempt = 0; }) == "lead.sold: attempt is not at least 1");
    BOOST_TEST(after([](Event& event) { event.occurred_at -= std::chrono::years(60); }) ==
               "lead.sold: occurred_at is not between 1970 and 2261");
    BOOST_TEST(after([](Event& event) { event.payload["note"] = std::string(payload_bytes_max, 'x'); }) ==
               "lead.sold: payload is larger than 64 KiB");
}

BOOST_AUTO_TEST_SUITE_END()
