#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/buyers.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(buyers)

BOOST_AUTO_TEST_CASE(the_same_lead_meets_the_same_fate) {
    for (std::int64_t lead = -500; lead < 500; ++lead)
        BOOST_TEST_REQUIRE((sell("solar", lead, known_buyers()) == sell("solar", lead, known_buyers())));
}

BOOST_AUTO_TEST_CASE(declines_come_at_the_stated_share) {
    const Buyer picky[] = {{"picky", "", 10, 20, 0.3}};
    int declined = 0;
    for (std::int64_t lead = 0; lead < 20000; ++lead) declined += !sell("any", lead, picky);
    // 20,000 draws at 0.3: mean 6,000, standard deviation 65; five of them either way.
    BOOST_TEST(std::abs(declined - 6000) < 325);
}

BOOST_AUTO_TEST_CASE(bids_stay_between_floor_and_ceiling_and_reach_both) {
    const Buyer narrow[] = {{"narrow", "", 10, 12, 0}};
    std::array<int, 3> seen{};
    for (std::int64_t lead = 0; lead < 1000; ++lead) {
        const auto sale = sell("any", lead, narrow);
        BOOST_REQUIRE(sale);
        BOOST_REQUIRE(sale->price_cents >= 10 && sale->price_cents <= 12);
        ++seen[static_cast<std::size_t>(sale->price_cents - 10)];
    }
    for (const int count : seen) BOOST_TEST(count > 200);
}

BOOST_AUTO_TEST_CASE(the_highest_bid_of_the_right_vertical_wins) {
    const Buyer offered[] = {
        {"low", "solar", 10, 10, 0}, {"high", "solar", 30, 30, 0}, {"other", "roofing", 99, 99, 0}};
    BOOST_TEST((sell("solar", 1, offered) == Sale{"high", 30}));
    BOOST_TEST((sell("roofing", 1, offered) == Sale{"other", 99}));
    BOOST_TEST((sell("boats", 1, offered) == std::nullopt));
}

BOOST_AUTO_TEST_CASE(known_buyers_leave_some_of_every_vertical_unsold) {
    for (const auto* vertical : {"solar", "mortgage", "something-new"}) {
        int sold = 0;
        for (std::int64_t lead = 0; lead < 2000; ++lead)
            sold += sell(vertical, lead, known_buyers()).has_value();
        BOOST_TEST(sold > 0);
        BOOST_TEST(sold < 2000);
    }
}

BOOST_AUTO_TEST_SUITE_END()
