#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

#include "redline/leadpipe/simulated_buyer.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// Bids on every lead, always 4500.
constexpr Buyer eager{"rooftop-power", "solar", 4500, 4500, 0};
const base::WallTime noon = std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + 12h;

std::string said(SimulatedBuyer& buyer, const BuyerCall& call, base::WallTime now = noon) {
    const auto format = buyer.profile().format;
    const auto answer = buyer.answer(call.kind, print(call, format), now);
    if (answer.never) return "silence";
    const auto reply = reply_of(call.kind, answer.status, answer.body, format);
    auto text = std::string(to_text(reply.outcome));
    if (reply.price_cents != 0) text += ' ' + std::to_string(reply.price_cents);
    return reply.reason.empty() ? text : text + ' ' + reply.reason;
}

std::vector<base::Duration> latencies(SimulatedBuyer& buyer, int count) {
    std::vector<base::Duration> all;
    const auto text = print(test::sample_ping(), WireFormat::json);
    for (int call = 0; call < count; ++call) all.push_back(buyer.answer(CallKind::ping, text, noon).latency);
    std::ranges::sort(all);
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulated_buyer)

BOOST_AUTO_TEST_CASE(the_best_bid_of_all_is_what_the_dice_of_the_lead_say) {
    for (const auto* vertical : {"solar", "medicare", "mortgage", "boats"})
        for (std::int64_t fingerprint = -200; fingerprint < 200; ++fingerprint) {
            auto ping = test::sample_ping(fingerprint);
            ping.lead.vertical = vertical;
            std::string best_name;
            std::int64_t best = 0;
            for (const auto& profile : known_profiles()) {
                SimulatedBuyer buyer(profile, 1);
                const auto answer = buyer.answer(CallKind::ping, print(ping, profile.format), noon);
                const auto reply = reply_of(CallKind::ping, answer.status, answer.body, profile.format);
                BOOST_REQUIRE(!transient(reply.outcome));
                if (reply.price_cents > best) best_name = profile.offer.name;
                best = std::max(best, reply.price_cents);
            }
            const auto sale = sell(vertical, fingerprint, known_buyers());
            BOOST_TEST_REQUIRE(best_name == (sale ? sale->buyer : ""));
            BOOST_TEST_REQUIRE(best == (sale ? sale->price_cents : 0));
        }
}

BOOST_AUTO_TEST_CASE(a_lead_posted_again_is_not_sold_again) {
    SimulatedBuyer buyer({.offer = eager, .daily_cap = 2}, 1);
    const auto first = test::sample_post(1), second = test::sample_post(2), third = test::sample_post(3);
    BOOST_TEST(said(buyer, first) == "accepted 4500");
    BOOST_TEST(said(buyer, first) == "accepted 4500");
    BOOST_TEST(buyer.bought_today(noon) == 1);
    BOOST_TEST(said(buyer, second) == "accepted 4500");
    BOOST_TEST(said(buyer, third) == "refused Quota Reached");
    BOOST_TEST(said(buyer, first) == "accepted 4500"); // full or not
    BOOST_TEST(said(buyer, test::sample_ping(4)) == "refused Quota Reached");
}

BOOST_AUTO_TEST_CASE(the_cap_begins_anew_at_midnight_in_utc) {
    SimulatedBuyer buyer({.offer = eager, .format = WireFormat::xml, .daily_cap = 1}, 1);
    const auto midnight = noon + 12h;
    BOOST_TEST(said(buyer, test::sample_post(1)) == "accepted 4500");
    BOOST_TEST(said(buyer, test::sample_post(2), midnight - 1ns) == "refused Quota Reached");
    BOOST_TEST(said(buyer, test::sample_post(2), midnight) == "accepted 4500");
    BOOST_TEST(said(buyer, test::sample_post(3), midnight) == "refused Quota Reached");
    BOOST_TEST(buyer.bought_today(midnight) == 1);
    BOOST_TEST(buyer.bought_today(midnight + 24h) == 0);
}

BOOST_AUTO_TEST_CASE(an_address_must_come_by_parts) {
    SimulatedBuyer buyer({.offer = eager}, 1);
    const auto with = [](auto spoil) {
        auto call = test::sample_post();
        spoil(call.lead);
        return call;
    };
    using Offered = OfferedLead;
    for (const auto& call :
         {with([](Offered& lead) { lead.street.clear(); }), with([](Offered& lead) { lead.city.clear(); }),
          with([](Offered& lead) { lead.state = "Illinois"; }),
          with([](Offered& lead) { lead.state = "il"; }), with([](Offered& lead) { lead.zip = "6270"; }),
          with([](Offered& lead) { lead.zip = "627O4"; })})
        BOOST_TEST(said(buyer, call) == "refused Bad Address");
    BOOST_TEST(said(buyer, test::sample_post()) == "accepted 4500");
}

