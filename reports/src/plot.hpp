/// Why this exists: the frame every chart of the page shares: two axes with ticks people read, stretches
/// behind the curves, and curves. What is drawn is the caller's; how it looks is page.css's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redline::reports {

/// Maps values to pixels, linearly or by their logarithm.
struct Scale {
    double low = 0;
    double high = 1;
    double from = 0; ///< the pixel of `low`
    double to = 1;
    bool logarithmic = false;

    double operator()(double value) const; ///< clamped to [low, high]
};

struct Tick {
    double value = 0;
    std::string label;
};

/// Round values within the scale (1, 2 and 5 times powers of ten), about `wanted` of them.
std::vector<double> round_ticks(double low, double high, int wanted);

/// 1, 10, 100 …, with 2 and 5 between them where that leaves few.
std::vector<double> decade_ticks(double low, double high);

struct Point {
    double x = 0;
    std::optional<double> y; ///< a gap in the curve where absent
};

class Plot {
  public:
    /// `id` is unique on the page; title and description are what a screen reader says. All texts are HTML.
    Plot(std::string_view id, std::string_view title, std::string_view description);

    Scale x;
    Scale y;

    static constexpr double width = 1040;
    static constexpr double height = 270;
    static constexpr double left = 70;
    static constexpr double right = 1032;
    static constexpr double top = 26;
    static constexpr double bottom = 240;

    void axes(const std::vector<Tick>& below, const std::vector<Tick>& beside);
    /// A rectangle over the whole height; `tooltip` shows on hovering.
    void stretch(double from, double to, std::string_view css_class, std::string_view tooltip = {});
    /// A name above a stretch; left away where it is `columns` wide and the stretch is too narrow for it.
    void name_stretch(double from, double to, std::string_view name, std::size_t columns);
    void upright(double at, std::string_view css_class);
    void curve(const std::vector<Point>& points, std::string_view css_class);
    /// Filled down to the axis.
    void area(const std::vector<Point>& points, std::string_view css_class);

    /// The whole `<svg>`.
    std::string svg() const;

  private:
    void label(double at_x, double at_y, std::string_view anchor, std::string_view text);

    std::string head_;
    std::string body_;
};

} // namespace redline::reports
