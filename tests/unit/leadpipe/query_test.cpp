#include <boost/test/unit_test.hpp>

#include <latch>

#include <prometheus/text_serializer.h>

#include "redline/leadpipe/query.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// The log says when it was read to its end: by then every fact before is applied.
struct Fixture {
    explicit Fixture(QueryOptions chosen = {}) : options(std::move(chosen)) {
        const auto hour = static_cast<int>((clock.wall_now() - test::first_day) / std::chrono::hours(1));
        for (int lead = 1; lead <= 3; ++lead)
            test::log_fact(log, Subject::lead_sold, lead, R"({"buyer":"sunrise","price_cents":100})", hour);
        options.buyers = {"sunrise", "meadow"};
    }

    Query::Around around() {
        return {[this](std::int64_t after, std::size_t count_max) {
                    auto read = test::reader_of(log)(after, count_max);
                    if (read->empty() && !was_at_end.exchange(true)) at_end.count_down();
                    return read;
                },
                [](const std::string&, const std::string&) { return true; },
                {},
                clock};
    }

    std::unique_ptr<Query> open() {
        auto query = Query::open(folder.path() / "store.sqlite", options, around()).value();
        at_end.wait();
        return query;
    }

    test::ScratchFolder folder;
    base::SystemClock clock;
    test::Log log;
    QueryOptions options;
    std::atomic<bool> was_at_end{false};
    std::latch at_end{1};
};

std::string problem_of(const tl::expected<Answer, Problem>& answer) {
    return answer ? "none" : std::to_string(answer.error().status) + ' ' + std::string(answer.error().kind);
}

} // namespace

BOOST_AUTO_TEST_SUITE(query)

BOOST_FIXTURE_TEST_CASE(what_was_sold_is_on_the_dashboard, Fixture) {
    const auto query = open();
    const auto answer = query->dashboard("sunrise").value();
    BOOST_TEST(answer.content_type == "application/json");
    BOOST_TEST(base::Json::parse(answer.body)["last_7_days"][6]["sold"].get<int>() == 3);
    BOOST_TEST((query->lag().value() == Lag{}));
    BOOST_TEST(base::Json::parse(query->dashboard("meadow").value().body)["today"]["sold"].get<int>() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_buyer_there_is_none_takes_no_room_in_the_cache, Fixture) {
    const auto query = open();
    const auto held = query->cache().counts().held;
    for (const auto* name : {"", "nobody", "SUNRISE", "sunrise ", "' OR 1=1 --"})
        BOOST_TEST(problem_of(query->dashboard(name)) == "404 not-found");
    BOOST_TEST(query->cache().counts().held == held);
}

BOOST_FIXTURE_TEST_CASE(a_report_is_asked_for_and_found, Fixture) {
    const auto query = open();
    const auto asked = query->ask_report({"POST",
                                          "/v1/reports",
                                          "application/json",
                                          {},
                                          R"({"kind":"sales","from":"2026-05-01","to":"2026-05-01"})"});
    const auto id = base::Json::parse(asked.value().body)["report_id"].get<std::string>();
    BOOST_TEST(query->report(id).value().status == 200);
    BOOST_TEST(problem_of(query->report("rp_0")) == "404 not-found");
}

BOOST_FIXTURE_TEST_CASE(what_it_measures_is_told, Fixture) {
    const auto query = open();
    query->cache().flush();
    BOOST_REQUIRE(query->dashboard("sunrise"));
    BOOST_REQUIRE(query->dashboard("sunrise"));
    const auto text = prometheus::TextSerializer().Serialize(query->metrics());
    for (const auto* line :
         {"store_lag_events 0", "store_lag_seconds 0", "store_facts_total 3", "store_failures_total 0",
          "cache_reads_total{result=\"hit\"} 1", "cache_reads_total{result=\"load\"} 1"})
        BOOST_TEST(text.find(line) != std::string::npos, line << " is missing in\n" << text);
}

BOOST_AUTO_TEST_SUITE_END()
