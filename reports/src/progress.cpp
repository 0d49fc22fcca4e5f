#include "redline/reports/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"
#include "redline/reports/figures.hpp"

#include "shown.hpp"
#include "text_table.hpp"

namespace redline::reports {

namespace {

constexpr std::array<std::string_view, 8> heights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::ptrdiff_t seconds_drawn = 12;

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

std::string curve_of(const ProgressFigures& figures) {
    const auto drawn = std::min<std::ptrdiff_t>(std::ssize(figures.rates), seconds_drawn);
    return sparkline({figures.rates.end() - drawn, figures.rates.end()});
}

std::string milliseconds(base::Duration duration) {
    return milliseconds_text(static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0)));
}

/// Without its drawings where they do not fit.
std::string line_text(const ProgressFigures& figures, bool drawn, bool colour) {
    const auto drawing = drawn ? inked(bar(part_done(figures)), Ink::strong, colour) + " " : "";
    const auto curve =
        drawn && !figures.rates.empty() ? inked(curve_of(figures), Ink::dim, colour) + " " : "";
    const auto failed = fmt::format("{} failed", base::with_thousands(figures.failed));
    return fmt::format("{} {}{} {}{} p50 {} p95 {} p99 {} ms, {}, {}", shown(figures.stage, 10), drawing,
                       seconds_text(figures.elapsed), curve, rate_text(figures.rate),
                       milliseconds(figures.p50), milliseconds(figures.p95), milliseconds(figures.p99),
                       inked(failed, figures.failed > 0 ? Ink::bad : Ink::plain, colour), left_text(figures));
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

std::string progress_line(const ProgressFigures& figures, bool colour) {
    constexpr std::size_t columns_max = 100;
    const bool fits = columns_of(line_text(figures, true, false)) <= columns_max;
    return line_text(figures, fits, colour);
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
