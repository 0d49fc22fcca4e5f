#include "redline/tracer/per_thread.hpp"

#include <atomic>
#include <barrier>
#include <optional>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace {

using redline::tracer::PerThread;

struct Counter {
    std::atomic<int> count{0};
};

int total(const PerThread<Counter>& counters) {
    int sum = 0;
    counters.for_each([&](const Counter& counter) { sum += counter.count; });
    return sum;
}

int how_many(const PerThread<Counter>& counters) {
    int number = 0;
    counters.for_each([&](const Counter&) { ++number; });
    return number;
}

void add_one(PerThread<Counter>& counters) {
    counters.use([](Counter& counter) { ++counter.count; });
}

/// Counts once more when its thread ends; made before the thread's first use, it dies after the thread's
/// claims.
struct CountsWhenThreadEnds {
    PerThread<Counter>* counters = nullptr;
    ~CountsWhenThreadEnds() {
        if (counters) add_one(*counters);
    }
};

thread_local CountsWhenThreadEnds counts_when_thread_ends;

} // namespace

BOOST_AUTO_TEST_SUITE(per_thread)

BOOST_AUTO_TEST_CASE(a_thread_meets_its_own_value_again) {
    PerThread<Counter> counters;
    add_one(counters);
    add_one(counters);
    BOOST_TEST(how_many(counters) == 1);
    BOOST_TEST(total(counters) == 2);
}

BOOST_AUTO_TEST_CASE(two_of_them_on_one_thread_are_apart) {
    PerThread<Counter> left, right;
    add_one(left);
    add_one(right);
    add_one(right);
    BOOST_TEST(total(left) == 1);
    BOOST_TEST(total(right) == 2);
}

BOOST_AUTO_TEST_CASE(threads_at_once_have_a_value_each) {
    constexpr int thread_count = 4;
    PerThread<Counter> counters;
    std::barrier all_counted(thread_count);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < thread_count; ++t)
            threads.emplace_back([&] {
                add_one(counters);
                all_counted.arrive_and_wait();
            });
    }
    BOOST_TEST(how_many(counters) == thread_count);
    BOOST_TEST(total(counters) == thread_count);
}

BOOST_AUTO_TEST_CASE(a_value_survives_its_thread_and_is_handed_on) {
    PerThread<Counter> counters;
    for (int t = 0; t < 100; ++t) std::jthread([&] { add_one(counters); });
    BOOST_TEST(how_many(counters) == 1);
    BOOST_TEST(total(counters) == 100);
}

BOOST_AUTO_TEST_CASE(a_new_one_where_an_old_one_was_starts_empty) {
    std::optional<PerThread<Counter>> counters;
    for (int round = 0; round < 3; ++round) {
        counters.emplace();
        BOOST_TEST(total(*counters) == 0);
        add_one(*counters);
        BOOST_TEST(total(*counters) == 1);
    }
}

BOOST_AUTO_TEST_CASE(it_may_die_before_a_thread_that_used_it) {
    std::optional<PerThread<Counter>> counters(std::in_place);
    std::barrier step(2);
    std::jthread thread([&] {
        add_one(*counters);
        step.arrive_and_wait();
        step.arrive_and_wait();
    });
    step.arrive_and_wait();
    BOOST_TEST(total(*counters) == 1);
    counters.reset();
    step.arrive_and_wait();
}

BOOST_AUTO_TEST_CASE(use_while_the_thread_is_torn_down_still_counts) {
    PerThread<Counter> counters;
    for (int t = 0; t < 3; ++t)
        std::jthread([&] {
            counts_when_thread_ends.counters = &counters;
            add_one(counters);
        });
    BOOST_TEST(total(counters) == 6);
    BOOST_TEST(how_many(counters) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
