#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>
#include <vector>

#include "redline/leadpipe/buyer_roster.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

const BuyerProfile eager{.offer = {"rooftop-power", "solar", 4500, 4500, 0}, .daily_cap = 1000};

} // namespace

BOOST_AUTO_TEST_SUITE(buyer_roster)

BOOST_AUTO_TEST_CASE(buyers_are_found_by_name_and_changed_while_they_work) {
    BuyerRoster roster(known_profiles(), 1);
    const auto ping = print(test::sample_ping(), WireFormat::json);
    const auto status = [&] { return roster.answer("rooftop-power", CallKind::ping, ping, {})->status; };
    BOOST_TEST(status() == 200);
    BOOST_TEST(roster.with("rooftop-power", [](auto& buyer) { buyer.set_fault(BuyerFault::failing); }));
    BOOST_TEST(status() == 503);
    BOOST_TEST(!roster.with("nobody", [](auto&) {}));
    BOOST_TEST(!roster.answer("nobody", CallKind::ping, ping, {}));
    BOOST_TEST((roster.format_of("silver-medicare") == WireFormat::xml));
    BOOST_TEST(!roster.format_of("nobody"));
}

BOOST_AUTO_TEST_CASE(a_cap_holds_whoever_posts_from_however_many_threads) {
    BuyerRoster roster({&eager, 1}, 1);
    std::atomic<int> bought{0};
    {
        std::vector<std::jthread> threads;
        for (std::int64_t thread = 0; thread < 4; ++thread)
            threads.emplace_back([&, thread] {
                for (std::int64_t lead = 0; lead < 500; ++lead) {
                    const auto call = print(test::sample_post(thread * 500 + lead), WireFormat::json);
                    const auto answer = roster.answer("rooftop-power", CallKind::post, call, {});
                    const auto reply =
                        reply_of(CallKind::post, answer->status, answer->body, WireFormat::json);
                    bought += reply.outcome == ReplyOutcome::accepted;
                }
            });
    }
    BOOST_TEST(bought == 1000);
    std::int64_t counted = 0;
    roster.for_each([&](SimulatedBuyer& buyer) { counted += buyer.bought_today({}); });
    BOOST_TEST(counted == 1000);
}

BOOST_AUTO_TEST_SUITE_END()
