/// Why this exists: in ping/post selling, a sender first shows what a lead is worth without showing the
/// person (POST /v1/ping), and sends the person (POST /v1/post) only if a bid is worth it. The bids it was
/// shown must hold until then: an offer keeps them for a while under an id nobody can guess.
///
/// Offers live in memory for `kept_for`, at most `count_max` of them; of more, the oldest are forgotten
/// first. An offer is taken once. One that is not known any more is as if there had been no ping. Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/leadpipe/auction.hpp"

namespace redline::leadpipe {

struct OfferLimits {
    base::Duration kept_for = std::chrono::seconds(60);
    std::size_t count_max = 100'000;
};

struct Offer {
    std::vector<Bid> bids; ///< highest first
};

class Offers {
  public:
    /// `clock` outlives this.
    explicit Offers(base::Clock& clock, OfferLimits limits = {}) : clock_(clock), limits_(limits) {}

    /// The id under which it can be taken.
    std::string keep(Offer offer);
    std::optional<Offer> take(const std::string& id);

  private:
    struct Kept {
        Offer offer;
        base::Instant until;
    };
    void forget_until(base::Instant now);
    void forget_oldest();

    base::Clock& clock_;
    const OfferLimits limits_;
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
    std::deque<std::pair<base::Instant, std::string>> by_age_;
};

} // namespace redline::leadpipe
