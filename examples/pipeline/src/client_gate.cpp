#include "redline/leadpipe/client_gate.hpp"

#include <fmt/format.h>

#include "redline/leadpipe/bot_filter.hpp"

namespace redline::leadpipe {

namespace {

Problem no_key() {
    return {401, "key-required", "The key is missing or unknown",
            "X-Api-Key must hold a key of this gateway"};
}

Problem too_many(base::Duration wait) {
    return {429, "rate-limited", "The source sends too much",
            fmt::format("the limit of this source has room again in {}", base::to_brief_text(wait))};
}

Problem looks_like_a_bot(BotSign sign) {
    return {403, "bot", "The request looks like a program's",
            sign == BotSign::user_agent ? "the user agent is a crawler's or a driven browser's"
                                        : "a field was filled in that people do not see"};
}

Problem no_room(ClientClass client) {
    return {503, "no-room", "Too much is in flight already",
            fmt::format("the class {} has no room left in the gateway", to_text(client))};
}

} // namespace

ClientGate::ClientGate(ClientGateOptions options)
    : options_(std::move(options)), limit_(options_.rate), admission_(options_.admission) {}

ClientGate::Pass::~Pass() {
    if (gate_ == nullptr) return;
    const std::lock_guard lock(gate_->mutex_);
    gate_->admission_.leave(client_.client_class);
}

tl::unexpected<TurnedAway> ClientGate::turn_away(GateStep step, Problem problem, base::Duration come_again) {
    ++turned_away_[static_cast<std::size_t>(step)];
    return tl::unexpected(TurnedAway{std::move(problem), come_again});
}

std::optional<Client> ClientGate::identify(const Request& request) const {
    if (options_.keys.open()) return Client{request.peer, ClientClass::standard};
    return options_.keys.find(request.api_key);
}

tl::expected<ClientGate::Pass, TurnedAway> ClientGate::enter(const Request& request, base::Instant now) {
    auto client = identify(request);
    if (!client) return turn_away(GateStep::key, no_key());
    const auto wait = [&] {
        const std::lock_guard lock(mutex_);
        return limit_.take(client->source, now);
    }();
    if (wait > base::Duration::zero()) return turn_away(GateStep::rate, too_many(wait), wait);
    const auto sign = options_.bot_filter ? bot_sign(request.user_agent, request.body) : BotSign::none;
    if (sign != BotSign::none) return turn_away(GateStep::bot, looks_like_a_bot(sign));
    const bool entered = [&] {
        const std::lock_guard lock(mutex_);
        return admission_.enter(client->client_class);
    }();
    if (!entered) return turn_away(GateStep::room, no_room(client->client_class), std::chrono::seconds(1));
    return Pass(*this, *std::move(client));
}

std::size_t ClientGate::in_flight(ClientClass client) const {
    const std::lock_guard lock(mutex_);
    return admission_.in_flight(client);
}

} // namespace redline::leadpipe
