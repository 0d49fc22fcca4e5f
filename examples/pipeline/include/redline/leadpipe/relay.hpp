/// Why this exists: what the ledger wrote down must reach those who act on it, and be told to nobody if it
/// was not written (the "transactional outbox"; Richardson, "Microservices Patterns", 2018, 3.3.7). The relay
/// follows the ledger's log and publishes each fact on the bus, in order, and moves its cursor behind what
/// was published.
///
/// A crash between the two publishes a fact again: under the same event id, which the bus knows for its
/// duplicate window; beyond it, a consumer sees it twice and finds the lead settled. A bus that fails or is
/// full is tried again until it takes the facts; meanwhile the log waits. A fact that breaks the contract of
/// its subject is logged and passed over, for it would break it every time; its lead, if one waits, is
/// settled as `failed`.
///
/// A thread of its own until destroyed; what is handed in outlives this.
#pragma once

#include <atomic>
#include <thread>

#include "redline/leadpipe/bus.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

/// The event of a fact, under the id it has whenever it is published. `fallback` is its trace where the fact
/// has none. Nothing for a payload that is no JSON.
std::optional<Event> event_of(const LogRow& fact, const base::Traceparent& fallback);

class Relay {
  public:
    Relay(Ledger& ledger, Bus& bus, base::Clock& clock, tracer::Tracer& tracer);

    /// The sequence up to which everything is published.
    std::int64_t published() const { return published_; }

  private:
    void follow(const std::stop_token& stop);
    bool publish_next();
    bool publish(const std::vector<Event>& events, tracer::Span& span);
    void pass_over(const LogRow& fact);

    Ledger& ledger_;
    Bus& bus_;
    base::Clock& clock_;
    tracer::Tracer& tracer_;
    std::atomic<std::int64_t> published_{0};
    std::jthread thread_; ///< last, so that it ends before what it uses
};

} // namespace redline::leadpipe
