#include "redline/leadpipe/relay.hpp"

#include <fmt/format.h>

#include "redline/leadpipe/event_contract.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view follower = "relay";
constexpr std::size_t batch_max = 512;
constexpr auto retry_delay = std::chrono::milliseconds(100);

/// Nobody waits for these, and they hold the person.
bool is_published(Subject subject) { return subject != Subject::lead_received; }

} // namespace

std::optional<Event> event_of(const LogRow& fact, const base::Traceparent& fallback) {
    auto payload = base::parse_json(fact.payload, "log");
    if (!payload) return std::nullopt;
    return Event{fmt::format("{}.{}", lead_id_text(fact.lead), fact.sequence),
                 fact.subject,
                 fact.lead,
                 fact.trace.trace_id ? fact.trace : fallback,
                 std::chrono::floor<std::chrono::milliseconds>(fact.at),
                 1,
                 *std::move(payload)};
}

Relay::Relay(Ledger& ledger, Bus& bus, base::Clock& clock, tracer::Tracer& tracer)
    : ledger_(ledger), bus_(bus), clock_(clock), tracer_(tracer),
      published_(ledger.cursor(follower).value_or(0)),
      thread_([this](const std::stop_token& stop) { follow(stop); }) {}

void Relay::follow(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto seen = ledger_.commits();
        if (publish_next()) continue;
        ledger_.wait_for_commit(seen, clock_.now() + retry_delay, stop);
    }
}

/// False when there was nothing to publish, or it could not be.
bool Relay::publish_next() {
    const auto facts = ledger_.log(published_, batch_max);
    if (!facts || facts->empty()) return false;
    auto span = tracer_.span("relay");
    std::vector<Event> events;
    for (const auto& fact : *facts) {
        if (!is_published(fact.subject)) continue;
        auto event = event_of(fact, span.context());
        if (event && check_event(*event))
            events.push_back(*std::move(event));
        else
            pass_over(fact);
    }
    if (!events.empty() && !publish(events, span)) return false;
    published_ = facts->back().sequence;
    return ledger_.move_cursor(follower, published_);
}

bool Relay::publish(const std::vector<Event>& events, tracer::Span& span) {
    const auto published = bus_.publish(events);
    if (published) return true;
    span.set_error(to_text(published.error().fault));
    tracer_.log(tracer::Severity::error, "facts could not be published",
                {{"count", events.size()}, {"reason", published.error().message}});
    return false;
}

/// One fact no event can hold must not stop all behind it. If somebody was to act on it, nobody will: its
/// lead waits among the dead letters.
void Relay::pass_over(const LogRow& fact) {
    tracer_.log(tracer::Severity::error, "a fact breaks its contract and is passed over",
                {{"sequence", fact.sequence}, {"subject", to_text(fact.subject)}});
    if (fact.subject != Subject::lead_accepted) return;
    ledger_.settle(
        {{.id = fact.lead, .state = LeadState::failed, .reason = "it breaks the contract of lead.accepted"}});
}

} // namespace redline::leadpipe
