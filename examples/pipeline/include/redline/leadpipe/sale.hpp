/// Why this exists: a lead goes to the highest bidder, who may be broken, slow, full or closed for today, and
/// then to the next. What to do after each answer is decided here, without a clock, a lock or a socket; the
/// market (market.hpp) does it.
///
///     first() ──► Post ──► answered(reply) ──► Post (again or next bid) ──► … ──► SaleOutcome
///                     └──► passed_over(why) ─┘
///
/// A buyer that said no is not asked again. One that failed is, as the retry policy says, and then passed
/// over. The lead is `failed`, and may be delivered again later, if nobody bought it and at least one buyer
/// did not get to say yes or no; it is `unsold` if all said no or none had bid. A buyer that timed out may
/// have taken the lead all the same: it is named in `in_doubt`, unless it bought it in the end.
///
/// A value; pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "redline/leadpipe/auction.hpp"
#include "redline/leadpipe/retry_policy.hpp"

namespace redline::leadpipe {

enum class SaleState : std::uint8_t { sold, unsold, failed };
std::string_view to_text(SaleState state);

struct SaleOutcome {
    SaleState state = SaleState::failed;
    std::string buyer{};          ///< who bought
    std::int64_t price_cents = 0; ///< at what
    int posts = 0;                ///< how many were made, retries among them
    std::string reason{};         ///< if not sold, why the last buyer did not: `Quota Reached`, `no bids`
    std::vector<std::string> in_doubt{};
    bool operator==(const SaleOutcome&) const = default;
};

/// Post the lead to this bid's buyer, so much later.
struct Post {
    std::size_t bid = 0;
    int attempt = 1;
    base::Duration after{};
    bool operator==(const Post&) const = default;
};

using SaleStep = std::variant<Post, SaleOutcome>;

/// Why a buyer was not posted to.
enum class PassedOver : std::uint8_t {
    breaker_open, ///< may be closed later: the lead is not lost
    no_room,      ///< for the wait before a retry: neither is it
    cap_reached,  ///< the buyer wants no more today: a no
    unknown,      ///< nobody here has this name: a no
};

constexpr std::size_t passed_over_count = 4;
std::string_view to_text(PassedOver why); ///< `breaker_open`

class SaleProgress {
  public:
    /// `bids` as ranked() gives them.
    SaleProgress(std::vector<Bid> bids, RetryPolicy policy) : bids_(std::move(bids)), policy_(policy) {}

    const std::vector<Bid>& bids() const { return bids_; }

    SaleStep first();

    /// Instead of the post that was due.
    SaleStep passed_over(PassedOver why);

    /// What the post met. `retry_granted` says whether the budget has another one; it is asked only where it
    /// matters. `jitter` is in [0, 1).
    template <class Granted>
    SaleStep answered(const BuyerReply& reply, double jitter, Granted retry_granted) {
        const auto again = delay_after(reply, jitter);
        return again && retry_granted() ? retry(reply, *again) : settle(reply);
    }

  private:
    std::optional<base::Duration> delay_after(const BuyerReply& reply, double jitter) const;
    SaleStep retry(const BuyerReply& reply, base::Duration after);
    SaleStep settle(const BuyerReply& reply);
    SaleStep sold(std::int64_t price_cents);
    SaleStep next_bid(std::string reason, bool may_change);

    std::vector<Bid> bids_;
    RetryPolicy policy_;
    std::size_t at_ = 0;
    int attempt_ = 1;
    bool doubtful_ = false;  ///< this buyer timed out
    bool transient_ = false; ///< an earlier buyer could not say yes or no
    SaleOutcome outcome_{};
};

} // namespace redline::leadpipe