BOOST_AUTO_TEST_CASE(who_looks_knows_a_person_again) {
    SimulatedBuyer looks({.offer = eager, .refuses_known_people = true}, 1), does_not({.offer = eager}, 1);
    auto again = test::sample_post();
    again.lead.id += 1;
    for (auto* buyer : {&looks, &does_not}) BOOST_TEST(said(*buyer, test::sample_post()) == "accepted 4500");
    BOOST_TEST(said(looks, again) == "refused Duplicate");
    BOOST_TEST(said(does_not, again) == "accepted 4500");
}

BOOST_AUTO_TEST_CASE(what_it_does_not_buy_it_declines_and_refuses) {
    SimulatedBuyer buyer({.offer = {"never", "solar", 1, 1, 1}}, 1);
    BOOST_TEST(said(buyer, test::sample_ping()) == "declined");
    BOOST_TEST(said(buyer, test::sample_post()) == "refused Not Interested");
    SimulatedBuyer bidder({.offer = {"bidder", "solar", 4000, 4499, 0}}, 1);
    BOOST_TEST(said(bidder, test::sample_post()) == "refused Not Interested"); // It never bids as much.
    SimulatedBuyer roofer({.offer = {"roofer", "roofing", 1, 1, 0}}, 1);
    BOOST_TEST(said(roofer, test::sample_ping()) == "declined");
    BOOST_TEST(said(roofer, test::sample_post()) == "refused Not Interested");
}

BOOST_AUTO_TEST_CASE(faults_come_and_go) {
    SimulatedBuyer buyer({.offer = eager}, 1);
    const auto ping = test::sample_ping();
    BOOST_TEST(said(buyer, ping) == "bid 4500");
    buyer.set_fault(BuyerFault::failing);
    BOOST_TEST(said(buyer, ping) == "failed http 503");
    buyer.set_fault(BuyerFault::hanging);
    BOOST_TEST(said(buyer, test::sample_post()) == "silence");
    BOOST_TEST(buyer.bought_today(noon) == 0);
    buyer.set_fault(BuyerFault::slow);
    BOOST_TEST(said(buyer, ping) == "bid 4500");
    BOOST_TEST((buyer.answer(CallKind::ping, print(ping, WireFormat::json), noon).slow_by ==
                SimulatedBuyer::slow_by));
    buyer.set_fault(BuyerFault::none);
    BOOST_TEST((buyer.answer(CallKind::ping, print(ping, WireFormat::json), noon).slow_by == 0s));
    BOOST_TEST(to_text(*parse_buyer_fault("hanging")) == "hanging");
    BOOST_TEST(parse_buyer_fault("hangign").error().hint == "did you mean `hanging`?");
}

// 20,000 draws at 0.1: mean 2,000, standard deviation 42; five of them either way.
BOOST_AUTO_TEST_CASE(errors_come_at_the_stated_share_and_another_try_may_go_well) {
    SimulatedBuyer buyer({.offer = eager, .error_share = 0.1}, 1), twin = buyer;
    int failed = 0;
    bool recovered = false;
    for (int call = 0; call < 20000; ++call) {
        const auto text = said(buyer, test::sample_post());
        BOOST_TEST_REQUIRE(text == said(twin, test::sample_post()));
        failed += text == "failed http 503";
        recovered = recovered || (failed > 0 && text == "accepted 4500");
    }
    BOOST_TEST(std::abs(failed - 2000) < 210);
    BOOST_TEST(recovered);
}

// Among 20,000 draws the share below a quantile has a standard deviation of at most .0036 (median), .0007
// (p99).
BOOST_AUTO_TEST_CASE(latencies_have_the_stated_median_and_tail) {
    SimulatedBuyer buyer({.offer = eager, .latency_median = 30ms, .latency_p99 = 120ms}, 1);
    const auto below = [&](base::Duration bound) {
        const auto all = latencies(buyer, 20000);
        const auto count = std::ranges::lower_bound(all, bound) - all.begin();
        return static_cast<double>(count) / static_cast<double>(all.size());
    };
    BOOST_TEST(std::abs(below(30ms) - 0.5) < 0.018);
    BOOST_TEST(std::abs(below(120ms) - 0.99) < 0.0035);
    buyer.set_latency(60ms);
    BOOST_TEST(std::abs(below(60ms) - 0.5) < 0.018);
    BOOST_TEST(std::abs(below(240ms) - 0.99) < 0.0035);
    buyer.set_latency(0ms);
    BOOST_TEST((latencies(buyer, 10).back() == 0ns));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_or_came_to_the_wrong_address_is_400) {
    SimulatedBuyer buyer({.offer = eager}, 1);
    for (const auto* text : {"", "<call/>", "{", "[]", "{}"})
        BOOST_TEST(buyer.answer(CallKind::ping, text, noon).status == 400);
    BOOST_TEST(buyer.answer(CallKind::post, print(test::sample_ping(), WireFormat::json), noon).status ==
               400);
}

BOOST_AUTO_TEST_SUITE_END()
