#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "redline/base/random.hpp"
#include "redline/leadpipe/sale.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

std::string said(const SaleStep& step) {
    if (const auto* post = std::get_if<Post>(&step))
        return "post " + std::to_string(post->bid) + " attempt " + std::to_string(post->attempt) + " after " +
               base::to_text(post->after);
    const auto& outcome = std::get<SaleOutcome>(step);
    auto text = std::string(to_text(outcome.state));
    if (!outcome.buyer.empty()) text += ' ' + outcome.buyer + ' ' + std::to_string(outcome.price_cents);
    if (!outcome.reason.empty()) text += " (" + outcome.reason + ")";
    for (const auto& buyer : outcome.in_doubt) text += " doubt " + buyer;
    return text + " after " + std::to_string(outcome.posts);
}

const BuyerReply accepted{ReplyOutcome::accepted, 900};
const BuyerReply full{ReplyOutcome::refused, 0, "Quota Reached"};
const BuyerReply broken{ReplyOutcome::failed, 0, "http 503"};
const BuyerReply silent{ReplyOutcome::timed_out, 0, "no answer"};

const std::vector<Bid> two_bids{{"high", 1000}, {"low", 500}};
constexpr RetryPolicy fixed_twice{RetryKind::fixed, 2, 100ms, 1s};

/// Answers with half the jitter and a budget that is never short.
SaleStep answered(SaleProgress& delivery, const BuyerReply& reply) {
    return delivery.answered(reply, 0.5, [] { return true; });
}

/// What a buyer does with each attempt; the last thing is repeated.
using Script = std::vector<BuyerReply>;

/// The outcome by going through everything in loops, knowing all answers beforehand.
SaleOutcome naive_outcome(const std::vector<Bid>& bids, const std::vector<Script>& scripts,
                          int attempts_max) {
    SaleOutcome outcome{SaleState::unsold, {}, 0, 0, bids.empty() ? "no bids" : "", {}};
    for (std::size_t at = 0; at < bids.size(); ++at) {
        bool doubtful = false, settled = false;
        for (int attempt = 1; attempt <= attempts_max && !settled; ++attempt) {
            const auto& script = scripts[at];
            const auto& reply = script[std::min(script.size(), static_cast<std::size_t>(attempt)) - 1];
            ++outcome.posts;
            outcome.reason = reply.reason;
            if (reply.outcome == ReplyOutcome::accepted)
                return {SaleState::sold, bids[at].buyer, reply.price_cents, outcome.posts, {},
                        outcome.in_doubt};
            if (reply.outcome == ReplyOutcome::timed_out) doubtful = true;
            if (reply.outcome == ReplyOutcome::refused) settled = true;
        }
        if (!settled) outcome.state = SaleState::failed;
        if (doubtful && !settled) outcome.in_doubt.push_back(bids[at].buyer);
    }
    return outcome;
}

SaleOutcome walked_outcome(SaleProgress delivery, const std::vector<Script>& scripts) {
    auto step = delivery.first();
    while (const auto* post = std::get_if<Post>(&step)) {
        const auto& script = scripts[post->bid];
        step =
            answered(delivery, script[std::min(script.size(), static_cast<std::size_t>(post->attempt)) - 1]);
    }
    return std::get<SaleOutcome>(step);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sale)

BOOST_AUTO_TEST_CASE(the_winner_buys) {
    SaleProgress delivery(two_bids, fixed_twice);
    BOOST_TEST(said(delivery.first()) == "post 0 attempt 1 after " + base::to_text(0ns));
    BOOST_TEST(said(answered(delivery, accepted)) == "sold high 900 after 1");
}

