#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/dashboard.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    explicit Fixture(CacheMode mode = CacheMode::aside)
        : cache({.mode = mode, .time_to_live = std::chrono::hours(100)}, clock) {
        clock.advance(test::first_day.time_since_epoch() + 9h);
    }

    /// As the writer does it.
    void sell(LeadId lead, int hours) {
        test::Log batch;
        test::log_fact(batch, Subject::lead_sold, lead, R"({"buyer":"sunrise","price_cents":4200})", hours);
        batch.front().sequence = lead;
        BOOST_REQUIRE(store->apply(batch));
        dashboards.applied(batch);
    }
    base::Json shown() { return base::Json::parse(dashboards.of("sunrise").value()); }

    test::ScratchFolder folder;
    std::unique_ptr<Store> store = Store::open(folder.path() / "store.sqlite").value();
    base::ManualClock clock;
    Cache cache;
    Dashboards dashboards{*store, cache, clock};
};

struct WriteThrough : Fixture {
    WriteThrough() : Fixture(CacheMode::write_through) {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(dashboard)

BOOST_AUTO_TEST_CASE(a_week_is_shown_day_by_day) {
    const auto text = dashboard_json("o\"hara", test::first_day + 9h,
                                     {{test::first_day, "o\"hara", 3, 12600, 1, 4200},
                                      {test::first_day - std::chrono::days(2), "o\"hara", 1, 5, 0, 0}});
    const auto json = base::Json::parse(text);
    BOOST_TEST(json["buyer"].get<std::string>() == "o\"hara");
    BOOST_TEST(json["made_at"].get<std::string>() == "2026-05-01T09:00:00.000Z");
    BOOST_TEST(base::to_text(json["today"]) ==
               R"({"day":"2026-05-01","sold":3,"cents":12600,"returned":1,"returned_cents":4200})");
    std::string week;
    for (const auto& day : json["last_7_days"])
        week += day["day"].get<std::string>() + " " + std::to_string(day["sold"].get<int>()) + "; ";
    BOOST_TEST(week == "2026-04-25 0; 2026-04-26 0; 2026-04-27 0; 2026-04-28 0; 2026-04-29 1; 2026-04-30 0; "
                       "2026-05-01 3; ");
}

BOOST_FIXTURE_TEST_CASE(it_comes_from_the_store_once_and_anew_after_a_sale, Fixture) {
    sell(1, 1);
    BOOST_TEST(shown()["today"]["sold"].get<int>() == 1);
    clock.advance(1min);
    BOOST_TEST(shown()["made_at"].get<std::string>() == "2026-05-01T09:00:00.000Z");
    sell(2, 1);
    BOOST_TEST(shown()["today"]["cents"].get<int>() == 8400);
    BOOST_TEST(shown()["made_at"].get<std::string>() == "2026-05-01T09:01:00.000Z");
    BOOST_TEST(cache.counts().loads == 2U);
}

BOOST_FIXTURE_TEST_CASE(written_through_no_read_waits_for_the_store, WriteThrough) {
    sell(1, 1);
    BOOST_TEST(shown()["today"]["sold"].get<int>() == 1);
    BOOST_TEST(cache.counts().misses == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_new_day_is_another_dashboard, Fixture) {
    sell(1, 1);
    BOOST_TEST(shown()["today"]["sold"].get<int>() == 1);
    clock.advance(15h);
    BOOST_TEST(shown()["day"].get<std::string>() == "2026-05-02");
    BOOST_TEST(shown()["today"]["sold"].get<int>() == 0);
    BOOST_TEST(shown()["last_7_days"][5]["sold"].get<int>() == 1);
}

BOOST_FIXTURE_TEST_CASE(warmed_ones_are_there_and_equal, Fixture) {
    sell(1, 1);
    BOOST_TEST(dashboards.warm({"sunrise", "meadow"}) == 2U);
    BOOST_TEST(shown()["today"]["sold"].get<int>() == 1);
    BOOST_TEST(cache.counts().hits == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
