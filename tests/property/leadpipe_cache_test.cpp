#include <boost/test/unit_test.hpp>

#include <map>

#include "redline/leadpipe/cache.hpp"
#include "seeds.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

/// A layer as a list of what happened: nothing is moved or linked, everything searched for.
struct NaiveLayer {
    struct Value {
        std::string text;
        base::Instant kept;
        int use = 0;
    };
    std::size_t capacity;
    base::Duration time_to_live;
    std::map<std::string, Value> values{};
    int uses = 0;

    const std::string* find(const std::string& key, base::Instant now) {
        const auto found = values.find(key);
        if (found == values.end()) return nullptr;
        if (now - found->second.kept >= time_to_live) {
            values.erase(found);
            return nullptr;
        }
        found->second.use = ++uses;
        return &found->second.text;
    }

    int keep(const std::string& key, const std::string& text, base::Instant now) {
        values[key] = {text, now, ++uses};
        if (values.size() <= capacity) return 0;
        auto oldest = values.begin();
        for (auto at = values.begin(); at != values.end(); ++at)
            if (at->second.use < oldest->second.use) oldest = at;
        values.erase(oldest);
        return 1;
    }
};

struct NaiveCache {
    CacheMode mode;
    NaiveLayer back, front;
    int evictions = 0;

    /// Nothing: it must be loaded.
    const std::string* find(const std::string& key, base::Instant now) {
        if (mode == CacheMode::off) return nullptr;
        if (mode == CacheMode::two_layer)
            if (const auto* near = front.find(key, now)) return near;
        const auto* far = back.find(key, now);
        if (far != nullptr && mode == CacheMode::two_layer) evictions += front.keep(key, *far, now);
        return far;
    }

    void loaded(const std::string& key, const std::string& text, base::Instant now) {
        if (mode == CacheMode::off) return;
        evictions += back.keep(key, text, now);
        if (mode == CacheMode::two_layer) evictions += front.keep(key, text, now);
    }

    void written(const std::string& key, const std::string& text, base::Instant now) {
        back.values.erase(key);
        if (mode == CacheMode::write_through) loaded(key, text, now);
    }
};

} // namespace

/// Every read answers what the naive cache answers, from the same place, and the counters agree.
BOOST_AUTO_TEST_CASE(the_cache_behaves_as_a_naive_one) {
    property::for_random_values("cache", 200, [](base::Random& random) {
        const auto mode = static_cast<CacheMode>(random.below(4));
        const CacheOptions options{
            mode, 10ms, 1 + random.below(6), random.chance(0.5), 3ms, 1 + random.below(3)};
        base::ManualClock clock;
        Cache cache(options, clock);
        NaiveCache naive{mode, {options.capacity, options.time_to_live}, {options.front_capacity, 3ms}};
        std::map<std::string, int> store;
        std::uint64_t hits = 0, loads = 0;
        for (int step = 0; step < 300; ++step) {
            const auto key = std::string(1, static_cast<char>('a' + random.below(8)));
            const auto value = [&] { return key + std::to_string(store[key]); };
            if (random.chance(0.3)) clock.advance(std::chrono::milliseconds(random.below(4)));
            if (random.chance(0.02)) {
                cache.flush();
                naive.back.values.clear();
                naive.front.values.clear();
            } else if (random.chance(0.2)) {
                ++store[key];
                naive.written(key, value(), clock.now());
                loads += mode == CacheMode::write_through;
                cache.written(key, [&] { return base::Result<std::string>(value()); });
            } else {
                const auto* held = naive.find(key, clock.now());
                const auto expected = held != nullptr ? *held : value();
                ++(held != nullptr ? hits : loads);
                if (held == nullptr) naive.loaded(key, expected, clock.now());
                BOOST_TEST(cache.read(key, [&] { return base::Result<std::string>(value()); }).value() ==
                           expected);
            }
        }
        const auto counts = cache.counts();
        BOOST_TEST(counts.hits == hits);
        BOOST_TEST(counts.loads == loads);
        BOOST_TEST(counts.evictions == static_cast<std::uint64_t>(naive.evictions));
        BOOST_TEST(counts.held == naive.back.values.size());
    });
}
