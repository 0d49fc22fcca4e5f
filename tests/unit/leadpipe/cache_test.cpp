#include <boost/test/unit_test.hpp>

#include <atomic>
#include <latch>
#include <thread>

#include "redline/leadpipe/cache.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

constexpr CacheMode modes[] = {CacheMode::off, CacheMode::aside, CacheMode::write_through,
                               CacheMode::two_layer};

/// A store of numbers that says how often it was asked.
struct Fixture {
    base::ManualClock clock;
    int version = 1, asked = 0;

    Cache::Load load() {
        return [this] {
            ++asked;
            return base::Result<std::string>("v" + std::to_string(version));
        };
    }
    std::string read(Cache& cache, const std::string& key = "k") { return cache.read(key, load()).value(); }
    Cache cache(CacheMode mode, std::size_t capacity = 10) {
        return Cache({mode, 10s, capacity, true, 2s, 10}, clock);
    }
};

base::Result<std::string> failing() { return base::failure(base::ErrorCode::io, "the store is gone"); }

} // namespace

BOOST_AUTO_TEST_SUITE(cache)

BOOST_AUTO_TEST_CASE(each_way_is_read_by_its_name) {
    for (const auto mode : modes)
        BOOST_TEST((parse_cache_mode(to_text(mode)).value() == mode), to_text(mode));
    BOOST_TEST(base::to_text(parse_cache_mode("two-layers").error()) ==
               "there is no way to cache `two-layers`\n  = did you mean `two-layer`?");
}

BOOST_FIXTURE_TEST_CASE(off_asks_each_time, Fixture) {
    auto off = cache(CacheMode::off);
    BOOST_TEST(read(off) == "v1");
    BOOST_TEST(read(off) == "v1");
    BOOST_TEST(asked == 2);
    BOOST_TEST((off.counts() == CacheCounts{.misses = 2, .loads = 2}));
}

BOOST_FIXTURE_TEST_CASE(a_value_is_served_until_its_time_is_over, Fixture) {
    auto aside = cache(CacheMode::aside);
    read(aside);
    version = 2;
    clock.advance(10s - 1ns);
    BOOST_TEST(read(aside) == "v1");
    clock.advance(1ns);
    BOOST_TEST(read(aside) == "v2");
    BOOST_TEST((aside.counts() == CacheCounts{.hits = 1, .misses = 2, .loads = 2, .held = 1}));
}

/// What the next read after a write costs and says is how the ways differ.
BOOST_FIXTURE_TEST_CASE(a_write_drops_puts_or_is_not_seen, Fixture) {
    const auto after_write = [&](CacheMode mode) {
        auto tried = cache(mode);
        version = 1;
        read(tried);
        version = 2;
        tried.written("k", load());
        asked = 0;
        auto text = read(tried);
        text += asked == 0 ? " held" : " loaded";
        clock.advance(2s);
        return text + ", then " + read(tried);
    };
    BOOST_TEST(after_write(CacheMode::off) == "v2 loaded, then v2");
    BOOST_TEST(after_write(CacheMode::aside) == "v2 loaded, then v2");
    BOOST_TEST(after_write(CacheMode::write_through) == "v2 held, then v2");
    BOOST_TEST(after_write(CacheMode::two_layer) == "v1 held, then v2");
}

BOOST_FIXTURE_TEST_CASE(the_least_recently_used_goes_first, Fixture) {
    auto small = cache(CacheMode::aside, 2);
    read(small, "a");
    read(small, "b");
    read(small, "a");
    read(small, "c");
    BOOST_TEST(small.counts().evictions == 1U);
    asked = 0;
    read(small, "a");
    read(small, "c");
    BOOST_TEST(asked == 0);
    read(small, "b");
    BOOST_TEST(asked == 1);
}

BOOST_FIXTURE_TEST_CASE(an_error_is_handed_on_and_not_kept, Fixture) {
    auto aside = cache(CacheMode::aside);
    BOOST_TEST(aside.read("k", failing).error().message == "the store is gone");
    BOOST_TEST(read(aside) == "v1");
    BOOST_TEST(aside.counts().failed_loads == 1U);
}

BOOST_FIXTURE_TEST_CASE(warming_loads_what_is_missing_and_a_flush_forgets_it, Fixture) {
    auto aside = cache(CacheMode::two_layer);
    read(aside, "a");
    const auto named = [](const std::string& key) { return key == "x" ? failing() : "warm " + key; };
    BOOST_TEST(aside.warm({"a", "b", "x"}, named) == 1U);
    BOOST_TEST(read(aside, "b") == "warm b");
    aside.flush();
    BOOST_TEST(aside.counts().held == 0U);
    BOOST_TEST(read(aside, "b") == "v1");
}

BOOST_FIXTURE_TEST_CASE(what_was_loaded_while_it_was_written_is_not_kept, Fixture) {
    auto aside = cache(CacheMode::aside);
    const auto overtaken = aside.read("k", [&] {
        aside.written("k", load());
        return base::Result<std::string>("old");
    });
    BOOST_TEST(overtaken.value() == "old");
    BOOST_TEST(read(aside) == "v1");
}

/// The load ends only when every other caller has been counted as one who waits.
BOOST_AUTO_TEST_CASE(many_callers_for_one_missing_key_make_one_load) {
    constexpr int callers = 8;
    base::SystemClock clock;
    Cache cache({}, clock);
    std::atomic<int> loads{0}, right{0};
    const auto slow = [&] {
        ++loads;
        while (cache.counts().shared_waits < callers - 1) std::this_thread::yield();
        return base::Result<std::string>("one");
    };
    {
        std::vector<std::jthread> threads;
        for (int caller = 0; caller < callers; ++caller)
            threads.emplace_back([&] { right += cache.read("k", slow).value() == "one"; });
    }
    BOOST_TEST(loads == 1);
    BOOST_TEST(right == callers);
    BOOST_TEST((cache.counts() ==
                CacheCounts{.misses = callers, .loads = 1, .shared_waits = callers - 1, .held = 1}));
}

BOOST_AUTO_TEST_CASE(without_single_flight_each_caller_loads) {
    constexpr int callers = 4;
    base::SystemClock clock;
    Cache cache({.single_flight = false}, clock);
    std::latch all_load(callers);
    const auto load = [&] {
        all_load.arrive_and_wait();
        return base::Result<std::string>("own");
    };
    {
        std::vector<std::jthread> threads;
        for (int caller = 0; caller < callers; ++caller)
            threads.emplace_back([&] { (void)cache.read("k", load); });
    }
    BOOST_TEST(cache.counts().loads == callers);
    BOOST_TEST(cache.counts().shared_waits == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
