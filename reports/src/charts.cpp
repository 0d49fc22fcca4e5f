#include "charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "redline/reports/figures.hpp"
#include "redline/reports/totals.hpp"

#include "markup.hpp"
#include "plot.hpp"
#include "shown.hpp"
#include "timeline.hpp"

namespace redline::reports {

namespace {

constexpr std::size_t moments_max = 120;
constexpr double milliseconds_shown_min = 0.01;

using Moments = std::vector<Moment>;

double milliseconds(std::uint64_t nanoseconds) {
    return std::max(static_cast<double>(nanoseconds) / 1e6, milliseconds_shown_min);
}

/// `0.5` as `0.5`, `1000` as `1,000`.
std::string tick_text(double value) {
    return value >= 1 || value == 0 ? number_text(value, 0) : fmt::format("{:g}", value);
}

std::vector<Tick> labelled(const std::vector<double>& values, std::string_view unit) {
    std::vector<Tick> ticks;
    for (const auto value : values) ticks.push_back({value, tick_text(value) + std::string(unit)});
    return ticks;
}

template <class Figure>
std::vector<Point> points_of(const Moments& moments, Figure figure) {
    std::vector<Point> points;
    for (const auto& moment : moments)
        points.push_back({base::in_seconds(moment.from + moment.to) / 2, figure(moment)});
    return points;
}

auto time_points(const Moments& moments, std::optional<std::uint64_t> Moment::*figure) {
    return points_of(moments, [figure](const Moment& moment) {
        const auto value = moment.*figure;
        return value ? std::optional(milliseconds(*value)) : std::nullopt;
    });
}

void draw_stages(Plot& plot, const loadgen::RunResult& result) {
    for (std::size_t i = 0; i < result.stages.size(); ++i) {
        const auto& stage = result.stages[i];
        const auto from = base::in_seconds(start_of_stage(result, i));
        const auto to = from + base::in_seconds(stage.duration);
        const auto* css_class = !stage.measured ? "unmeasured" : i % 2 == 0 ? "band" : "hit";
        const auto name = shown(stage.name, 24);
        plot.stretch(from, to, css_class, escaped(stage.name, 80) + (stage.measured ? "" : ", not counted"));
        plot.name_stretch(from, to, escaped(name), columns_of(name));
    }
}

/// Where a rule fired: the same stretches in both charts over time.
void draw_firings(Plot& plot, const RunRecord& record) {
    for (const auto& rules : record.rules)
        for (const auto& alert : rules.alerts)
            for (const auto& firing : alert.firings) {
                const auto to = firing.until.value_or(record.result.took);
                const auto tooltip =
                    fmt::format("{} of {} fired, {} to {}", escaped(alert.name, 40), escaped(alert.slo, 40),
                                seconds_text(firing.from), seconds_text(to));
                plot.stretch(base::in_seconds(firing.from), base::in_seconds(to), "firing", tooltip);
                plot.upright(base::in_seconds(firing.from), "firing-edge");
            }
}

std::string time_or_dash(std::optional<std::uint64_t> value) {
    return value ? milliseconds_text(*value) : "-";
}

/// Invisible until hovered: the figures of a moment.
void draw_tooltips(Plot& plot, const Moments& moments) {
    for (const auto& moment : moments) {
        const auto tooltip =
            fmt::format("{}: offered {}, sent {}, failed {}; p50 {}, p99 {}, service p99 {} ms",
                        seconds_text(moment.from), rate_text(moment.offered), rate_text(moment.achieved),
                        rate_text(moment.failed), time_or_dash(moment.p50), time_or_dash(moment.p99),
                        time_or_dash(moment.service_p99));
        plot.stretch(base::in_seconds(moment.from), base::in_seconds(moment.to), "hit", tooltip);
    }
}

void set_time_axis(Plot& plot, const Moments& moments) { plot.x.high = base::in_seconds(moments.back().to); }

std::vector<Tick> time_ticks(const Plot& plot) { return labelled(round_ticks(0, plot.x.high, 10), " s"); }

/// The alerts that fired, by name; empty where none did.
std::string fired_alerts(const RunRecord& record) {
    constexpr std::size_t named_max = 3;
    std::vector<std::string> names;
    for (const auto& rules : record.rules)
        for (const auto& alert : rules.alerts)
            if (!alert.firings.empty())
                names.push_back(escaped(alert.slo, 40) + " " + escaped(alert.name, 40));
    if (names.size() > named_max) {
        const auto others = names.size() - named_max;
        names.resize(named_max);
        names.push_back(fmt::format("{} more", others));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string legend(std::string entries, const RunRecord& record) {
    const auto fired = fired_alerts(record);
    if (!fired.empty()) entries += fmt::format("<span class=\"area key-firing\">firing: {}</span>", fired);
    return fmt::format("<div class=\"legend\">{}</div>\n", entries);
}

std::string rate_chart(const RunRecord& record, const Moments& moments) {
    Plot plot("rate", "Requests per second over the run",
              "Offered, sent and failed requests per second; the figures are in the table below.");
    set_time_axis(plot, moments);
    double highest = 1;
    for (const auto& moment : moments)
        highest = std::max({highest, moment.offered, moment.achieved, moment.failed});
    plot.y.high = highest * 1.05;
    draw_stages(plot, record.result);
    draw_firings(plot, record);
    plot.axes(time_ticks(plot), labelled(round_ticks(0, plot.y.high, 5), ""));
    const auto failed = points_of(moments, [](const Moment& moment) { return std::optional(moment.failed); });
    plot.area(failed, "failed-area");
    plot.curve(points_of(moments, [](const Moment& moment) { return std::optional(moment.offered); }),
               "offered dashes");
    plot.curve(points_of(moments, [](const Moment& moment) { return std::optional(moment.achieved); }),
               "achieved");
    plot.curve(failed, "failed");
    draw_tooltips(plot, moments);
    return legend("<span class=\"offered dashed\">offered: requests that fell due</span>"
                  "<span class=\"achieved\">achieved: requests sent</span>"
                  "<span class=\"failed\">failed</span>",
                  record) +
           plot.svg();
}

/// From the fastest p50 to the slowest p99, with some air.
void set_latency_axis(Scale& scale, const std::vector<std::vector<Point>>& curves) {
    scale = {1e300, 0, scale.from, scale.to, true};
    for (const auto& curve : curves)
        for (const auto& point : curve) {
            scale.low = std::min(scale.low, point.y.value_or(scale.low));
            scale.high = std::max(scale.high, point.y.value_or(scale.high));
        }
    scale.low = scale.high > 0 ? scale.low / 1.3 : 1;
    scale.high = std::max(scale.high * 1.3, scale.low * 2);
}

std::string latency_chart(const RunRecord& record, const Moments& moments) {
    Plot plot(
        "latency", "Latency over the run",
        "Response time at the 50th, 95th and 99th percentile and service time at the 99th, in milliseconds "
        "on a logarithmic scale; the figures are in the table below.");
    set_time_axis(plot, moments);
    const std::vector<std::vector<Point>> curves{
        time_points(moments, &Moment::p50), time_points(moments, &Moment::p95),
        time_points(moments, &Moment::p99), time_points(moments, &Moment::service_p99)};
    set_latency_axis(plot.y, curves);
    draw_stages(plot, record.result);
    draw_firings(plot, record);
    plot.axes(time_ticks(plot), labelled(decade_ticks(plot.y.low, plot.y.high), " ms"));
    constexpr std::array<std::string_view, 4> classes{"p50", "p95", "p99", "service dashes"};
    for (std::size_t i = 0; i < curves.size(); ++i) plot.curve(curves[i], classes[i]);
    draw_tooltips(plot, moments);
    return legend("<span class=\"p50\">response p50</span><span class=\"p95\">response p95</span>"
                  "<span class=\"p99\">response p99</span><span class=\"service dashed\">service p99</span>",
                  record) +
           plot.svg();
}

std::string moments_table(const Moments& moments) {
    std::vector<std::vector<HtmlCell>> rows;
    for (const auto& moment : moments)
        rows.push_back({{seconds_text(moment.from), {}},
                        figure_cell(number_text(moment.offered, 1)),
                        figure_cell(number_text(moment.achieved, 1)),
                        figure_cell(number_text(moment.failed, 1)),
                        figure_cell(time_or_dash(moment.p50)),
                        figure_cell(time_or_dash(moment.p95)),
                        figure_cell(time_or_dash(moment.p99)),
                        figure_cell(time_or_dash(moment.service_p99))});
    return html_table({"from", ">offered/s", ">achieved/s", ">failed/s", ">p50 ms", ">p95 ms", ">p99 ms",
                       ">service p99 ms"},
                      rows);
}

/// Percentiles spread by what is beyond them: each of 90, 99, 99.9 … gets as much room as the one before
/// (the form made known by HdrHistogram's plots).
std::vector<Point> spectrum_of(const base::LatencyHistogram& histogram, double one_in_max) {
    std::vector<Point> points;
    constexpr double steps_a_decade = 24;
    for (double step = 0; step <= std::log10(one_in_max) * steps_a_decade + 0.5; ++step) {
        const auto one_in = std::pow(10, step / steps_a_decade);
        points.push_back({one_in, milliseconds(histogram.quantile(1 - 1 / one_in))});
    }
    return points;
}

std::vector<Tick> percentile_ticks(double one_in_max) {
    std::vector<Tick> ticks{{1, "0 %"}, {2, "50 %"}};
    std::string label = "90";
    for (double one_in = 10; one_in <= one_in_max; one_in *= 10) {
        ticks.push_back({one_in, label + " %"});
        label = one_in == 10 ? "99" : one_in == 100 ? "99.9" : label + "9";
    }
    return ticks;
}

std::string spectrum_chart(const Tally& totals) {
    const auto count = static_cast<double>(totals.response_time.count());
    const auto one_in_max = std::clamp(count, 10.0, 1e6);
    Plot plot(
        "spectrum", "Latency by percentile",
        "Response and service time from the fastest request to the slowest, in milliseconds; both scales are "
        "logarithmic. The figures are in the table of percentiles.");
    plot.x.low = 1;
    plot.x.high = one_in_max;
    plot.x.logarithmic = true;
    const std::vector<std::vector<Point>> curves{spectrum_of(totals.response_time, one_in_max),
                                                 spectrum_of(totals.service_time, one_in_max)};
    set_latency_axis(plot.y, curves);
    plot.axes(percentile_ticks(one_in_max), labelled(decade_ticks(plot.y.low, plot.y.high), " ms"));
    plot.curve(curves[0], "p99");
    plot.curve(curves[1], "service dashes");
    return "<div class=\"legend\"><span class=\"p99\">response time, from when a request was due</span>"
           "<span class=\"service dashed\">service time, from when it was sent</span></div>\n" +
           plot.svg();
}

} // namespace

std::string charts_html(const RunRecord& record) {
    const auto moments = timeline_of(record.result, moments_max);
    const auto totals = totals_of(record.result);
    std::string html;
    if (!moments.empty()) {
        html += panel("Load", "What was asked of the target and what it took, per second.",
                      rate_chart(record, moments));
        html += panel("Latency over time",
                      "By the time requests ended, all stages and steps together. Where response time leaves "
                      "service time behind, requests waited before they could be sent.",
                      latency_chart(record, moments) +
                          folded("The figures of both charts as a table", moments_table(moments)));
    }
    if (totals.response_time.count() > 0)
        html +=
            panel("Latency by percentile", "The gap between the curves is waiting.", spectrum_chart(totals));
    return html;
}

} // namespace redline::reports
