#include <boost/test/unit_test.hpp>

#include "market_service.hpp"

using namespace redline;
using namespace redline::leadpipe;
using redline::test::body_of;
using redline::test::sample_lead;

namespace {

using Fixture = MarketServiceFixture;

} // namespace

BOOST_AUTO_TEST_SUITE(admin)

BOOST_FIXTURE_TEST_CASE(the_law_is_shown_with_every_term, Fixture) {
    ask("POST", "/v1/leads", body_of(sample_lead(1)));
    ask("POST", "/v1/leads", body_of(sample_lead(1)));
    ask("POST", "/v1/leads", "{}");
    BOOST_REQUIRE(test::comes_true([&] { return all_settled(); }));
    const auto law = json_of(ask("GET", "/admin/conservation"));
    BOOST_TEST(law["holds"] == true);
    BOOST_TEST(law["received"] == 3);
    BOOST_TEST(law["duplicate"] == 1);
    BOOST_TEST(law["rejected"] == 1);
    BOOST_TEST(law["sold"].get<int>() + law["unsold"].get<int>() == 1);
    BOOST_TEST(law["stranded"] == 0);
}

BOOST_FIXTURE_TEST_CASE(dead_letters_are_listed_with_their_reasons_and_replayed, Fixture) {
    BOOST_TEST(ask("GET", "/admin/dead-letters").body == R"({"dead_letters":[]})");
    break_buyers(1);
    const auto id = json_of(ask("POST", "/v1/leads", body_of(sample_lead())))["lead_id"];
    BOOST_REQUIRE(test::comes_true([&] { return pipeline->conservation()->dead_lettered == 1; }));
    const auto dead = json_of(ask("GET", "/admin/dead-letters"))["dead_letters"];
    BOOST_REQUIRE(dead.size() == 1U);
    const base::Json expected{
        {"lead_id", id}, {"where", "auction"}, {"attempts", 3}, {"reason", "no buyer could be asked"}};
    BOOST_TEST(dead[0] == expected, dead[0].dump());
    break_buyers(0);
    BOOST_TEST(ask("POST", "/admin/dead-letters/replay").body == R"({"replayed":1})");
    BOOST_TEST(settled(id)["state"] != "failed");
    BOOST_TEST(ask("POST", "/admin/dead-letters/replay").body == R"({"replayed":0})");
}

BOOST_FIXTURE_TEST_CASE(it_is_read_by_get_and_replayed_by_post_alone, Fixture) {
    BOOST_TEST(ask("POST", "/admin/conservation").status == 405);
    BOOST_TEST(ask("POST", "/admin/dead-letters").status == 405);
    BOOST_TEST(ask("GET", "/admin/dead-letters/replay").status == 405);
}

BOOST_AUTO_TEST_SUITE_END()
