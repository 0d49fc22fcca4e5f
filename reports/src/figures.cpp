#include "redline/reports/figures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "redline/base/quantity.hpp"

namespace redline::reports {

namespace {

constexpr double counted_exactly_max = 9e15; ///< beyond it a double has no unit digits left

std::string without_trailing_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

/// Decimals that leave four significant digits, at most three.
int decimals_of(double value) {
    if (value >= 999.95) return 0;
    if (value >= 99.995) return 1;
    return value >= 9.9995 ? 2 : 3;
}

} // namespace

std::string number_text(double value, int decimals) {
    if (!std::isfinite(value) || std::abs(value) > counted_exactly_max) return fmt::format("{:.4g}", value);
    if (value < 0) return "-" + number_text(-value, decimals);
    const auto text = fmt::format("{:.{}f}", value, decimals);
    const auto point = std::min(text.find('.'), text.size());
    return base::with_thousands(std::stoull(text.substr(0, point))) + text.substr(point);
}

std::string milliseconds_text(std::uint64_t nanoseconds) {
    const auto value = static_cast<double>(nanoseconds) / 1e6;
    return number_text(value, decimals_of(value));
}

std::string time_text(std::uint64_t nanoseconds) { return milliseconds_text(nanoseconds) + " ms"; }

std::string seconds_text(base::Duration duration) {
    const auto tenths = std::llround(base::in_seconds(duration) * 10);
    const auto minutes = tenths / 600;
    const auto rest = without_trailing_zeros(fmt::format("{:.1f}", static_cast<double>(tenths % 600) / 10));
    if (minutes >= 60) return fmt::format("{} h {} m", minutes / 60, minutes % 60);
    return minutes == 0 ? rest + " s" : fmt::format("{} m {} s", minutes, rest);
}

std::string share_text(double ratio) {
    const auto percent = ratio * 100;
    for (int decimals = 2; decimals < 8; ++decimals) {
        const auto text = fmt::format("{:.{}f}", percent, decimals);
        const bool rounded_away =
            (percent > 0 && std::stod(text) == 0) || (percent < 100 && std::stod(text) == 100);
        if (!rounded_away) return without_trailing_zeros(text) + " %";
    }
    return fmt::format("{:.2g} %", percent);
}

std::string rate_text(double per_second) {
    return without_trailing_zeros(number_text(per_second, per_second >= 999.95 ? 0 : 1)) + "/s";
}

} // namespace redline::reports
