#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/buyer_wire.hpp"
#include "sample_call.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(buyer_call)

BOOST_AUTO_TEST_CASE(a_ping_shows_no_person) {
    const auto post = redline::test::sample_post();
    const auto text = print(BuyerCall{CallKind::ping, "b", 0, without_person(post.lead)}, WireFormat::json);
    for (const auto& personal : {post.lead.first_name, post.lead.last_name, post.lead.email, post.lead.phone,
                                 post.lead.street, post.lead.city})
        BOOST_TEST(text.find(personal) == std::string::npos, text);
    for (const auto& shown : {post.lead.vertical, post.lead.state, post.lead.zip})
        BOOST_TEST(text.find(shown) != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(only_what_broke_is_worth_another_try) {
    std::string worth;
    for (std::size_t at = 0; at < reply_outcome_count; ++at)
        if (const auto outcome = static_cast<ReplyOutcome>(at); transient(outcome))
            worth += std::string(to_text(outcome)) + ' ';
    BOOST_TEST(worth == "failed timed_out ");
}

BOOST_AUTO_TEST_SUITE_END()
