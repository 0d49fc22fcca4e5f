#include "auction_run.hpp"

#include <algorithm>

namespace redline::leadpipe {

AuctionRun::AuctionRun(std::shared_ptr<MarketCore> core, const OfferedLead& lead,
                       const base::Traceparent& trace, Market::BidsDone done)
    : core_(std::move(core)), lead_(without_person(lead)),
      span_(core_->parts.tracer.detached_span("auction", trace)), done_(std::move(done)) {
    const auto desks = core_->desks.wanting(lead.vertical);
    asked_.reserve(desks.size());
    for (auto* desk : desks) asked_.push_back({desk});
    open_ = asked_.size();
}

void AuctionRun::start() {
    if (asked_.empty()) return end();
    const auto at_once = sequential() ? 1 : asked_.size();
    for (std::size_t at = 0; at < at_once; ++at) ask(at);
    set_end();
}

void AuctionRun::ask(std::size_t at) {
    auto& asked = asked_[at];
    const auto permit = asked.desk->allow(core_->now());
    if (!permit) {
        asked.desk->count_passed_over(PassedOver::breaker_open);
        return note(at, std::nullopt);
    }
    asked.permit = *permit;
    asked.span.emplace(
        core_->parts.tracer.detached_span(asked.desk->operation(CallKind::ping), span_.context()));
    core_->parts.line.ask({CallKind::ping, asked.desk->name(), 0, lead_}, asked.span->context(),
                          [self = shared_from_this(), at](BuyerReply reply) {
                              self->core_->enter([&] { self->heard(at, std::move(reply)); });
                          });
}

void AuctionRun::heard(std::size_t at, BuyerReply reply) {
    auto& asked = asked_[at];
    asked.desk->record(CallKind::ping, reply, asked.permit, core_->now());
    if (transient(reply.outcome)) asked.span->set_error(to_text(reply.outcome));
    asked.span->end();
    note(at, std::move(reply));
}

void AuctionRun::note(std::size_t at, std::optional<BuyerReply> reply) {
    bool last = false;
    {
        const std::lock_guard lock(mutex_);
        if (over_) {
            if (reply && reply->outcome == ReplyOutcome::bid) asked_[at].desk->count_late_bid();
            return;
        }
        asked_[at].heard = reply && !transient(reply->outcome);
        asked_[at].reply = std::move(reply);
        last = --open_ == 0;
    }
    if (last) return end();
    if (sequential()) ask(at + 1);
}

/// Most auctions of buyers in this process are over before anybody has to wait for them. Where no timer is to
/// be had, the line's own patience ends the auction.
void AuctionRun::set_end() {
    {
        const std::lock_guard lock(mutex_);
        if (over_) return;
    }
    core_->parts.timers.at(core_->now() + core_->options.auction_max,
                           [self = shared_from_this()] { self->core_->enter([&] { self->end(); }); });
}

void AuctionRun::end() {
    {
        const std::lock_guard lock(mutex_);
        if (over_) return;
        over_ = true;
    }
    std::vector<PingReply> replies;
    replies.reserve(asked_.size());
    for (auto& asked : asked_)
        if (asked.reply) replies.push_back({asked.desk->name(), *std::move(asked.reply)});
    span_.end();
    core_->leave();
    const auto done = std::move(done_);
    const auto unheard =
        std::count_if(asked_.begin(), asked_.end(), [](const Asked& asked) { return !asked.heard; });
    done({ranked(replies), static_cast<std::size_t>(unheard)});
}

} // namespace redline::leadpipe
