#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/lead.hpp"
#include "sample_lead.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::sample_lead;

namespace {

std::string refusal_of(const base::Json& json) {
    const auto lead = read_lead(json);
    return lead ? "accepted" : to_text(lead.error());
}

base::Json with(std::string_view pointer, base::Json value) {
    auto lead = sample_lead();
    lead[base::Json::json_pointer(std::string(pointer))] = std::move(value);
    return lead;
}

base::Json without(std::string_view pointer) {
    const base::Json::json_pointer place{std::string(pointer)};
    auto lead = sample_lead();
    lead[place.parent_pointer()].erase(place.back());
    return lead;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lead)

BOOST_AUTO_TEST_CASE(a_whole_lead_is_read_in_normal_form) {
    const auto lead = read_lead(sample_lead());
    BOOST_REQUIRE(lead);
    BOOST_TEST(lead->phone == "2125550143");
    BOOST_TEST(lead->address_line == "1600 W. 5TH ave apt 4b, springfield IL 62704");
    BOOST_TEST(lead->vertical == "solar");
    BOOST_TEST(lead->given_at == "2026-05-01T12:34:56Z");
}

BOOST_AUTO_TEST_CASE(refusals_name_the_field) {
    const std::pair<base::Json, std::string_view> cases[] = {
        {base::Json::array(), "lead is not an object"},
        {base::Json(nullptr), "lead is not an object"},
        {without("/email"), "lead.email is missing"},
        {with("/email", 7), "lead.email is not a text"},
        {with("/email", ""), "lead.email is empty"},
        {with("/phone", "555"), "lead.phone does not have the ten digits of a US number"},
        {with("/vertical", base::Json::array({"solar"})), "lead.vertical is not a text"},
        {with("/first_name", std::string(201, 'x')), "lead.first_name is longer than 200 bytes"},
        {without("/address"), "lead.address is missing"},
        {with("/address", "1 Main St"), "lead.address is not an object"},
        {without("/address/line"), "lead.address.line is missing"},
        {with("/address/line", true), "lead.address.line is not a text"},
        {without("/consent"), "lead.consent is missing"},
        {with("/consent", nullptr), "lead.consent is not an object"},
        {with("/consent/certificate_id", "abc"), "lead.consent.certificate_id is not 40 hexadecimal digits"},
        {without("/consent/text_version"), "lead.consent.text_version is missing"},
        {with("/consent/given_at", "soon"),
         "lead.consent.given_at is not an RFC 3339 time such as 2026-05-01T12:34:56Z"},
    };
    for (const auto& [json, reason] : cases) BOOST_TEST(refusal_of(json) == reason);
}

BOOST_AUTO_TEST_CASE(one_name_is_enough_but_none_is_not) {
    BOOST_TEST(refusal_of(with("/first_name", "")) == "accepted");
    BOOST_TEST(refusal_of(without("/last_name")) == "accepted");
    auto nameless = with("/first_name", " ");
    nameless["last_name"] = "";
    BOOST_TEST(refusal_of(nameless) == "lead.last_name and first_name are empty");
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_kept_as_text) {
    for (const auto* name : {"Robert'); DROP TABLE leads;--", "<script>alert(1)</script>", "\xf0\x9f\x8f\xa1",
                             "line\nbreak", "\xe6\x9d\x8e"}) {
        const auto lead = read_lead(with("/first_name", name));
        BOOST_REQUIRE(lead);
        BOOST_TEST(lead->first_name == name);
        const auto kept = base::parse_json(to_json(*lead, {}), "kept");
        BOOST_REQUIRE(kept);
        BOOST_TEST((*kept)["first_name"] == name);
    }
}

BOOST_AUTO_TEST_CASE(refusals_never_repeat_what_was_sent) {
    for (const auto* pointer : {"/email", "/phone", "/consent/certificate_id", "/consent/given_at"})
        BOOST_TEST(refusal_of(with(pointer, "SECRET-7")).find("SECRET") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_kept_form_holds_the_normalised_address) {
    const auto lead = read_lead(sample_lead());
    const auto kept = base::parse_json(to_json(*lead, *parse_address(lead->address_line)), "kept");
    BOOST_REQUIRE(kept);
    BOOST_TEST((*kept)["delivery_line"] == "1600 W 5TH AVE APT 4B");
    BOOST_TEST((*kept)["zip"] == "62704");
    BOOST_TEST((*kept)["address_line"] == "1600 W. 5TH ave apt 4b, springfield IL 62704");
}

BOOST_AUTO_TEST_SUITE_END()
