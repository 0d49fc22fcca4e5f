#include "redline/leadpipe/simulated_buyer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "redline/base/random.hpp"
#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> fault_names{"none", "slow", "hanging", "failing"};

constexpr std::array<std::string_view, 2> xml_buyers{"harbor-mortgage", "silver-medicare"};

std::vector<BuyerProfile> make_profiles() {
    std::vector<BuyerProfile> profiles;
    for (const auto& buyer : known_buyers()) {
        const bool xml = std::ranges::find(xml_buyers, buyer.name) != xml_buyers.end();
        profiles.push_back({.offer = buyer, .format = xml ? WireFormat::xml : WireFormat::json});
    }
    return profiles;
}

double normal_deviate(base::Random& dice) {
    const auto radius = std::sqrt(-2 * std::log(1 - dice.uniform())); // 1 - u, for log(0) is infinite
    return radius * std::cos(2 * std::numbers::pi * dice.uniform());
}

base::Duration latency_of(const BuyerProfile& profile, base::Random& dice) {
    constexpr double z99 = 2.3263;
    const auto median = base::in_seconds(profile.latency_median);
    if (median <= 0) return {};
    const auto sigma = std::log(std::max(1.0, base::in_seconds(profile.latency_p99) / median)) / z99;
    const auto seconds = median * std::exp(sigma * normal_deviate(dice));
    return std::chrono::duration_cast<base::Duration>(std::chrono::duration<double>(seconds));
}

bool all_within(std::string_view text, char first, char last) {
    return std::ranges::all_of(text, [&](char c) { return c >= first && c <= last; });
}

/// A buyer keeps no list of its bids: what it may have bid, for a lead or for a ping before it, it stands by.
bool may_have_bid(const Buyer& buyer, std::string_view vertical, std::int64_t price_cents) {
    return buys(buyer, vertical) && price_cents >= buyer.floor_cents && price_cents <= buyer.ceiling_cents;
}

bool address_by_parts(const OfferedLead& lead) {
    return !lead.street.empty() && !lead.city.empty() && lead.state.size() == 2 &&
           all_within(lead.state, 'A', 'Z') && lead.zip.size() == 5 && all_within(lead.zip, '0', '9');
}

} // namespace

std::span<const BuyerProfile> known_profiles() {
    static const auto profiles = make_profiles();
    return profiles;
}

base::Result<BuyerFault> parse_buyer_fault(std::string_view text) {
    return parse_choice<BuyerFault>("fault of a buyer", text, fault_names);
}

std::string_view to_text(BuyerFault fault) { return fault_names[static_cast<std::size_t>(fault)]; }

void SimulatedBuyer::set_latency(base::Duration median) {
    const auto spread =
        base::in_seconds(profile_.latency_p99) / std::max(1e-9, base::in_seconds(profile_.latency_median));
    profile_.latency_median = median;
    profile_.latency_p99 = std::chrono::duration_cast<base::Duration>(
        std::chrono::duration<double>(base::in_seconds(median) * spread));
}

std::int64_t SimulatedBuyer::bought_today(base::WallTime now) const {
    return std::chrono::floor<std::chrono::days>(now) == day_ ? bought_ : 0;
}

SimulatedAnswer SimulatedBuyer::answer(CallKind kind, std::string_view text, base::WallTime now) {
    auto dice = base::Random::keyed(seed_, profile_.offer.name, calls_++);
    const bool breaks = dice.chance(profile_.error_share) || fault_ == BuyerFault::failing;
    SimulatedAnswer answer{.latency = latency_of(profile_, dice)};
    answer.slow_by = fault_ == BuyerFault::slow ? slow_by : base::Duration{};
    answer.never = fault_ == BuyerFault::hanging;
    if (answer.never) return answer;
    if (breaks) {
        answer.status = 503;
        return answer;
    }
    const auto call = parse_call(text, profile_.format);
    if (!call || call->kind != kind) {
        answer.status = 400;
        return answer;
    }
    answer.body = print(decide(*call, now), profile_.format);
    return answer;
}

BuyerReply SimulatedBuyer::decide(const BuyerCall& call, base::WallTime now) {
    return call.kind == CallKind::ping ? ping(call.lead, now) : post(call.lead, call.price_cents, now);
}

BuyerReply SimulatedBuyer::ping(const OfferedLead& lead, base::WallTime now) const {
    if (!buys(profile_.offer, lead.vertical)) return {ReplyOutcome::declined};
    if (bought_today(now) >= profile_.daily_cap) return {ReplyOutcome::refused, 0, "Quota Reached"};
    const auto cents = bid_of(profile_.offer, lead.fingerprint);
    return cents ? BuyerReply{ReplyOutcome::bid, *cents} : BuyerReply{ReplyOutcome::declined};
}

std::optional<std::string_view> SimulatedBuyer::refusal(const OfferedLead& lead, base::WallTime now) const {
    if (!address_by_parts(lead)) return "Bad Address";
    if (profile_.refuses_known_people && leads_of_people_.find(lead.fingerprint)) return "Duplicate";
    if (bought_today(now) >= profile_.daily_cap) return "Quota Reached";
    return std::nullopt;
}

BuyerReply SimulatedBuyer::post(const OfferedLead& lead, std::int64_t price_cents, base::WallTime now) {
    if (const auto price = prices_.find(lead.id)) return {ReplyOutcome::accepted, *price};
    if (const auto reason = refusal(lead, now)) return {ReplyOutcome::refused, 0, std::string(*reason)};
    if (!may_have_bid(profile_.offer, lead.vertical, price_cents))
        return {ReplyOutcome::refused, 0, "Not Interested"};
    bought_ = bought_today(now) + 1;
    day_ = std::chrono::floor<std::chrono::days>(now);
    prices_.remember(lead.id, price_cents);
    if (profile_.refuses_known_people) leads_of_people_.remember(lead.fingerprint, lead.id);
    return {ReplyOutcome::accepted, price_cents};
}

} // namespace redline::leadpipe
