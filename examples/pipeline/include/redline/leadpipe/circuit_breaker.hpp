/// Why this exists: a buyer that is down costs every lead its whole patience. A breaker watches the last
/// calls to one buyer; when too many of them failed it opens, and calls are refused at once until the buyer
/// has had time to recover. Then a few probes go through, and what they meet closes it or opens it again
/// (Nygard, "Release It!", 2007; states and count-based window as in resilience4j's CircuitBreaker).
///
///     closed ── failures ≥ failure_share of a window with calls_min ──► open ── open_for ──► half_open
///     half_open ── probes_max successes ──► closed, window empty      half_open ── one failure ──► open
///
/// A permit remembers the period it was given in: results that come after the state has changed say nothing
/// about the present one and are ignored. Every permit must be given back with record().
///
/// A value without locks; time is handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"

namespace redline::leadpipe {

struct BreakerLimits {
    bool enabled = true;
    std::size_t window = 20;    ///< the last so many calls are looked at
    std::size_t calls_min = 10; ///< fewer in the window decide nothing
    double failure_share = 0.5;
    base::Duration open_for = std::chrono::seconds(5);
    std::size_t probes_max = 3; ///< in a half-open period
};

enum class BreakerState : std::uint8_t { closed, half_open, open };
std::string_view to_text(BreakerState state);

class CircuitBreaker {
  public:
    struct Permit {
        std::uint64_t period = 0;
    };

    explicit CircuitBreaker(const BreakerLimits& limits) : limits_(limits) {}

    /// Nothing: the call must not be made.
    std::optional<Permit> allow(base::Instant now);
    void record(Permit permit, bool succeeded, base::Instant now);

    /// As of the last call of allow() or record().
    BreakerState state() const { return state_; }

  private:
    void enter(BreakerState state, base::Instant now);
    void slide(bool failed);

    BreakerLimits limits_;
    BreakerState state_ = BreakerState::closed;
    std::uint64_t period_ = 0;
    base::Instant since_{};
    std::vector<bool> failed_{}; ///< a ring of at most `window`
    std::size_t next_ = 0, failures_ = 0;
    std::size_t probes_given_ = 0, probes_succeeded_ = 0;
};

} // namespace redline::leadpipe
