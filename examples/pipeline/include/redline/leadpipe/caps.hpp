/// Why this exists: a buyer that wants a hundred leads a day must not be sold the hundred and first, however
/// many deliveries run at once. A place is reserved before the lead is posted and given back if the buyer did
/// not take it; what was sold is the ledger's to count, and is handed in when the process starts.
///
/// Days are UTC; at midnight every count starts again, all at once. A place reserved before midnight counts
/// for the day it was reserved in. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "redline/base/clock.hpp"

namespace redline::leadpipe {

class Caps {
  public:
    /// `per_day` holds for each buyer; nothing: no cap. `clock` outlives this.
    Caps(std::optional<std::int64_t> per_day, base::Clock& clock) : per_day_(per_day), clock_(clock) {}

    /// What was sold on a day before this object was made.
    void start_from(std::chrono::sys_days day, std::map<std::string, std::int64_t> sold);

    /// Holds a place for today, which it returns. Nothing: the cap is reached.
    std::optional<std::chrono::sys_days> reserve(std::string_view buyer);
    /// Gives back a place of that day; of a day that is over there is nothing to give back.
    void release(std::string_view buyer, std::chrono::sys_days day);

  private:
    void turn_the_day();

    const std::optional<std::int64_t> per_day_;
    base::Clock& clock_;
    std::mutex mutex_;
    std::chrono::sys_days day_{};
    std::map<std::string, std::int64_t, std::less<>> taken_;
};

} // namespace redline::leadpipe
