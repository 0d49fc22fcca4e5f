#include "slo_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "alerts_reader.hpp"
#include "redline/base/quantity.hpp"

namespace redline::alerting {

namespace {

constexpr std::uint64_t min_events_max = 100'000; // the exact test's time grows with it
constexpr base::Duration default_window = std::chrono::hours{30 * 24};

/// Whether the scalar's bytes stand in the file as they read, so that offsets into it are offsets into the
/// line.
bool is_literal(const yaml::Node& node) {
    if (!node.place.source) return false;
    const auto line = node.place.source->line(node.place.line);
    const auto begin = std::min(static_cast<std::size_t>(node.place.column - 1), line.size());
    return line.substr(begin).starts_with(node.text);
}

std::optional<Selector> read_selector(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto text = yaml::read_text(node, diagnostics);
    if (!text) return std::nullopt;
    auto selector = parse_selector(*text, node->place);
    if (selector) return std::move(*selector);
    for (auto diagnostic : selector.error().diagnostics) {
        if (!is_literal(*node)) diagnostic.place = node->place;
        diagnostics.push_back(std::move(diagnostic));
    }
    return std::nullopt;
}

Indicator read_latency(const yaml::Node* slower_than, const yaml::Node* of, yaml::Diagnostics& diagnostics) {
    LatencyIndicator indicator;
    const auto bound = yaml::read_as(slower_than, diagnostics, base::parse_duration);
    if (bound && *bound == base::Duration{0})
        yaml::report(diagnostics, *slower_than, "everything is slower than no time");
    indicator.slower_than = bound.value_or(base::Duration{0});
    const auto selector = read_selector(of, diagnostics);
    if (!selector) return indicator;
    indicator.of = *selector;
    for (const std::string_view suffix : {"_bucket", "_count", "_sum"})
        if (selector->name.ends_with(suffix))
            yaml::report(diagnostics, *of,
                         fmt::format("`of` names the histogram itself, without `{}`", suffix),
                         "write " + selector->name.substr(0, selector->name.size() - suffix.size()));
    for (const auto& matcher : selector->matchers)
        if (matcher.label == "le")
            yaml::report(diagnostics, *of, "the bucket is chosen by `slower_than`, not by `le`",
                         "remove the matcher on `le`");
    return indicator;
}

Indicator read_ratio(const yaml::Node* bad, const yaml::Node* total, yaml::Diagnostics& diagnostics) {
    const auto bad_selector = read_selector(bad, diagnostics);
    const auto total_selector = read_selector(total, diagnostics);
    if (!bad_selector || !total_selector) return RatioIndicator{};
    if (to_text(*bad_selector) == to_text(*total_selector))
        yaml::report(diagnostics, *bad, "`bad` and `total` select the same series, so every event is bad");
    return RatioIndicator{*bad_selector, *total_selector};
}

Indicator read_indicator(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    if (node == nullptr) return RatioIndicator{};
    yaml::MappingReader reader(*node, "an indicator", diagnostics);
    const bool is_latency = node->find("slower_than") != nullptr || node->find("of") != nullptr;
    const auto* first = reader.required(is_latency ? "slower_than" : "bad");
    const auto* second = reader.required(is_latency ? "of" : "total");
    reader.finish();
    return is_latency ? read_latency(first, second, diagnostics) : read_ratio(first, second, diagnostics);
}

double read_objective(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto share = yaml::read_as(node, diagnostics, base::parse_share);
    if (!share) return 0;
    if (share->ratio > 0 && share->ratio < 1) return share->ratio;
    yaml::report(diagnostics, *node, "an objective is above 0% and below 100%",
                 share->ratio == 0 ? "0% promises nothing"
                                   : "100% leaves no budget: the first bad event spends it");
    return 0;
}

std::uint64_t read_min_events(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto count = yaml::read_count(node, diagnostics);
    if (!count) return 100;
    if (*count < 1 || *count > min_events_max)
        yaml::report(diagnostics, *node, fmt::format("`min_events` is 1 to {}", min_events_max));
    return *count;
}

std::string read_name(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const auto name = read_filled_text(node, diagnostics);
    if (!name) return {};
    if (name->find_first_not_of(allowed) != std::string::npos)
        yaml::report(diagnostics, *node, "a name is made of letters, digits, `-`, `_` and `.`");
    return *name;
}

base::Duration read_slo_window(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto window = yaml::read_as(node, diagnostics, base::parse_duration);
    if (window && *window == base::Duration{0})
        yaml::report(diagnostics, *node, "a window of no time holds nothing");
    return window.value_or(node == nullptr ? default_window : base::Duration{0});
}

} // namespace

Slo read_slo(const yaml::Node& node, const Duties& inherited, Shelf& shelf, yaml::Diagnostics& diagnostics) {
    yaml::MappingReader reader(node, "an SLO", diagnostics);
    Slo slo;
    slo.name = read_name(reader.required("name"), diagnostics);
    slo.description = yaml::read_text(reader.optional("description"), diagnostics).value_or("");
    slo.objective = read_objective(reader.required("objective"), diagnostics);
    slo.window = read_slo_window(reader.optional("window"), diagnostics);
    slo.indicator = read_indicator(reader.required("indicator"), diagnostics);
    slo.min_events = read_min_events(reader.optional("min_events"), diagnostics);
    const auto duties = read_duties(reader, inherited, shelf);
    const auto responsibility =
        required_duties(duties, node.place, slo.name.empty() ? "this SLO" : slo.name, diagnostics);
    slo.alerts =
        read_alerts(reader.required("alerts"), {slo.objective, slo.window, responsibility}, diagnostics);
    slo.baseline = read_baseline(reader.optional("baseline"), responsibility, diagnostics);
    refuse_later_keys(reader, node, {"no_traffic"});
    reader.finish();
    return slo;
}

} // namespace redline::alerting
