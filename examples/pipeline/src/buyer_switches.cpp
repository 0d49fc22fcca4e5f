#include "redline/leadpipe/buyer_switches.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"
#include "redline/base/quantity.hpp"

namespace redline::leadpipe {

namespace {

constexpr auto no_cap = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::string_view, 4> members{"fault", "latency", "error_share", "cap"};

tl::unexpected<base::Error> wrong(std::string_view name, std::string_view what) {
    return base::failure(base::ErrorCode::invalid_input, fmt::format("{} is not {}", name, what));
}

/// Without what was read: it may be repeated in a log.
template <class Value, class Read>
base::Result<void> store(std::optional<Value>& into, const Read& read, std::string_view name,
                         std::string_view what) {
    if (!read) return wrong(name, what);
    into = *read;
    return {};
}

std::optional<std::int64_t> cap_of(const base::Json& value) {
    if (value.is_null()) return no_cap;
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > static_cast<std::uint64_t>(no_cap))
        return std::nullopt;
    return value.get<std::int64_t>();
}

std::optional<double> ratio_of(std::string_view text) {
    const auto share = base::parse_share(text);
    return share ? std::optional(share->ratio) : std::nullopt;
}

base::Result<void> read_member(BuyerSwitches& switches, std::string_view name, const base::Json& value) {
    if (name == "cap") return store(switches.daily_cap, cap_of(value), name, "a count or null");
    const auto text = value.is_string() ? value.get<std::string>() : std::string();
    if (name == "latency")
        return store(switches.latency, base::parse_duration(text), name, "a duration as 30ms");
    if (name == "error_share") return store(switches.error_share, ratio_of(text), name, "a share as 10%");
    return store(switches.fault, parse_buyer_fault(text), name, "none, slow, hanging or failing");
}

} // namespace

base::Result<BuyerSwitches> read_buyer_switches(const base::Json& json) {
    if (!json.is_object())
        return base::failure(base::ErrorCode::invalid_input, "the switches are not an object");
    BuyerSwitches switches;
    for (const auto& [name, value] : json.items()) {
        if (std::ranges::find(members, name) == members.end())
            return base::failure(base::ErrorCode::invalid_input, "buyers have no such switch",
                                 base::suggestion(name, members));
        if (const auto read = read_member(switches, name, value); !read) return tl::unexpected(read.error());
    }
    return switches;
}

void apply(const BuyerSwitches& switches, SimulatedBuyer& buyer) {
    if (switches.fault) buyer.set_fault(*switches.fault);
    if (switches.latency) buyer.set_latency(*switches.latency);
    if (switches.error_share) buyer.set_error_share(*switches.error_share);
    if (switches.daily_cap) buyer.set_daily_cap(*switches.daily_cap);
}

base::Json to_json(const SimulatedBuyer& buyer, base::WallTime now) {
    const auto& profile = buyer.profile();
    const auto cap = profile.daily_cap == no_cap ? base::Json() : base::Json(profile.daily_cap);
    return {{"name", profile.offer.name},
            {"vertical", profile.offer.vertical},
            {"format", profile.format == WireFormat::json ? "json" : "xml"},
            {"fault", to_text(buyer.fault())},
            {"latency", base::to_text(profile.latency_median)},
            {"error_share", base::to_text(base::Share{profile.error_share})},
            {"cap", cap},
            {"bought_today", buyer.bought_today(now)}};
}

} // namespace redline::leadpipe
