#include "redline/leadpipe/http_buyers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/leadpipe/simulated_buyer.hpp"

namespace redline::leadpipe {

namespace {

UpstreamOptions upstream_options(const HttpBuyersOptions& options) {
    UpstreamOptions upstream;
    upstream.host = options.host;
    upstream.port = options.port;
    upstream.connections_max = options.threads;
    upstream.keep_alive = options.keep_alive;
    upstream.wait_max = options.answer_max;
    upstream.connect_timeout = std::min(upstream.connect_timeout, options.answer_max);
    upstream.answer_timeout = options.answer_max;
    return upstream;
}

BuyerReply reply_of(UpstreamFault fault) {
    const auto outcome = fault == UpstreamFault::timed_out ? ReplyOutcome::timed_out : ReplyOutcome::failed;
    return {outcome, 0, std::string(to_text(fault))};
}

} // namespace

/// A call until it is answered, by whoever comes first.
struct HttpBuyers::Waiting {
    CallKind kind;
    WireFormat format;
    OutgoingRequest request;
    Done done;
    std::atomic<bool> answered{false};

    void answer(BuyerReply reply) {
        if (!answered.exchange(true)) std::exchange(done, nullptr)(std::move(reply));
    }
};

std::vector<HttpBuyer> known_http_buyers() {
    std::vector<HttpBuyer> buyers;
    for (const auto& profile : known_profiles())
        buyers.push_back({std::string(profile.offer.name), profile.format});
    return buyers;
}

HttpBuyers::HttpBuyers(const std::vector<HttpBuyer>& buyers, Timers& timers, base::Clock& clock,
                       const HttpBuyersOptions& options)
    : timers_(timers), clock_(clock), options_(options), upstream_(upstream_options(options)),
      pool_(options.threads, options.waiting_max) {
    for (const auto& buyer : buyers) formats_.emplace(buyer.name, buyer.format);
}

HttpBuyers::~HttpBuyers() { closed_.store(true); }

void HttpBuyers::ask(const BuyerCall& call, const base::Traceparent& trace, Done done) {
    const auto found = formats_.find(call.buyer);
    if (found == formats_.end()) return done({ReplyOutcome::failed, 0, "no such buyer"});
    const auto format = found->second;
    const auto waiting = std::make_shared<Waiting>();
    waiting->kind = call.kind;
    waiting->format = format;
    waiting->request = {
        "POST",
        fmt::format("/buyers/{}/{}", call.buyer, to_text(call.kind)),
        {{"Content-Type", std::string(content_type_of(format))}, {"traceparent", base::to_text(trace)}},
        print(call, format),
        true};
    waiting->done = std::move(done);
    const bool timed = timers_.at(clock_.now() + options_.answer_max, [waiting] {
        waiting->answer({ReplyOutcome::timed_out, 0, "no answer in time"});
    });
    if (!timed || !pool_.try_run([this, waiting] { send(*waiting); }))
        waiting->answer({ReplyOutcome::failed, 0, "too many calls wait"});
}

void HttpBuyers::send(Waiting& waiting) {
    if (closed_.load() || waiting.answered.load()) return;
    const auto answer = upstream_.send(waiting.request);
    waiting.answer(answer ? leadpipe::reply_of(waiting.kind, answer->status, answer->body, waiting.format)
                          : reply_of(answer.error()));
}

} // namespace redline::leadpipe
