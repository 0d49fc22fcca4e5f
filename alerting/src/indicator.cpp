#include "indicator.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace redline::alerting {

namespace {

using Series = std::vector<base::TimeSeries>;
using Selected = std::vector<const base::TimeSeries*>;

tl::unexpected<std::string> none_selected(const Selector& selector) {
    return tl::unexpected(fmt::format("no series matches {}", to_text(selector)));
}

bool is_known(const std::string& name, const Series& series) {
    return std::any_of(series.begin(), series.end(), [&](const base::TimeSeries& one) {
        const auto found = one.labels.find("__name__");
        return found != one.labels.end() && found->second == name;
    });
}

/// The upper edge of a bucket in seconds; NaN where `le` is no number.
double edge_of(const base::TimeSeries& bucket) {
    const auto le = bucket.labels.find("le");
    if (le == bucket.labels.end()) return std::nan("");
    if (le->second == "+Inf") return INFINITY;
    const auto& text = le->second;
    double edge = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), edge);
    return code == std::errc{} && end == text.data() + text.size() ? edge : std::nan("");
}

bool is_edge(const base::TimeSeries& bucket, base::Duration bound) {
    const double wanted = base::in_seconds(bound);
    return std::abs(edge_of(bucket) - wanted) <= wanted * 1e-9;
}

Selected select_suffixed(const Selector& selector, std::string_view suffix, const Series& series) {
    return select(renamed(selector, selector.name + std::string(suffix)), series);
}

std::string edges_text(const Selected& buckets) {
    std::vector<double> edges;
    for (const auto* bucket : buckets)
        if (const double edge = edge_of(*bucket); std::isfinite(edge)) edges.push_back(edge);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::string text;
    for (const double edge : edges)
        text += (text.empty() ? "" : ", ") + base::to_text(base::Duration{std::llround(edge * 1e9)});
    return text.empty() ? "there are no buckets" : "its buckets end at " + text;
}

OrNote<Events> events_of_ratio(const RatioIndicator& indicator, const Series& series) {
    const auto total = select(indicator.total, series);
    if (total.empty()) return none_selected(indicator.total);
    // An error series appears with the first error, so a `bad` that matches nothing counts 0; a name that
    // nobody ever reported is a rule that could never fire.
    if (!is_known(indicator.bad.name, series))
        return tl::unexpected(fmt::format("no series is named {}", indicator.bad.name));
    return Events{Growth(select(indicator.bad, series)), Growth(total)};
}

OrNote<Events> events_of_latency(const LatencyIndicator& indicator, const Series& series) {
    const auto total = select_suffixed(indicator.of, "_count", series);
    if (total.empty()) return none_selected(renamed(indicator.of, indicator.of.name + "_count"));
    const auto buckets = select_suffixed(indicator.of, "_bucket", series);
    Selected fast;
    std::copy_if(buckets.begin(), buckets.end(), std::back_inserter(fast),
                 [&](const auto* bucket) { return is_edge(*bucket, indicator.slower_than); });
    const auto bound = base::to_text(indicator.slower_than);
    if (fast.empty())
        return tl::unexpected(fmt::format("{} has no bucket that ends at {}; {}", indicator.of.name, bound,
                                          edges_text(buckets)));
    if (fast.size() != total.size())
        return tl::unexpected(fmt::format("{} of {} series of {} have a bucket that ends at {}", fast.size(),
                                          total.size(), indicator.of.name, bound));
    return Events{Growth(total, fast), Growth(total)};
}

OrNote<Quotient> mean_latency_of(const LatencyIndicator& indicator, const Series& series) {
    const auto seconds = select_suffixed(indicator.of, "_sum", series);
    const auto answers = select_suffixed(indicator.of, "_count", series);
    if (seconds.empty()) return none_selected(renamed(indicator.of, indicator.of.name + "_sum"));
    if (answers.empty()) return none_selected(renamed(indicator.of, indicator.of.name + "_count"));
    return Quotient{Growth(seconds), Growth(answers)};
}

} // namespace

OrNote<Events> events_of(const Indicator& indicator, const Series& series) {
    if (const auto* ratio = std::get_if<RatioIndicator>(&indicator)) return events_of_ratio(*ratio, series);
    return events_of_latency(std::get<LatencyIndicator>(indicator), series);
}

OrNote<Quotient> quotient_of(const Indicator& indicator, const Series& series) {
    if (const auto* latency = std::get_if<LatencyIndicator>(&indicator))
        return mean_latency_of(*latency, series);
    return events_of(indicator, series).map([](Events events) {
        return Quotient{std::move(events.bad), std::move(events.total)};
    });
}

Measure measure_of(const Indicator& indicator) {
    return std::holds_alternative<RatioIndicator>(indicator) ? Measure::error_ratio : Measure::mean_latency;
}

} // namespace redline::alerting
