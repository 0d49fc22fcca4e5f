#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>

#include "redline/leadpipe/offers.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

Offer offer_at(std::int64_t price_cents) { return {{{"a", price_cents}}}; }

} // namespace

BOOST_AUTO_TEST_SUITE(offers)

BOOST_AUTO_TEST_CASE(an_offer_is_taken_once) {
    base::ManualClock clock;
    Offers offers(clock);
    const auto id = offers.keep(offer_at(7));
    BOOST_TEST((offers.take(id).value().bids == offer_at(7).bids));
    BOOST_TEST(!offers.take(id).has_value());
    BOOST_TEST(!offers.take("").has_value());
}

BOOST_AUTO_TEST_CASE(it_holds_until_its_time_is_over) {
    base::ManualClock clock;
    Offers offers(clock, {std::chrono::seconds(60), 10});
    const auto first = offers.keep(offer_at(1));
    clock.advance(std::chrono::seconds(1));
    const auto second = offers.keep(offer_at(2));
    clock.advance(std::chrono::seconds(59));
    BOOST_TEST(!offers.take(first).has_value());
    BOOST_TEST(offers.take(second).has_value());
}

BOOST_AUTO_TEST_CASE(of_too_many_the_oldest_are_forgotten) {
    base::ManualClock clock;
    Offers offers(clock, {std::chrono::seconds(60), 2});
    const auto first = offers.keep(offer_at(1)), second = offers.keep(offer_at(2)),
               third = offers.keep(offer_at(3));
    BOOST_TEST(!offers.take(first).has_value());
    BOOST_TEST(offers.take(second).has_value());
    BOOST_TEST(offers.take(third).has_value());
}

BOOST_AUTO_TEST_CASE(ids_are_long_and_never_alike) {
    base::ManualClock clock;
    Offers offers(clock);
    std::set<std::string> ids;
    for (int count = 0; count < 1000; ++count) ids.insert(offers.keep({}));
    BOOST_TEST(ids.size() == 1000U);
    for (const auto& id : ids) BOOST_TEST_REQUIRE(id.size() == 35U);
}

BOOST_AUTO_TEST_CASE(of_many_that_take_an_offer_one_gets_it) {
    base::ManualClock clock;
    Offers offers(clock);
    std::vector<std::string> ids;
    for (int count = 0; count < 200; ++count) ids.push_back(offers.keep({}));
    std::atomic<int> taken{0};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread)
            threads.emplace_back([&] {
                for (const auto& id : ids) taken += offers.take(id).has_value();
            });
    }
    BOOST_TEST(taken == 200);
}

BOOST_AUTO_TEST_SUITE_END()