BOOST_AUTO_TEST_CASE(who_is_full_is_followed_by_the_next_and_who_breaks_is_tried_again) {
    SaleProgress delivery(two_bids, fixed_twice);
    delivery.first();
    BOOST_TEST(said(answered(delivery, broken)) == "post 0 attempt 2 after 100ms");
    BOOST_TEST(said(answered(delivery, full)) == "post 1 attempt 1 after " + base::to_text(0ns));
    BOOST_TEST(said(answered(delivery, full)) == "unsold (Quota Reached) after 3");
}

BOOST_AUTO_TEST_CASE(nobody_is_unsold_and_somebody_who_could_not_say_is_failed) {
    BOOST_TEST(said(SaleProgress({}, fixed_twice).first()) == "unsold (no bids) after 0");
    SaleProgress delivery(two_bids, {RetryKind::none});
    delivery.first();
    answered(delivery, broken);
    BOOST_TEST(said(answered(delivery, full)) == "failed (Quota Reached) after 2");
}

BOOST_AUTO_TEST_CASE(silence_leaves_a_doubt_that_a_later_word_of_the_same_buyer_ends) {
    SaleProgress unsure(two_bids, fixed_twice);
    unsure.first();
    answered(unsure, silent);
    answered(unsure, broken);
    BOOST_TEST(said(answered(unsure, accepted)) == "sold low 900 doubt high after 3");
    SaleProgress told(two_bids, fixed_twice);
    told.first();
    answered(told, silent);
    answered(told, full);
    BOOST_TEST(said(answered(told, full)) == "unsold (Quota Reached) after 3");
    SaleProgress bought(two_bids, fixed_twice);
    bought.first();
    answered(bought, silent);
    BOOST_TEST(said(answered(bought, accepted)) == "sold high 900 after 2");
}

BOOST_AUTO_TEST_CASE(without_budget_a_failure_is_final_at_once) {
    SaleProgress delivery({{"only", 1000}}, fixed_twice);
    delivery.first();
    BOOST_TEST(said(delivery.answered(broken, 0.5, [] { return false; })) == "failed (http 503) after 1");
}

BOOST_AUTO_TEST_CASE(the_budget_is_not_asked_where_there_is_nothing_to_retry) {
    bool asked = false;
    const auto note = [&] { return asked = true; };
    SaleProgress delivery(two_bids, fixed_twice);
    delivery.first();
    (void)delivery.answered(full, 0.5, note);
    (void)delivery.answered(accepted, 0.5, note);
    BOOST_TEST(!asked);
}

BOOST_AUTO_TEST_CASE(why_a_buyer_was_passed_over_decides_whether_the_lead_is_lost) {
    for (std::size_t at = 0; at < passed_over_count; ++at) {
        const auto why = static_cast<PassedOver>(at);
        SaleProgress delivery({{"only", 1000}}, fixed_twice);
        delivery.first();
        const bool may_change = why == PassedOver::breaker_open || why == PassedOver::no_room;
        BOOST_TEST(said(delivery.passed_over(why)) == std::string(may_change ? "failed (" : "unsold (") +
                                                          std::string(to_text(why)) + ") after 0");
    }
}

BOOST_AUTO_TEST_CASE(every_script_ends_as_plain_loops_say) {
    const std::array replies{accepted, full, broken, silent};
    base::Random dice(4);
    for (int round = 0; round < 20000; ++round) {
        std::vector<Bid> bids;
        std::vector<Script> scripts;
        for (auto left = dice.below(4); left > 0; --left) {
            bids.push_back({"b" + std::to_string(left), static_cast<std::int64_t>(left) * 100});
            Script script;
            for (auto steps = 1 + dice.below(3); steps > 0; --steps)
                script.push_back(replies[dice.below(replies.size())]);
            scripts.push_back(script);
        }
        const auto attempts_max = static_cast<int>(1 + dice.below(4));
        const SaleProgress delivery(bids, {RetryKind::backoff, attempts_max, 1ms, 10ms});
        BOOST_TEST_REQUIRE(said(walked_outcome(delivery, scripts)) ==
                           said(naive_outcome(bids, scripts, attempts_max)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
