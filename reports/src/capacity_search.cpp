#include "redline/reports/capacity_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace redline::reports {

namespace {

/// Good or bad luck that has nothing to do with the rate.
constexpr double luck = 0.03;
/// Widths the edge may have, equally likely beforehand, as logarithms of rates.
constexpr std::array<double, 5> widths{0.003, 0.01, 0.03, 0.1, 0.3};
/// The capacity may lie this far outside the rates searched.
constexpr double margin = 4;
constexpr double tail = (1 - credible_share) / 2;
/// Once the interval is this many times the precision, probes go to its ends by turns: asking the middle
/// alone never shows how wide the edge is, and takes twice as many probes.
constexpr double wide = 8;
constexpr double near_end = 0.1;

/// Cells of equal width on the log scale, a quarter of the precision each; cell 0 is at `from / margin`.
class RateGrid {
  public:
    explicit RateGrid(const SearchOptions& options)
        : options_(options), cell_(std::log1p(options.precision) / 4), first_(to_cells(margin)),
          size_(static_cast<std::size_t>(2 * first_ + to_cells(options.to / options.from) + 1)) {}

    std::size_t size() const { return size_; }
    double cell_width() const { return cell_; }
    std::ptrdiff_t cell_of(double rate) const {
        return first_ + std::lround(std::log(rate / options_.from) / cell_);
    }
    /// The rate at a cell, or between two.
    double rate_at(double cell) const {
        return options_.from * std::exp((cell - static_cast<double>(first_)) * cell_);
    }
    /// The rate to ask near a cell: on every second cell, within the search, in round figures.
    double asked_near(double cell) const {
        const auto steps = std::round((cell - static_cast<double>(first_)) / 2);
        const auto exact = rate_at(static_cast<double>(first_) + 2 * steps);
        const auto digit = std::pow(10, std::floor(std::log10(exact * cell_)));
        return std::clamp(std::round(exact / digit) * digit, options_.from, options_.to);
    }

  private:
    std::ptrdiff_t to_cells(double ratio) const {
        return static_cast<std::ptrdiff_t>(std::ceil(std::log(ratio) / cell_));
    }

    SearchOptions options_;
    double cell_;
    std::ptrdiff_t first_;
    std::size_t size_;
};

/// The answers at one cell of the grid.
struct Tally {
    std::ptrdiff_t cell = 0;
    double held = 0;
    double broke = 0;
};

std::vector<Tally> tallies_of(const RateGrid& grid, std::span<const ProbeAnswer> answers) {
    std::vector<Tally> tallies;
    for (const auto& answer : answers) {
        if (answer.verdict == ProbeVerdict::spoiled) continue;
        const auto cell = grid.cell_of(answer.rate);
        auto tally = std::find_if(tallies.begin(), tallies.end(),
                                  [cell](const Tally& known) { return known.cell == cell; });
        if (tally == tallies.end()) tally = tallies.insert(tally, {cell, 0, 0});
        (answer.verdict == ProbeVerdict::held ? tally->held : tally->broke) += 1;
    }
    return tallies;
}

/// Log-probability that a probe holds, by how many cells the capacity lies above its rate.
class HoldChance {
  public:
    HoldChance(const RateGrid& grid, double width) : middle_(static_cast<std::ptrdiff_t>(grid.size())) {
        for (auto distance = -middle_; distance <= middle_; ++distance) {
            const auto above = static_cast<double>(distance) * grid.cell_width() / width;
            held_.push_back(std::log(luck + (1 - 2 * luck) / (1 + std::exp(-above))));
        }
    }

    double held(std::ptrdiff_t distance) const {
        return held_[static_cast<std::size_t>(middle_ + std::clamp(distance, -middle_, middle_))];
    }
    double broke(std::ptrdiff_t distance) const { return held(-distance); } // the curve is symmetric

  private:
    std::ptrdiff_t middle_;
    std::vector<double> held_;
};

/// The probability of each cell to hold the capacity, whatever the width; sums to 1.
std::vector<double> posterior_of(const RateGrid& grid, const std::vector<Tally>& tallies) {
    std::vector<double> logs;
    for (const double width : widths) {
        const HoldChance chance(grid, width);
        for (std::size_t cell = 0; cell < grid.size(); ++cell) {
            double log = 0;
            for (const auto& tally : tallies) {
                const auto distance = static_cast<std::ptrdiff_t>(cell) - tally.cell;
                log += tally.held * chance.held(distance) + tally.broke * chance.broke(distance);
            }
            logs.push_back(log);
        }
    }
    const auto largest = *std::max_element(logs.begin(), logs.end());
    std::vector<double> chances(grid.size());
    double total = 0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const auto chance = std::exp(logs[i] - largest);
        chances[i % grid.size()] += chance;
        total += chance;
    }
    for (auto& chance : chances) chance /= total;
    return chances;
}

/// The cell in which the running sum reaches `share`, as the place within it where it does.
double quantile_cell(const std::vector<double>& chances, double share) {
    double sum = 0;
    for (std::size_t cell = 0; cell < chances.size(); ++cell) {
        if (sum + chances[cell] >= share)
            return static_cast<double>(cell) - 0.5 + (share - sum) / chances[cell];
        sum += chances[cell];
    }
    return static_cast<double>(chances.size()) - 0.5;
}

