#include "plot.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace redline::reports {

namespace {

constexpr double letter_width = 6.8; ///< pixels, of the widest usual fonts at 12 px

/// One decimal is a tenth of a pixel; a whole number needs none.
std::string pixels(double value) {
    const auto text = fmt::format("{:.1f}", value);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

std::string path_of(const std::vector<Point>& points, const Scale& x, const Scale& y) {
    std::string path;
    bool pen_down = false;
    for (const auto& point : points) {
        if (point.y)
            path += fmt::format("{}{} {}", pen_down ? "L" : "M", pixels(x(point.x)), pixels(y(*point.y)));
        pen_down = point.y.has_value();
    }
    return path;
}

} // namespace

double Scale::operator()(double value) const {
    const auto clamped = std::clamp(value, low, high);
    const auto part =
        logarithmic ? std::log(clamped / low) / std::log(high / low) : (clamped - low) / (high - low);
    return from + part * (to - from);
}

std::vector<double> round_ticks(double low, double high, int wanted) {
    std::vector<double> ticks;
    if (!(high > low)) return ticks;
    const auto rough = (high - low) / wanted;
    const auto power = std::pow(10, std::floor(std::log10(rough)));
    const auto lead = rough / power;
    const auto step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    for (auto index = std::ceil(low / step); index * step <= high * (1 + 1e-9); ++index)
        ticks.push_back(index * step);
    return ticks;
}

std::vector<double> decade_ticks(double low, double high) {
    std::vector<double> ticks;
    const bool few = high / low < 200;
    for (auto decade = std::pow(10, std::floor(std::log10(low))); decade <= high; decade *= 10)
        for (const double multiple : {1.0, 2.0, 5.0}) {
            const auto tick = decade * multiple;
            if (tick >= low && tick <= high && (few || multiple == 1.0)) ticks.push_back(tick);
        }
    return ticks;
}

Plot::Plot(std::string_view id, std::string_view title, std::string_view description) {
    head_ = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title {}-desc\">\n"
                        "<title id=\"{}-title\">{}</title><desc id=\"{}-desc\">{}</desc>\n",
                        width, height, id, id, id, title, id, description);
    x.from = left;
    x.to = right;
    y.from = bottom;
    y.to = top;
}

void Plot::label(double at_x, double at_y, std::string_view anchor, std::string_view text) {
    body_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", pixels(at_x), pixels(at_y),
                         anchor, text);
}

void Plot::axes(const std::vector<Tick>& below, const std::vector<Tick>& beside) {
    for (const auto& tick : beside) {
        const auto at = pixels(y(tick.value));
        body_ += fmt::format("<path class=\"grid\" d=\"M{} {}H{}\"/>", left, at, right);
        label(left - 8, y(tick.value) + 4, "end", tick.label);
    }
    for (const auto& tick : below) {
        const auto at = x(tick.value);
        body_ += fmt::format("<path class=\"grid\" d=\"M{} {}v5\"/>", pixels(at), bottom);
        label(at, bottom + 19, at > right - 20 ? "end" : "middle", tick.label);
    }
}

void Plot::stretch(double from, double to, std::string_view css_class, std::string_view tooltip) {
    const auto start = x(from);
    const auto extent = std::max(x(to) - start, 0.0);
    const auto hover =
        tooltip.empty() ? std::string("/>") : fmt::format("><title>{}</title></rect>", tooltip);
    body_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}\n", css_class,
                         pixels(start), top, pixels(extent), bottom - top, hover);
}

void Plot::name_stretch(double from, double to, std::string_view name, std::size_t columns) {
    const auto needed = static_cast<double>(columns) * letter_width;
    if (x(to) - x(from) >= needed) label(x(from) + 4, top - 8, "start", name);
}

void Plot::upright(double at, std::string_view css_class) {
    body_ += fmt::format("<path class=\"{}\" d=\"M{} {}V{}\"/>\n", css_class, pixels(x(at)), top, bottom);
}

void Plot::curve(const std::vector<Point>& points, std::string_view css_class) {
    body_ += fmt::format("<path class=\"curve {}\" d=\"{}\"/>\n", css_class, path_of(points, x, y));
}

void Plot::area(const std::vector<Point>& points, std::string_view css_class) {
    if (points.empty()) return;
    body_ += fmt::format("<path class=\"{}\" d=\"{}L{} {}L{} {}Z\"/>\n", css_class, path_of(points, x, y),
                         pixels(x(points.back().x)), bottom, pixels(x(points.front().x)), bottom);
}

std::string Plot::svg() const { return head_ + body_ + "</svg>\n"; }

} // namespace redline::reports
