#include "redline/reports/knee.hpp"

#include <algorithm>
#include <map>

namespace redline::reports {

namespace {

/// All probes of one rate together.
struct Sum {
    double power = 0;
    double response_seconds = 0;
    int probes = 0;

    double mean_power() const { return power / probes; }
};

using ByRate = std::map<double, Sum>;

ByRate by_rate(std::span<const PowerPoint> points) {
    ByRate sums;
    for (const auto& point : points) {
        if (!(point.response_seconds > 0)) continue;
        auto& sum = sums[point.rate];
        sum.power += point.throughput / point.response_seconds;
        sum.response_seconds += point.response_seconds;
        ++sum.probes;
    }
    return sums;
}

} // namespace

std::optional<Knee> find_knee(std::span<const PowerPoint> points) {
    const auto sums = by_rate(points);
    const auto best = std::max_element(sums.begin(), sums.end(), [](const auto& a, const auto& b) {
        return a.second.mean_power() < b.second.mean_power();
    });
    if (best == sums.end() || std::next(best) == sums.end()) return std::nullopt;
    return Knee{best->first, best == sums.begin() ? 0 : std::prev(best)->first, std::next(best)->first,
                best->second.response_seconds / best->second.probes};
}

} // namespace redline::reports
