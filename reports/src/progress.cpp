#include "redline/reports/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"

#include "shown.hpp"
#include "text_table.hpp"

namespace redline::reports {

namespace {

constexpr std::array<std::string_view, 8> heights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
/// 0 to 1; a run that is over but still waits for answers is 1.
double part_done(const ProgressFigures& figures) {
    if (figures.scheduled <= base::Duration{0}) return 1;
    return std::clamp(base::in_seconds(figures.elapsed) / base::in_seconds(figures.scheduled), 0.0, 1.0);
}

std::string bar(double part) {
    constexpr int width = 12;
    const auto full = static_cast<int>(part * width);
    std::string text;
    for (int i = 0; i < width; ++i) text += i < full ? "━" : "╌";
    return text;
}

std::string left_text(const ProgressFigures& figures) {
    const auto left = std::max(figures.scheduled - figures.elapsed, base::Duration{0});
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    return seconds.count() == 0 ? "awaiting answers" : seconds_text(seconds) + " left";
}

std::string failed_share(const ProgressFigures& figures) {
    if (figures.failed == 0 || figures.requests == 0) return {};
    return fmt::format(
        " ({})", share_text(static_cast<double>(figures.failed) / static_cast<double>(figures.requests)));
}

std::string milliseconds(base::Duration duration) {
    return milliseconds_text(static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0)));
}

/// What is shown where there is less and less room; the curve has what is left.
struct Shape {
    bool bar;
    bool place; ///< the stage and the time into it
    bool all_figures;
    std::size_t curve_min;
};

constexpr std::array<Shape, 5> shapes{{{true, true, true, 8},
                                       {false, true, true, 6},
                                       {false, false, true, 4},
                                       {false, false, true, 0},
                                       {false, false, false, 0}}};
std::string figures_text(const ProgressFigures& figures, bool all) {
    if (!all) return fmt::format("p99 {} ms", milliseconds(figures.p99));
    return fmt::format("p50 {} p95 {} p99 {} lag {} ms", milliseconds(figures.p50), milliseconds(figures.p95),
                       milliseconds(figures.p99), milliseconds(figures.send_lag_p99));
}

struct Part {
    std::string text;
    Ink ink = Ink::plain;
    std::size_t columns = columns_of(text);
};

/// Nobody knows how wide a terminal draws letters from a file; none is wider than two columns.
Part foreign(std::string text) {
    const auto ascii =
        std::count_if(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) > 0; });
    const auto columns = 2 * columns_of(text) - static_cast<std::size_t>(ascii);
    return {std::move(text), Ink::plain, columns};
}

/// The parts of a line that stand before the curve, and those after it.
struct Parts {
    std::vector<Part> before;
    std::vector<Part> after;
};

Parts parts_of(const ProgressFigures& figures, const Shape& shape) {
    Parts parts;
    if (shape.place) parts.before.push_back(foreign(shown(figures.stage, 10)));
    if (shape.bar) parts.before.push_back({bar(part_done(figures)), Ink::strong});
    if (shape.place) parts.before.push_back({seconds_text(figures.elapsed)});
    parts.after.push_back({rate_text(figures.rate)});
    parts.after.push_back({figures_text(figures, shape.all_figures)});
    parts.after.push_back(
        {base::with_thousands(figures.failed) + " failed", figures.failed > 0 ? Ink::bad : Ink::plain});
    parts.after.push_back({left_text(figures)});
    return parts;
}

/// With a space after each part.
std::size_t columns_of_all(const Parts& parts) {
    std::size_t columns = 0;
    for (const auto* side : {&parts.before, &parts.after})
        for (const auto& part : *side) columns += part.columns + 1;
    return columns;
}

std::string curve_of(const std::vector<double>& rates, std::size_t columns) {
    const auto drawn = static_cast<std::ptrdiff_t>(std::min({rates.size(), columns, curve_seconds_max}));
    return sparkline({rates.end() - drawn, rates.end()});
}

std::string joined(const std::vector<Part>& parts, bool colour) {
    std::string line;
    for (const auto& part : parts)
        if (!part.text.empty()) line += (line.empty() ? "" : " ") + inked(part.text, part.ink, colour);
    return line;
}

} // namespace

std::string sparkline(const std::vector<double>& values) {
    const auto highest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    std::string text;
    for (const auto value : values) {
        const auto height = highest > 0 ? std::lround(std::clamp(value / highest, 0.0, 1.0) * 7) : 0;
        text += heights[static_cast<std::size_t>(height)];
    }
    return text;
}

std::string progress_line(const ProgressFigures& figures, std::size_t columns, bool colour) {
    for (const auto& shape : shapes) {
        auto parts = parts_of(figures, shape);
        const auto taken = columns_of_all(parts); // one space more than there will be, before the curve
        if (taken + shape.curve_min > columns + (shape.curve_min > 0 ? 0 : 1)) continue;
        if (taken < columns) parts.before.push_back({curve_of(figures.rates, columns - taken), Ink::dim});
        parts.before.insert(parts.before.end(), parts.after.begin(), parts.after.end());
        return joined(parts.before, colour);
    }
    return columns > 0 ? shown(rate_text(figures.rate), columns - 1) : std::string();
}

std::string progress_sentence(const ProgressFigures& figures) {
    return fmt::format(
        "{} of {}, {}: {}, p50 {} ms, p95 {} ms, p99 {} ms, {} failed of {}{}, send lag p99 {} ms, {}",
        seconds_text(figures.elapsed), seconds_text(figures.scheduled), shown(figures.stage, 40),
        rate_text(figures.rate), milliseconds(figures.p50), milliseconds(figures.p95),
        milliseconds(figures.p99), base::with_thousands(figures.failed),
        base::with_thousands(figures.requests), failed_share(figures), milliseconds(figures.send_lag_p99),
        left_text(figures));
}

} // namespace redline::reports
