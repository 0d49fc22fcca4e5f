/// Why this exists: the buyers a pipeline is tried with must misbehave as real ones do: take their time,
/// break, want no more for today, say no with status 200, and be told to do so while a test runs. A
/// SimulatedBuyer turns the text of a call into the text of an answer and says how long it would have taken;
/// whoever holds it waits.
///
/// What it bids follows from buyers.hpp alone: the same lead always meets the same fate. A post is bought at
/// the price it names, if the buyer may have bid that much. The rest is drawn by (seed, buyer, number of the
/// call), so a retry may meet better luck: whether it breaks, and the latency, which is log-normal with the
/// given median and 99th percentile (a positive quantity of many small delays multiplied; z(.99) = 2.3263),
/// its normal deviate after Box and Muller (1958).
///
/// Refusals come as 200: `Bad Address` where a post lacks street, city, a state of two letters or a zip of
/// five digits; `Not Interested` for what it would not have bid; `Duplicate` for a person it bought under
/// another lead_id, if it looks; `Quota Reached` above the daily cap, which counts sales of a day in UTC and
/// begins anew at midnight, for all buyers at once. A lead_id that was bought is answered alike again and not
/// counted twice, as long as it is among the last `remembered_max` ones bought.
///
/// A value without locks. What it cannot read is answered 400.
#pragma once

#include <chrono>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/leadpipe/buyer_wire.hpp"
#include "redline/leadpipe/buyers.hpp"
#include "redline/leadpipe/recent_keys.hpp"

namespace redline::leadpipe {

struct BuyerProfile {
    Buyer offer;
    WireFormat format = WireFormat::json;
    base::Duration latency_median = std::chrono::milliseconds(30);
    base::Duration latency_p99 = std::chrono::milliseconds(120);
    double error_share = 0; ///< of calls answered 503
    std::int64_t daily_cap = std::numeric_limits<std::int64_t>::max();
    bool refuses_known_people = false; ///< `Duplicate`
};

/// The buyers of buyers.hpp in their order; two of them speak XML.
std::span<const BuyerProfile> known_profiles();

enum class BuyerFault : std::uint8_t {
    none,
    slow,    ///< slow_by later
    hanging, ///< takes the call and never answers, nor buys
    failing, ///< every call is 503
};

/// Reads `none`, `slow`, `hanging` or `failing`; a wrong word is answered with the nearest right one.
base::Result<BuyerFault> parse_buyer_fault(std::string_view text);
std::string_view to_text(BuyerFault fault);

struct SimulatedAnswer {
    int status = 200;
    std::string body{};
    base::Duration latency{};
    base::Duration slow_by{}; ///< besides, by a fault: never scaled
    bool never = false;       ///< no answer comes
};

class SimulatedBuyer {
  public:
    static constexpr std::size_t remembered_max = 100'000;
    static constexpr base::Duration slow_by = std::chrono::seconds(2);

    SimulatedBuyer(const BuyerProfile& profile, std::uint64_t seed) : profile_(profile), seed_(seed) {}

    /// `call` came to the address for this kind of call at `now`.
    SimulatedAnswer answer(CallKind kind, std::string_view call, base::WallTime now);

    const BuyerProfile& profile() const { return profile_; }
    BuyerFault fault() const { return fault_; }
    std::int64_t bought_today(base::WallTime now) const;

    void set_fault(BuyerFault fault) { fault_ = fault; }
    void set_error_share(double share) { profile_.error_share = share; }
    void set_daily_cap(std::int64_t cap) { profile_.daily_cap = cap; }
    /// The 99th percentile moves in proportion.
    void set_latency(base::Duration median);

  private:
    BuyerReply decide(const BuyerCall& call, base::WallTime now);
    BuyerReply ping(const OfferedLead& lead, base::WallTime now) const;
    BuyerReply post(const OfferedLead& lead, std::int64_t price_cents, base::WallTime now);
    std::optional<std::string_view> refusal(const OfferedLead& lead, base::WallTime now) const;

    BuyerProfile profile_;
    std::uint64_t seed_;
    BuyerFault fault_ = BuyerFault::none;
    std::uint64_t calls_ = 0;
    std::chrono::sys_days day_{};
    std::int64_t bought_ = 0;                    ///< on that day
    RecentKeys prices_{remembered_max};          ///< by lead id
    RecentKeys leads_of_people_{remembered_max}; ///< by fingerprint
};

} // namespace redline::leadpipe
