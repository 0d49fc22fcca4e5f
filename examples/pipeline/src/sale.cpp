#include "redline/leadpipe/sale.hpp"

#include <algorithm>
#include <array>

namespace redline::leadpipe {

std::string_view to_text(SaleState state) {
    constexpr std::array<std::string_view, 3> names{"sold", "unsold", "failed"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view to_text(PassedOver why) {
    constexpr std::array<std::string_view, passed_over_count> names{"breaker_open", "no_room", "cap_reached",
                                                                    "unknown"};
    return names[static_cast<std::size_t>(why)];
}

SaleStep SaleProgress::first() {
    if (!bids_.empty()) return Post{};
    outcome_.state = SaleState::unsold;
    outcome_.reason = "no bids";
    return outcome_;
}

SaleStep SaleProgress::passed_over(PassedOver why) {
    return next_bid(std::string(to_text(why)), why == PassedOver::breaker_open || why == PassedOver::no_room);
}

std::optional<base::Duration> SaleProgress::delay_after(const BuyerReply& reply, double jitter) const {
    return transient(reply.outcome) ? retry_delay(policy_, attempt_, jitter) : std::nullopt;
}

/// The post that was answered is counted where its answer is.
SaleStep SaleProgress::retry(const BuyerReply& reply, base::Duration after) {
    ++outcome_.posts;
    doubtful_ = doubtful_ || reply.outcome == ReplyOutcome::timed_out;
    return Post{at_, ++attempt_, after};
}

SaleStep SaleProgress::settle(const BuyerReply& reply) {
    ++outcome_.posts;
    doubtful_ = doubtful_ || reply.outcome == ReplyOutcome::timed_out;
    if (reply.outcome == ReplyOutcome::accepted) return sold(reply.price_cents);
    const bool known = reply.outcome == ReplyOutcome::refused;
    if (known) doubtful_ = false;
    return next_bid(reply.reason, transient(reply.outcome));
}

SaleStep SaleProgress::sold(std::int64_t price_cents) {
    outcome_.state = SaleState::sold;
    outcome_.buyer = bids_[at_].buyer;
    outcome_.price_cents = price_cents > 0 ? price_cents : bids_[at_].price_cents;
    outcome_.reason.clear();
    return outcome_;
}

SaleStep SaleProgress::next_bid(std::string reason, bool may_change) {
    if (doubtful_) outcome_.in_doubt.push_back(bids_[at_].buyer);
    doubtful_ = false;
    transient_ = transient_ || may_change;
    outcome_.reason = std::move(reason);
    attempt_ = 1;
    if (++at_ < bids_.size()) return Post{at_, 1, {}};
    outcome_.state = transient_ ? SaleState::failed : SaleState::unsold;
    return outcome_;
}

} // namespace redline::leadpipe
