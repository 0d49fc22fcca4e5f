#include <boost/test/unit_test.hpp>

#include <thread>

#include "redline/base/json.hpp"
#include "redline/leadpipe/error_tracker.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

const base::WallTime noon = std::chrono::sys_days(2026y / 5 / 1) + 12h;

/// The groups, the last seen first.
std::string told(const ErrorTracker& tracker) {
    std::string text;
    for (const auto& group : tracker.groups()) text += group.kind + ' ' + std::to_string(group.count) + "; ";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(error_tracker)

BOOST_AUTO_TEST_CASE(failures_of_one_kind_are_one_group) {
    ErrorTracker tracker;
    tracker.note({"busy", "/v1/leads", "POST", 503, "aaaa"}, noon);
    tracker.note({"busy", "/v1/leads", "POST", 503, "bbbb"}, noon + 90s);
    const auto json = base::Json::parse(tracker.to_json());
    BOOST_TEST(json["groups_dropped"].get<int>() == 0);
    BOOST_REQUIRE(json["errors"].size() == 1U);
    auto group = json["errors"][0];
    BOOST_TEST(group["fingerprint"].get<std::string>() == error_fingerprint("busy", "/v1/leads", "POST"));
    group.erase("fingerprint");
    BOOST_TEST(
        base::to_text(group) ==
        R"({"kind":"busy","route":"/v1/leads","operation":"POST","status":503,"count":2,)"
        R"("first_seen":"2026-05-01T12:00:00.000Z","last_seen":"2026-05-01T12:01:30.000Z","trace_id":"bbbb"})");
}

BOOST_AUTO_TEST_CASE(what_differs_in_kind_route_or_operation_is_another_group) {
    const std::string fingerprints[] = {error_fingerprint("a", "b", "c"), error_fingerprint("ab", "", "c"),
                                        error_fingerprint("a", "", "bc"), error_fingerprint("a", "b", ""),
                                        error_fingerprint("", "a", "bc"), error_fingerprint("c", "b", "a")};
    for (const auto& one : fingerprints) {
        BOOST_TEST(one.size() == 16U);
        BOOST_TEST(std::count(std::begin(fingerprints), std::end(fingerprints), one) == 1);
    }
}

BOOST_AUTO_TEST_CASE(the_group_seen_longest_ago_goes_and_is_counted) {
    ErrorTracker tracker(2);
    tracker.note({"a", "", "", 500, ""}, noon);
    tracker.note({"b", "", "", 500, ""}, noon + 1s);
    tracker.note({"a", "", "", 500, ""}, noon + 2s);
    tracker.note({"c", "", "", 500, ""}, noon + 3s);
    BOOST_TEST(told(tracker) == "c 1; a 2; ");
    BOOST_TEST(tracker.groups_dropped() == 1U);
    tracker.note({"b", "", "", 500, ""}, noon + 4s);
    BOOST_TEST(told(tracker) == "b 1; c 1; ");
    BOOST_TEST(tracker.groups_dropped() == 2U);
}

BOOST_AUTO_TEST_CASE(none_is_missed_by_many_threads) {
    ErrorTracker tracker;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int time = 0; time < 1000; ++time)
                    tracker.note({time % 2 == 0 ? "a" : "b", "/", "GET", 500, "t"}, noon);
            });
    }
    std::uint64_t all = 0;
    for (const auto& group : tracker.groups()) all += group.count;
    BOOST_TEST(all == 4000U);
}

BOOST_AUTO_TEST_CASE(texts_are_escaped) {
    ErrorTracker tracker;
    tracker.note({"a\"b", "/v1/leads/{id}", "GET", 404, "t"}, noon);
    BOOST_TEST(base::Json::parse(tracker.to_json())["errors"][0]["kind"].get<std::string>() == "a\"b");
}

BOOST_AUTO_TEST_SUITE_END()
