#include <boost/test/unit_test.hpp>

#include <memory>
#include <numeric>
#include <thread>

#include "redline/leadpipe/bounded_queue.hpp"

using redline::leadpipe::BoundedQueue;

BOOST_AUTO_TEST_SUITE(bounded_queue)

BOOST_AUTO_TEST_CASE(full_means_no_and_the_item_stays) {
    BoundedQueue<std::unique_ptr<int>> queue(1);
    BOOST_TEST(queue.try_push(std::make_unique<int>(1)));
    auto refused = std::make_unique<int>(2);
    BOOST_TEST(!queue.try_push(std::move(refused)));
    BOOST_TEST(*refused == 2);
    BOOST_TEST(*queue.take(9).front() == 1);
    BOOST_TEST(queue.try_push(std::move(refused)));
}

BOOST_AUTO_TEST_CASE(takes_in_order_and_no_more_than_asked) {
    BoundedQueue<int> queue(10);
    for (int item = 0; item < 5; ++item) BOOST_REQUIRE(queue.try_push(int{item}));
    BOOST_TEST(queue.take(2) == (std::vector{0, 1}), boost::test_tools::per_element());
    BOOST_TEST(queue.take(9) == (std::vector{2, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(closed_gives_what_it_has_and_then_nothing) {
    BoundedQueue<int> queue(10);
    BOOST_REQUIRE(queue.try_push(1));
    queue.close();
    BOOST_TEST(!queue.try_push(2));
    BOOST_TEST(queue.take(9).size() == 1U);
    BOOST_TEST(queue.take(9).empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_or_doubled_between_threads) {
    BoundedQueue<int> queue(7);
    constexpr int count = 20000;
    std::atomic<long> taken_sum{0};
    {
        std::vector<std::jthread> takers;
        for (int taker = 0; taker < 3; ++taker)
            takers.emplace_back([&] {
                for (auto items = queue.take(4); !items.empty(); items = queue.take(4))
                    taken_sum += std::accumulate(items.begin(), items.end(), 0L);
            });
        for (int item = 1; item <= count;) item += queue.try_push(int{item});
        queue.close();
    }
    BOOST_TEST(taken_sum == long{count} * (count + 1) / 2);
}

BOOST_AUTO_TEST_SUITE_END()
