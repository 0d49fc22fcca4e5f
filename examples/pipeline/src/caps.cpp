#include "redline/leadpipe/caps.hpp"

#include <utility>

namespace redline::leadpipe {

void Caps::start_from(std::chrono::sys_days day, std::map<std::string, std::int64_t> sold) {
    const std::lock_guard lock(mutex_);
    day_ = day;
    taken_ = {std::make_move_iterator(sold.begin()), std::make_move_iterator(sold.end())};
}

std::optional<std::chrono::sys_days> Caps::reserve(std::string_view buyer) {
    if (!per_day_) return std::chrono::sys_days();
    const std::lock_guard lock(mutex_);
    turn_the_day();
    auto found = taken_.find(buyer);
    if (found == taken_.end()) found = taken_.emplace(buyer, 0).first;
    if (found->second >= *per_day_) return std::nullopt;
    ++found->second;
    return day_;
}

void Caps::release(std::string_view buyer, std::chrono::sys_days day) {
    if (!per_day_) return;
    const std::lock_guard lock(mutex_);
    turn_the_day();
    if (day != day_) return;
    if (const auto found = taken_.find(buyer); found != taken_.end() && found->second > 0) --found->second;
}

void Caps::turn_the_day() {
    const auto today = std::chrono::floor<std::chrono::days>(clock_.wall_now());
    if (std::exchange(day_, today) != today) taken_.clear();
}

} // namespace redline::leadpipe
