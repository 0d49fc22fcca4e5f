#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/auction.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string listed(const std::vector<Bid>& bids) {
    std::string text;
    for (const auto& bid : bids) text += bid.buyer + ' ' + std::to_string(bid.price_cents) + ' ';
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(auction)

BOOST_AUTO_TEST_CASE(the_highest_comes_first_and_equals_in_the_buyers_order) {
    const std::vector<PingReply> replies{
        {"a", {ReplyOutcome::bid, 100}},       {"b", {ReplyOutcome::declined}},
        {"c", {ReplyOutcome::bid, 300}},       {"d", {ReplyOutcome::bid, 100}},
        {"e", {ReplyOutcome::timed_out, 900}}, {"f", {ReplyOutcome::refused, 900, "Quota Reached"}},
        {"g", {ReplyOutcome::bid, 0}},         {"h", {ReplyOutcome::bid, -5}}};
    BOOST_TEST(listed(ranked(replies)) == "c 300 a 100 d 100 ");
    BOOST_TEST(ranked({}).empty());
}

BOOST_AUTO_TEST_CASE(taking_the_best_of_what_is_left_gives_the_same_order) {
    base::Random dice(9);
    for (int round = 0; round < 300; ++round) {
        std::vector<PingReply> replies;
        for (auto left = dice.below(9); left > 0; --left)
            replies.push_back({std::to_string(left),
                               {dice.chance(0.7) ? ReplyOutcome::bid : ReplyOutcome::failed,
                                static_cast<std::int64_t>(dice.below(4))}});
        std::vector<Bid> taken;
        for (std::int64_t price = 3; price > 0; --price)
            for (const auto& [buyer, reply] : replies)
                if (reply.outcome == ReplyOutcome::bid && reply.price_cents == price)
                    taken.push_back({buyer, price});
        BOOST_TEST_REQUIRE(listed(ranked(replies)) == listed(taken));
    }
}

BOOST_AUTO_TEST_CASE(words_are_read_and_wrong_ones_answered_with_the_nearest) {
    BOOST_TEST((parse_auction_mode("parallel") == AuctionMode::parallel));
    BOOST_TEST((parse_auction_mode("sequential") == AuctionMode::sequential));
    BOOST_TEST(parse_auction_mode("paralel").error().hint == "did you mean `parallel`?");
}

BOOST_AUTO_TEST_SUITE_END()