double highest_answered(std::span<const ProbeAnswer> answers) {
    double highest = 0;
    for (const auto& answer : answers)
        if (answer.verdict != ProbeVerdict::spoiled) highest = std::max(highest, answer.rate);
    return highest;
}

/// How often a rate was spoiled.
std::ptrdiff_t spoils_at(std::span<const ProbeAnswer> answers, double rate) {
    return std::count_if(answers.begin(), answers.end(), [rate](const ProbeAnswer& answer) {
        return answer.rate == rate && answer.verdict == ProbeVerdict::spoiled;
    });
}

bool any_broke(std::span<const ProbeAnswer> answers) {
    return std::any_of(answers.begin(), answers.end(),
                       [](const ProbeAnswer& answer) { return answer.verdict == ProbeVerdict::broke; });
}

SearchStep done(SearchEnd end, CapacityRange range) { return {std::nullopt, end, range}; }
SearchStep ask(double rate, CapacityRange range) { return {rate, SearchEnd::unsettled, range}; }

/// What the answers say, with the ends the search cannot see beyond taken off.
CapacityRange range_of(const SearchOptions& options, const RateGrid& grid,
                       const std::vector<double>& chances) {
    CapacityRange range{grid.rate_at(quantile_cell(chances, tail)), grid.rate_at(quantile_cell(chances, 0.5)),
                        grid.rate_at(quantile_cell(chances, 1 - tail))};
    if (range.low < options.from) range.low = 0;
    if (range.high > options.to) range.high = std::numeric_limits<double>::infinity();
    range.best = std::clamp(range.best, options.from, options.to);
    return range;
}

/// Below a rate that cannot be offered: halfway from the highest one that could, or the end.
SearchStep ask_below(double spoiled, const RateGrid& grid, std::span<const ProbeAnswer> answers,
                     CapacityRange range) {
    const auto reached = highest_answered(answers);
    range.high = std::numeric_limits<double>::infinity();
    range.low = std::min(range.low, reached);
    if (reached == 0) return done(SearchEnd::generator, range);
    const auto between = grid.asked_near(static_cast<double>(grid.cell_of(std::sqrt(reached * spoiled))));
    if (between <= reached || between >= spoiled) return done(SearchEnd::generator, range);
    return ask(between, range);
}

/// Whether the last rate asked is to be asked again because the generator spoiled it.
bool repeats_spoiled(std::span<const ProbeAnswer> answers) {
    return !answers.empty() && answers.back().verdict == ProbeVerdict::spoiled &&
           spoils_at(answers, answers.back().rate) < spoils_max;
}

/// The interval in cells, and what the search may conclude from it.
struct Interval {
    double low;
    double high;
    double precisions; ///< its width
};

Interval interval_of(const SearchOptions& options, const RateGrid& grid, const std::vector<double>& chances) {
    const auto low = quantile_cell(chances, tail);
    const auto high = quantile_cell(chances, 1 - tail);
    return {low, high, (high - low) * grid.cell_width() / std::log1p(options.precision)};
}

std::optional<SearchEnd> end_of(const SearchOptions& options, const RateGrid& grid,
                                const Interval& interval) {
    if (grid.rate_at(interval.high) < options.from) return SearchEnd::below_from;
    if (grid.rate_at(interval.low) > options.to) return SearchEnd::above_to;
    if (interval.precisions <= 1) return SearchEnd::found;
    return std::nullopt;
}

double next_rate(const SearchOptions& options, const RateGrid& grid, const std::vector<double>& chances,
                 double precisions, std::span<const ProbeAnswer> answers) {
    const auto reached = highest_answered(answers);
    if (reached == 0) return options.from;
    if (!any_broke(answers) && reached < options.to) return std::min(options.to, 2 * reached);
    if (precisions > wide) return grid.asked_near(quantile_cell(chances, 0.5));
    return grid.asked_near(quantile_cell(chances, answers.size() % 2 == 0 ? 1 - near_end : near_end));
}

} // namespace

std::optional<double> rate_not_offered(std::span<const ProbeAnswer> answers) {
    const auto reached = highest_answered(answers);
    std::optional<double> lowest;
    for (const auto& answer : answers)
        if (answer.rate > reached && spoils_at(answers, answer.rate) >= spoils_max)
            lowest = std::min(lowest.value_or(answer.rate), answer.rate);
    return lowest;
}

SearchStep search_capacity(const SearchOptions& options, std::span<const ProbeAnswer> answers) {
    const RateGrid grid(options);
    const auto chances = posterior_of(grid, tallies_of(grid, answers));
    const auto range = range_of(options, grid, chances);
    const auto interval = interval_of(options, grid, chances);
    if (const auto end = end_of(options, grid, interval)) return done(*end, range);
    if (answers.size() >= options.probes_max) return done(SearchEnd::unsettled, range);
    if (repeats_spoiled(answers)) return ask(answers.back().rate, range);
    const auto next = next_rate(options, grid, chances, interval.precisions, answers);
    const auto limit = rate_not_offered(answers);
    return limit && next >= *limit ? ask_below(*limit, grid, answers, range) : ask(next, range);
}

} // namespace redline::reports
