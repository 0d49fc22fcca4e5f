#include "delivery_run.hpp"

#include <utility>

#include "redline/leadpipe/redelivery.hpp"

namespace redline::leadpipe {

DeliveryRun::DeliveryRun(std::shared_ptr<MarketCore> core, const OfferedLead& lead,
                         const base::Traceparent& trace, std::vector<Bid> bids, Market::SaleDone done)
    : core_(std::move(core)), lead_(lead), span_(core_->parts.tracer.detached_span("delivery", trace)),
      delivery_(std::move(bids), core_->options.retry), done_(std::move(done)) {}

void DeliveryRun::take(const SaleStep& step) {
    if (const auto* outcome = std::get_if<SaleOutcome>(&step)) return finish(*outcome);
    const auto& post = std::get<Post>(step);
    post.after > base::Duration{} ? wait_for(post) : make(post);
}

void DeliveryRun::wait_for(const Post& post) {
    auto call = [self = shared_from_this(), post] { self->core_->enter([&] { self->make(post); }); };
    if (!core_->parts.timers.at(core_->now() + post.after, std::move(call))) pass_over(PassedOver::no_room);
}

void DeliveryRun::make(const Post& post) {
    post_ = post;
    desk_ = core_->desks.find(bid().buyer);
    if (desk_ == nullptr) return pass_over(PassedOver::unknown);
    if (!reserve()) return pass_over(PassedOver::cap_reached);
    const auto permit = desk_->allow(core_->now());
    if (!permit) return pass_over(PassedOver::breaker_open);
    permit_ = *permit;
    pay();
    ask();
}

void DeliveryRun::pass_over(PassedOver why) {
    if (desk_ != nullptr) desk_->count_passed_over(why);
    release();
    take(delivery_.passed_over(why));
}

void DeliveryRun::ask() {
    call_span_.emplace(core_->parts.tracer.detached_span(desk_->operation(CallKind::post), span_.context()));
    core_->parts.line.ask({CallKind::post, bid().buyer, bid().price_cents, lead_}, call_span_->context(),
                          [self = shared_from_this()](const BuyerReply& reply) {
                              self->core_->enter([&] { self->heard(reply); });
                          });
}

void DeliveryRun::heard(const BuyerReply& reply) {
    desk_->record(CallKind::post, reply, permit_, core_->now());
    if (transient(reply.outcome)) call_span_->set_error(to_text(reply.outcome));
    call_span_->end();
    const auto step = step_after(reply);
    if (!stays(step)) release();
    take(step);
}

SaleStep DeliveryRun::step_after(const BuyerReply& reply) {
    const auto jitter = redelivery_jitter(core_->options.seed, bid().buyer, lead_.id, post_.attempt);
    return delivery_.answered(reply, jitter, [this] { return retry_granted(); });
}

/// Whether the place held under the cap is still needed, or used.
bool DeliveryRun::stays(const SaleStep& step) const {
    if (const auto* outcome = std::get_if<SaleOutcome>(&step)) return outcome->state == SaleState::sold;
    return std::get<Post>(step).bid == post_.bid;
}

bool DeliveryRun::retry_granted() {
    const std::lock_guard lock(core_->budget_mutex);
    const bool granted = core_->budget.withdraw(core_->now());
    if (!granted) core_->desks.count_refused_retry();
    return granted;
}

/// The retries were paid for when they were granted.
void DeliveryRun::pay() {
    if (post_.attempt > 1) return desk_->count_retry();
    const std::lock_guard lock(core_->budget_mutex);
    core_->budget.deposit(core_->now());
}

bool DeliveryRun::reserve() {
    if (reserved_) return true;
    const auto& gate = core_->parts.caps.reserve;
    reserved_ = gate ? gate(bid().buyer) : std::chrono::sys_days();
    return reserved_.has_value();
}

void DeliveryRun::release() {
    const auto day = std::exchange(reserved_, std::nullopt);
    if (day && core_->parts.caps.release) core_->parts.caps.release(bid().buyer, *day);
}

void DeliveryRun::finish(SaleOutcome outcome) {
    core_->desks.count(outcome.state);
    if (outcome.state == SaleState::failed) span_.set_error("failed");
    span_.end();
    core_->leave();
    const auto done = std::move(done_);
    done(std::move(outcome));
}

} // namespace redline::leadpipe
