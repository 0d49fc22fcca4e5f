#include "redline/traffic/lead_feed.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"

using namespace redline::traffic;

BOOST_AUTO_TEST_SUITE(lead_feed)

namespace {

constexpr std::uint64_t seed = 42;

std::string json_of(const LeadFeed& feed, std::uint64_t index) {
    std::string out;
    feed.append_json(index, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_lead_depends_on_seed_and_index_and_not_on_what_was_asked_before) {
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    const LeadFeed again({DirtProfile::hostile, 0.2}, seed);
    for (std::uint64_t index = 1000; index-- > 0;) (void)again.lead(index);
    for (std::uint64_t index = 0; index < 1000; ++index)
        BOOST_REQUIRE_MESSAGE(feed.lead(index) == again.lead(index), "seed " << seed << " index " << index);
    BOOST_TEST(json_of(feed, 7) != json_of(LeadFeed({DirtProfile::hostile, 0.2}, seed + 1), 7));
}

BOOST_AUTO_TEST_CASE(append_field_appends_the_raw_text_of_the_json_field_of_that_path) {
    const LeadFeed feed({DirtProfile::hostile, 0.2}, seed);
    for (std::uint64_t index = 0; index < 200; ++index) {
        const auto json = redline::base::parse_json(json_of(feed, index), "lead");
        BOOST_REQUIRE(json.has_value());
        std::string out = "before ";
        BOOST_REQUIRE(feed.append_field(index, "email", out));
        BOOST_TEST(out == "before " + (*json)["email"].get<std::string>());
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_field_is_refused_and_nothing_appended) {
    const LeadFeed feed({DirtProfile::clean, 0}, seed);
    std::string out = "before";
    BOOST_TEST(!feed.append_field(3, "address", out));
    BOOST_TEST(!feed.append_field(3, "e-mail", out));
    BOOST_TEST(out == "before");
    for (const auto name : LeadFeed::field_names()) BOOST_TEST(feed.append_field(3, name, out));
}

BOOST_AUTO_TEST_SUITE_END()
