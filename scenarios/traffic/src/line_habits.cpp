#include "line_habits.hpp"

#include <numeric>

namespace redline::traffic {

namespace {

template <std::size_t size>
std::size_t draw_column(const std::array<std::uint32_t, size>& counts, base::Random& random) {
    auto left = random.below(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    std::size_t at = 0;
    while (left >= counts[at]) left -= counts[at++];
    return at;
}

std::array<std::uint32_t, 3> lines_by_case() {
    std::array<std::uint32_t, 3> lines{};
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i] =
            std::accumulate(locality_counts()[i].begin(), locality_counts()[i].end(), std::uint32_t{0});
    return lines;
}

LineCase draw_case(base::Random& random) {
    static const auto lines = lines_by_case();
    return static_cast<LineCase>(draw_column(lines, random));
}

/// Fitted so that as many lines are without any comma as were measured (`no_comma`).
double unit_comma_share(const LineHabits& habits) {
    if (!has_city(habits.locality)) return 0.3;
    return habits.commas == Commas::none ? 0.05 : 0.35;
}

} // namespace

LineHabits draw_habits(const DirtRates& rates, base::Random& random) {
    LineHabits habits;
    if (random.chance(rates.of(Dirt::measured_case))) habits.letters = draw_case(random);
    const auto row = static_cast<std::size_t>(habits.letters);
    if (random.chance(rates.of(Dirt::measured_locality)))
        habits.locality = static_cast<Locality>(draw_column(locality_counts()[row], random));
    if (!random.chance(rates.of(Dirt::measured_commas))) return habits;
    habits.commas = static_cast<Commas>(draw_column(comma_counts()[row], random));
    habits.unit_comma = random.chance(unit_comma_share(habits));
    return habits;
}

} // namespace redline::traffic
