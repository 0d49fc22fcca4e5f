/// Why this exists: what goes in and out of the store (the read model), apart from its file.
///
/// Days are those of UTC, written as in ISO 8601: `2026-05-01`. Money is in cents. Values without locks.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/lead_state.hpp"

namespace redline::leadpipe {

using Day = std::chrono::sys_days;

Day day_of(base::WallTime time);
std::string day_text(Day day);
/// Nothing for anything day_text does not write, and for days there are none.
std::optional<Day> parse_day(std::string_view text);

/// Both included.
struct DayRange {
    Day from{}, to{};
    bool operator==(const DayRange&) const = default;
};

/// An answer of the store has at most so many rows, the first; one more than this says that there are others.
constexpr std::size_t store_rows_max = 10'000;

/// What a buyer bought on a day. A return counts on the day of the sale it takes back, and the sale stays
/// counted: what the buyer owes is cents - returned_cents.
struct SalesRow {
    Day day{};
    std::string buyer;
    std::int64_t count = 0, cents = 0, returned = 0, returned_cents = 0;
    bool operator==(const SalesRow&) const = default;
};

/// Leads that came on a day, by what has become of them.
struct LeadCountRow {
    Day day{};
    std::string vertical; ///< empty for leads refused before it was read
    LeadState state = LeadState::accepted;
    std::int64_t count = 0;
    bool operator==(const LeadCountRow&) const = default;
};

/// A report somebody asked for, and how far it is.
struct ReportRow {
    std::string id;
    std::string request;                ///< a JSON object: what was asked
    std::string webhook;                ///< a URL; empty for none
    std::optional<std::string> content; ///< once it is made
    std::int64_t attempts = 0;          ///< of telling the webhook
    std::optional<bool> told{};         ///< whether the webhook took it; nothing while it is still tried
    std::int64_t due = 0;               ///< the next attempt, in nanoseconds since 1970
    bool operator==(const ReportRow&) const = default;
};

/// Where the store stands in the log, and what came after.
struct Lag {
    std::int64_t events = 0;   ///< not yet applied; not more than are looked at
    double behind_seconds = 0; ///< the age of the oldest of them; 0 without any
    bool operator==(const Lag&) const = default;
};

} // namespace redline::leadpipe
