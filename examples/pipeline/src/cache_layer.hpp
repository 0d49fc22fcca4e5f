/// One layer of the cache: values by key with an end each, the least recently used dropped first. Belongs to
/// one thread at a time.
#pragma once

#include <list>
#include <optional>
#include <string>
#include <unordered_map>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::leadpipe {

class CacheLayer {
  public:
    CacheLayer(std::size_t capacity, base::Duration time_to_live)
        : capacity_(capacity), time_to_live_(time_to_live) {}

    /// Nothing for a key that is not held or whose time is over.
    std::optional<std::string> find(const std::string& key, base::Instant now) {
        const auto found = places_.find(key);
        if (found == places_.end()) return std::nullopt;
        if (now >= found->second->end) {
            drop(key);
            return std::nullopt;
        }
        by_use_.splice(by_use_.begin(), by_use_, found->second);
        return found->second->value;
    }

    /// How many values had to go for it.
    std::size_t keep(const std::string& key, std::string value, base::Instant now) {
        drop(key);
        by_use_.push_front({key, std::move(value), now + time_to_live_});
        places_[key] = by_use_.begin();
        if (places_.size() <= capacity_) return 0;
        places_.erase(by_use_.back().key);
        by_use_.pop_back();
        return 1;
    }

    void drop(const std::string& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return;
        by_use_.erase(found->second);
        places_.erase(found);
    }

    void clear() {
        by_use_.clear();
        places_.clear();
    }

    std::size_t size() const { return places_.size(); }

  private:
    struct Value {
        std::string key, value;
        base::Instant end;
    };

    std::size_t capacity_;
    base::Duration time_to_live_;
    std::list<Value> by_use_; ///< the most recently used first
    std::unordered_map<std::string, std::list<Value>::iterator> places_;
};

} // namespace redline::leadpipe
