/// Why this exists: a buyer knows again what it has just bought, and no memory is endless. Keys and their
/// values are kept in the order they came; when full, the oldest is forgotten.
///
/// A value without locks; a lookup and an insertion are constant on average.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace redline::leadpipe {

class RecentKeys {
  public:
    explicit RecentKeys(std::size_t kept_max) : kept_max_(kept_max) {}

    std::optional<std::int64_t> find(std::int64_t key) const {
        const auto found = values_.find(key);
        return found == values_.end() ? std::nullopt : std::optional(found->second);
    }

    /// A key that is known keeps its value and its age.
    void remember(std::int64_t key, std::int64_t value) {
        if (kept_max_ == 0 || !values_.try_emplace(key, value).second) return;
        order_.push_back(key);
        if (order_.size() <= kept_max_) return;
        values_.erase(order_.front());
        order_.pop_front();
    }

  private:
    std::size_t kept_max_;
    std::unordered_map<std::int64_t, std::int64_t> values_;
    std::deque<std::int64_t> order_;
};

} // namespace redline::leadpipe
