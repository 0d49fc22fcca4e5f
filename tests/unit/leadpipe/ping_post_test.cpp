#include <boost/test/unit_test.hpp>

#include "market_service.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::sample_lead;

namespace {

using Fixture = MarketServiceFixture;

const char* const ping_body = R"({"vertical":"solar","state":"DE","zip":"19901"})";

} // namespace

BOOST_AUTO_TEST_SUITE(ping_post)

BOOST_FIXTURE_TEST_CASE(a_ping_shows_the_bids_highest_first_and_a_post_sells_to_them, Fixture) {
    const auto pinged = json_of(ask("POST", "/v1/ping", ping_body));
    const auto bids = pinged["bids"];
    BOOST_REQUIRE(bids.is_array());
    BOOST_REQUIRE(!bids.empty());
    for (std::size_t at = 1; at < bids.size(); ++at)
        BOOST_TEST(bids[at - 1]["price_cents"].get<int>() >= bids[at]["price_cents"].get<int>());
    const auto posted = ask("POST", "/v1/post", post_body(pinged["ping_id"], sample_lead()));
    BOOST_TEST(posted.status == 202);
    const auto lead = settled(json_of(posted)["lead_id"]);
    BOOST_TEST(lead["state"] == "sold");
    BOOST_TEST(lead["buyer"] == bids[0]["buyer"]);
    BOOST_TEST(lead["price_cents"] == bids[0]["price_cents"]);
}

BOOST_FIXTURE_TEST_CASE(an_offer_is_taken_once, Fixture) {
    const auto id = json_of(ask("POST", "/v1/ping", ping_body))["ping_id"];
    BOOST_TEST(ask("POST", "/v1/post", post_body(id, sample_lead(1))).status == 202);
    const auto again = ask("POST", "/v1/post", post_body(id, sample_lead(2)));
    BOOST_TEST(again.status == 410);
    BOOST_TEST(json_of(again)["type"] == "urn:leadpipe:problem:ping-expired");
    BOOST_TEST(ask("POST", "/v1/post", post_body("pg_0", sample_lead(3))).status == 410);
}

BOOST_FIXTURE_TEST_CASE(a_ping_without_what_a_price_depends_on_is_refused_by_field, Fixture) {
    const std::pair<std::string, std::string_view> cases[] = {
        {R"({"state":"DE","zip":"19901"})", "vertical is not a text of 1 to 200 bytes"},
        {R"({"vertical":"solar","state":7,"zip":"19901"})", "state is not a text of 1 to 200 bytes"},
        {R"({"vertical":"solar","state":"DE","zip":""})", "zip is not a text of 1 to 200 bytes"},
    };
    for (const auto& [body, detail] : cases) {
        const auto answer = ask("POST", "/v1/ping", body);
        BOOST_TEST(answer.status == 422);
        BOOST_TEST(json_of(answer)["detail"] == detail);
    }
    BOOST_TEST(ask("POST", "/v1/ping", "[").status == 400);
    BOOST_TEST(ask("POST", "/v1/post", R"({"lead":{}})").status == 422);
}

BOOST_FIXTURE_TEST_CASE(a_lead_nobody_bid_for_has_no_auction_at_its_post, Fixture) {
    const auto id = json_of(ask("POST", "/v1/ping", R"({"vertical":"none","state":"DE","zip":"19901"})"));
    auto lead = sample_lead();
    lead["vertical"] = "solar";
    if (!id["bids"].empty()) return; // The exchange buys any vertical, by its dice.
    const auto posted = ask("POST", "/v1/post", post_body(id["ping_id"], lead));
    BOOST_TEST(settled(json_of(posted)["lead_id"])["state"] == "unsold");
}

BOOST_FIXTURE_TEST_CASE(a_refused_post_is_counted_and_its_offer_is_gone, Fixture) {
    const auto id = json_of(ask("POST", "/v1/ping", ping_body))["ping_id"];
    auto lead = sample_lead();
    lead.erase("consent");
    BOOST_TEST(ask("POST", "/v1/post", post_body(id, lead)).status == 422);
    BOOST_TEST(pipeline->conservation()->rejected == 1);
    BOOST_TEST(ask("POST", "/v1/post", post_body(id, sample_lead())).status == 410);
}

BOOST_AUTO_TEST_SUITE_END()
