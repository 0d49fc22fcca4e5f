#include "redline/leadpipe/fault_plan.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"
#include "redline/leadpipe/buyers.hpp"
#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view off = "off";

using Read = base::Result<void> (*)(FaultPlan&, std::string_view);

/// Puts what was read into its place.
template <class Value>
base::Result<void> place(base::Result<Value> read, Value& into) {
    if (!read) return tl::unexpected(read.error());
    into = *std::move(read);
    return {};
}

base::Result<void> read_share(base::Share& into, std::string_view value) {
    return value == off ? place<base::Share>(base::Share{}, into) : place(base::parse_share(value), into);
}

base::Result<void> read_time(base::Duration& into, std::string_view value) {
    return value == off ? place<base::Duration>(base::Duration{}, into)
                        : place(base::parse_duration(value), into);
}

base::Result<void> read_intake_errors(FaultPlan& plan, std::string_view value) {
    return read_share(plan.intake_errors, value);
}
base::Result<void> read_poison(FaultPlan& plan, std::string_view value) {
    return read_share(plan.poison, value);
}
base::Result<void> read_slow_normalise(FaultPlan& plan, std::string_view value) {
    return read_time(plan.slow_normalise, value);
}
base::Result<void> read_slow_store(FaultPlan& plan, std::string_view value) {
    return read_time(plan.slow_store, value);
}

base::Result<void> read_store(FaultPlan& plan, std::string_view value) {
    constexpr std::array<std::string_view, 3> names{off, "read-only", "full"};
    return place(parse_choice<StoreFault>("fault of the store", value, names), plan.store);
}

base::Result<void> read_zombie(FaultPlan& plan, std::string_view value) {
    constexpr std::array<std::string_view, 2> names{off, "on"};
    return place(parse_choice<bool>("zombie", value, names), plan.zombie);
}

base::Result<void> read_hot_vertical(FaultPlan& plan, std::string_view value) {
    plan.hot_vertical = value == off ? std::string_view() : value;
    return {};
}

base::Result<void> read_buyer(FaultPlan& plan, std::string_view value) {
    const auto colon = value.find(':');
    const auto name = value.substr(0, colon);
    std::vector<std::string_view> names;
    for (const auto& buyer : known_buyers()) names.push_back(buyer.name);
    if (std::find(names.begin(), names.end(), name) == names.end())
        return base::failure(base::ErrorCode::invalid_input, fmt::format("there is no buyer `{}`", name),
                             base::suggestion(name, names));
    const auto fault = colon == std::string_view::npos ? off : value.substr(colon + 1);
    plan.buyers.erase(std::string(name));
    if (fault == off) return {};
    return place(parse_buyer_fault(fault), plan.buyers[std::string(name)]);
}

struct Known {
    std::string_view name;
    std::string_view example;
    Read read;
};

constexpr std::array known{Known{"intake-errors", "20%", read_intake_errors},
                           Known{"slow-normalise", "1ms", read_slow_normalise},
                           Known{"poison", "1%", read_poison},
                           Known{"store", "read-only", read_store},
                           Known{"slow-store", "50ms", read_slow_store},
                           Known{"zombie", "on", read_zombie},
                           Known{"hot-vertical", "solar", read_hot_vertical},
                           Known{"buyer", "rooftop-power:failing", read_buyer}};

base::Result<void> unknown_fault(std::string_view name) {
    std::array<std::string_view, known.size()> names;
    std::transform(known.begin(), known.end(), names.begin(), [](const Known& fault) { return fault.name; });
    return base::failure(base::ErrorCode::invalid_input, fmt::format("there is no fault `{}`", name),
                         base::suggestion(name, names));
}

base::Result<void> read_fault(FaultPlan& plan, std::string_view text) {
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    const auto* const found =
        std::find_if(known.begin(), known.end(), [&](const Known& fault) { return fault.name == name; });
    if (found == known.end()) return unknown_fault(name);
    if (equals == std::string_view::npos || equals + 1 == text.size())
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("the fault `{}` needs a value", name),
                             fmt::format("write {}={}", name, found->example));
    return found->read(plan, text.substr(equals + 1));
}

} // namespace

base::Result<FaultPlan> with_fault(FaultPlan plan, std::string_view text) {
    if (const auto read = read_fault(plan, text); !read) return tl::unexpected(read.error());
    return plan;
}

std::string to_text(const FaultPlan& plan) {
    std::string text;
    const auto add = [&](std::string_view name, std::string_view value) {
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
    };
    if (plan.intake_errors.ratio > 0) add("intake-errors", base::to_text(plan.intake_errors));
    if (plan.slow_normalise.count() > 0) add("slow-normalise", base::to_text(plan.slow_normalise));
    if (plan.poison.ratio > 0) add("poison", base::to_text(plan.poison));
    if (plan.store != StoreFault::none) add("store", plan.store == StoreFault::full ? "full" : "read-only");
    if (plan.slow_store.count() > 0) add("slow-store", base::to_text(plan.slow_store));
    if (plan.zombie) add("zombie", "on");
    if (!plan.hot_vertical.empty()) add("hot-vertical", plan.hot_vertical);
    for (const auto& [buyer, fault] : plan.buyers) add("buyer", fmt::format("{}:{}", buyer, to_text(fault)));
    return text;
}

} // namespace redline::leadpipe
