#include "redline/traffic/lead.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"

using namespace redline::traffic;

BOOST_AUTO_TEST_SUITE(lead)

namespace {

Lead sample() {
    return {.lead_ref = "r-1",
            .first_name = "Mary",
            .last_name = "O\"Hara",
            .email = "mary.ohara7@example.com",
            .phone = "212-555-0143",
            .address_line = "1600 W. 5TH ave apt 4b, springfield IL 62704",
            .vertical = "solar",
            .campaign = "c-1042",
            .sub_id = "s-77",
            .source = "web",
            .device = "mobile",
            .consent_certificate_id = "00ff",
            .consent_text_version = "tcpa-2024-1",
            .consent_given_at = "2026-05-01T12:34:56Z"};
}

} // namespace

BOOST_AUTO_TEST_CASE(json_is_one_object_in_the_order_receivers_document) {
    std::string out = "before ";
    append_json(sample(), out);
    BOOST_TEST(out ==
               R"(before {"lead_ref":"r-1","first_name":"Mary","last_name":"O\"Hara",)"
               R"("email":"mary.ohara7@example.com",)"
               R"("phone":"212-555-0143","address":{"line":"1600 W. 5TH ave apt 4b, springfield IL 62704"},)"
               R"("vertical":"solar","campaign":"c-1042","sub_id":"s-77","source":"web","device":"mobile",)"
               R"("consent":{"certificate_id":"00ff","text_version":"tcpa-2024-1",)"
               R"("given_at":"2026-05-01T12:34:56Z"}})");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_leave_as_replacement_characters) {
    auto lead = sample();
    lead.address_line = "1 Main\xff St\x01";
    std::string out;
    append_json(lead, out);
    const auto json = redline::base::parse_json(out, "lead");
    BOOST_REQUIRE(json.has_value());
    BOOST_TEST((*json)["address"]["line"].get<std::string>() == "1 Main\xef\xbf\xbd St\x01");
}

BOOST_AUTO_TEST_CASE(a_field_is_found_by_its_path_and_a_group_is_no_field) {
    BOOST_REQUIRE(find_lead_field("address.line") != nullptr);
    BOOST_TEST((sample().*find_lead_field("address.line")->text == sample().address_line));
    BOOST_TEST(find_lead_field("address") == nullptr);
    BOOST_TEST(find_lead_field("line") == nullptr);
    BOOST_TEST(find_lead_field("") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
