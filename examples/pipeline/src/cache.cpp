#include "redline/leadpipe/cache.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <mutex>

#include "cache_layer.hpp"
#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> names{"off", "aside", "write-through", "two-layer"};

using Loaded = base::Result<std::string>;

/// A load under way. What it brings is old when its key was written, or everything forgotten, meanwhile.
struct Flight {
    std::promise<Loaded> landing;
    std::shared_future<Loaded> outcome = landing.get_future().share();
    bool overtaken = false;
};

} // namespace

base::Result<CacheMode> parse_cache_mode(std::string_view text) {
    return parse_choice<CacheMode>("way to cache", text, names);
}

std::string_view to_text(CacheMode mode) { return names[static_cast<std::size_t>(mode)]; }

struct Cache::Parts {
    Parts(CacheOptions chosen, base::Clock& time)
        : options(chosen), clock(time),
          back(std::max<std::size_t>(1, options.capacity), options.time_to_live),
          front(std::max<std::size_t>(1, options.front_capacity), options.front_time_to_live) {}

    bool has_front() const { return options.mode == CacheMode::two_layer; }

    std::optional<std::string> find(const std::string& key) {
        if (options.mode == CacheMode::off) return std::nullopt;
        const auto now = clock.now();
        if (has_front())
            if (auto near = front.find(key, now)) return near;
        auto found = back.find(key, now);
        if (found && has_front()) counts.evictions += front.keep(key, *found, now);
        return found;
    }

    void keep(const std::string& key, const std::string& value) {
        const auto now = clock.now();
        counts.evictions += back.keep(key, value, now);
        if (has_front()) counts.evictions += front.keep(key, value, now);
    }

    /// Ends a flight: keeps what it brought unless that is old.
    void land(const std::string& key, const std::shared_ptr<Flight>& flight, const Loaded& loaded) {
        {
            const std::lock_guard lock(mutex);
            ++(loaded ? counts.loads : counts.failed_loads);
            if (loaded && !flight->overtaken && options.mode != CacheMode::off) keep(key, *loaded);
            const auto [begin, end] = flights.equal_range(key);
            const auto own =
                std::find_if(begin, end, [&](const auto& each) { return each.second == flight; });
            if (own != end) flights.erase(own);
        }
        flight->landing.set_value(loaded);
    }

    void overtake(const std::string& key) {
        const auto [begin, end] = flights.equal_range(key);
        std::for_each(begin, end, [](auto& each) { each.second->overtaken = true; });
    }

    /// A flight somebody else began that may still be shared: one that was overtaken brings what is old.
    std::shared_ptr<Flight> shared_flight(const std::string& key) {
        if (!options.single_flight || options.mode == CacheMode::off) return nullptr;
        const auto [begin, end] = flights.equal_range(key);
        const auto found = std::find_if(begin, end, [](const auto& each) { return !each.second->overtaken; });
        return found == end ? nullptr : found->second;
    }

    std::shared_ptr<Flight> start(const std::string& key) {
        return flights.emplace(key, std::make_shared<Flight>())->second;
    }

    const CacheOptions options;
    base::Clock& clock;
    mutable std::mutex mutex;
    CacheLayer back, front;
    std::unordered_multimap<std::string, std::shared_ptr<Flight>> flights;
    CacheCounts counts;
};

Cache::Cache(CacheOptions options, base::Clock& clock) : parts_(std::make_unique<Parts>(options, clock)) {}
Cache::~Cache() = default;

base::Result<std::string> Cache::read(const std::string& key, const Load& load) {
    std::unique_lock lock(parts_->mutex);
    if (auto held = parts_->find(key)) {
        ++parts_->counts.hits;
        return *std::move(held);
    }
    ++parts_->counts.misses;
    if (const auto flight = parts_->shared_flight(key)) {
        ++parts_->counts.shared_waits;
        lock.unlock();
        return flight->outcome.get();
    }
    const auto flight = parts_->start(key);
    lock.unlock();
    auto loaded = load();
    parts_->land(key, flight, loaded);
    return loaded;
}

void Cache::written(const std::string& key, const Load& load) {
    std::unique_lock lock(parts_->mutex);
    if (parts_->options.mode == CacheMode::off) return;
    parts_->overtake(key);
    parts_->back.drop(key);
    if (parts_->options.mode != CacheMode::write_through) return;
    const auto flight = parts_->start(key);
    lock.unlock();
    parts_->land(key, flight, load());
}

std::size_t Cache::warm(const std::vector<std::string>& keys,
                        const std::function<base::Result<std::string>(const std::string&)>& load) {
    std::size_t loaded = 0;
    for (const auto& key : keys) {
        const auto count = [&] {
            auto value = load(key);
            loaded += value.has_value();
            return value;
        };
        (void)read(key, count);
    }
    return loaded;
}

void Cache::flush() {
    const std::lock_guard lock(parts_->mutex);
    parts_->back.clear();
    parts_->front.clear();
    for (auto& each : parts_->flights) each.second->overtaken = true;
    ++parts_->counts.flushes;
}

CacheCounts Cache::counts() const {
    const std::lock_guard lock(parts_->mutex);
    auto counts = parts_->counts;
    counts.held = parts_->back.size();
    return counts;
}

} // namespace redline::leadpipe
