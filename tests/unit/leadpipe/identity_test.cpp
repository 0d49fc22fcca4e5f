#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>

#include "redline/leadpipe/identity.hpp"
#include "sample_lead.hpp"

using namespace redline::leadpipe;
using redline::test::sample_lead;

namespace {

IdentityKeys keys_of(const redline::base::Json& json) {
    const auto lead = read_lead(json);
    BOOST_REQUIRE(lead);
    const auto address = parse_address(lead->address_line);
    BOOST_REQUIRE(address);
    return identity_keys(*lead, *address);
}

bool same_person(const redline::base::Json& a, const redline::base::Json& b) {
    const auto left = keys_of(a), right = keys_of(b);
    return std::find_first_of(left.begin(), left.end(), right.begin(), right.end()) != left.end();
}

} // namespace

BOOST_AUTO_TEST_SUITE(identity)

BOOST_AUTO_TEST_CASE(a_retyped_lead_is_the_same_person_by_each_key) {
    auto retyped = sample_lead();
    retyped["first_name"] = " MARY";
    retyped["last_name"] = "smith ";
    retyped["phone"] = "(212) 555 0143";
    retyped["email"] = "Mary.Smith7@EXAMPLE.com";
    retyped["address"]["line"] = "1600 west 5th avenue # 4B Springfield, Illinois 62704";
    BOOST_TEST((keys_of(retyped) == keys_of(sample_lead())));
}

BOOST_AUTO_TEST_CASE(one_agreeing_contact_is_enough) {
    for (const auto* kept : {"email", "phone", "address"}) {
        auto other = sample_lead(7);
        other["first_name"] = "Mary";
        other["last_name"] = "Smith";
        BOOST_TEST(!same_person(other, sample_lead()));
        other[kept] = sample_lead()[kept];
        BOOST_TEST(same_person(other, sample_lead()), kept);
    }
}

BOOST_AUTO_TEST_CASE(another_name_or_vertical_is_another_lead) {
    auto spouse = sample_lead();
    spouse["first_name"] = "John";
    BOOST_TEST(!same_person(spouse, sample_lead()));
    auto insurance = sample_lead();
    insurance["vertical"] = "auto-insurance";
    BOOST_TEST(!same_person(insurance, sample_lead()));
}

BOOST_AUTO_TEST_CASE(exact_keys_know_only_the_same_bytes) {
    const auto lead = sample_lead();
    const auto keys = exact_identity_keys(lead);
    BOOST_TEST((exact_identity_keys(sample_lead()) == keys));
    const auto changed = [&](const char* field, const redline::base::Json& value) {
        auto other = lead;
        other[field] = value;
        const auto others = exact_identity_keys(other);
        return std::array{others[0] != keys[0], others[1] != keys[1], others[2] != keys[2]};
    };
    const std::array all{true, true, true};
    BOOST_TEST((changed("first_name", "MARY") == all));
    BOOST_TEST((changed("last_name", "Smith ") == all));
    BOOST_TEST((changed("vertical", "Solar") == all));
    BOOST_TEST((changed("email", "Mary.smith7@example.com") == std::array{false, true, false}));
    BOOST_TEST((changed("phone", "2125550143") == std::array{false, false, true}));
    BOOST_TEST((changed("address", {{"line", "1600 W 5th Ave"}}) == std::array{true, false, false}));
    BOOST_TEST((changed("source", "api") == std::array{false, false, false}));
}

BOOST_AUTO_TEST_CASE(exact_keys_do_not_run_neighbouring_fields_together) {
    auto left = sample_lead(), right = sample_lead();
    left["first_name"] = "Mary A";
    left["last_name"] = "Smith";
    right["first_name"] = "Mary ";
    right["last_name"] = "ASmith";
    BOOST_TEST((exact_identity_keys(left) != exact_identity_keys(right)));
}

BOOST_AUTO_TEST_CASE(another_door_is_another_address) {
    const auto key = [](const char* line) {
        auto lead = sample_lead();
        lead["address"]["line"] = line;
        return keys_of(lead)[0];
    };
    BOOST_TEST(key("9 Elm St Apt 4, Dover DE 19901") != key("9 Elm St Apt 5, Dover DE 19901"));
    BOOST_TEST(key("9 Elm St Apt 4, Dover DE 19901") == key("9 ELM STREET unit 4, 19901"));
    BOOST_TEST(key("9 Elm St, Dover DE") != key("9 Elm St, Salem OR"));
}

BOOST_AUTO_TEST_SUITE_END()
