#include "redline/leadpipe/embedded_buyers.hpp"

namespace redline::leadpipe {

namespace {

base::Duration scaled(base::Duration latency, double factor) {
    return base::Duration(static_cast<std::int64_t>(factor * static_cast<double>(latency.count())));
}

} // namespace

void EmbeddedBuyers::ask(const BuyerCall& call, const base::Traceparent&, Done done) {
    const auto format = roster_.format_of(call.buyer);
    if (!format) return done({ReplyOutcome::failed, 0, "no such buyer"});
    const auto answer = roster_.answer(call.buyer, call.kind, print(call, *format), clock_.wall_now());
    const auto takes = scaled(answer->latency, options_.latency_factor) + answer->slow_by;
    if (answer->never || takes > options_.answer_max)
        return answer_after(options_.answer_max, {ReplyOutcome::timed_out, 0, "no answer in time"},
                            std::move(done));
    answer_after(takes, reply_of(call.kind, answer->status, answer->body, *format), std::move(done));
}

void EmbeddedBuyers::answer_after(base::Duration wait, BuyerReply reply, Done done) {
    if (wait <= base::Duration{}) return done(std::move(reply));
    const auto asker = std::make_shared<Done>(std::move(done));
    if (!timers_.at(clock_.now() + wait, [asker, reply = std::move(reply)] { (*asker)(reply); }))
        (*asker)({ReplyOutcome::failed, 0, "too many calls wait"});
}

} // namespace redline::leadpipe
