#include "redline/leadpipe/balancing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 6> balancing_names{"rr", "random", "least", "p2c", "ewma", "weighted"};

using Candidates = std::vector<std::size_t>; ///< indices of the healthy workers, never empty

/// From `turn` on, so that equal ones take turns.
Candidates healthy_from(std::span<const WorkerLoad> workers, std::uint64_t turn) {
    Candidates healthy;
    for (std::size_t index = 0; index < workers.size(); ++index)
        if (workers[index].healthy) healthy.push_back(index);
    if (!healthy.empty())
        std::rotate(healthy.begin(), healthy.begin() + static_cast<std::ptrdiff_t>(turn % healthy.size()),
                    healthy.end());
    return healthy;
}

std::size_t at_share(std::size_t count, double dice) {
    return std::min(static_cast<std::size_t>(dice * static_cast<double>(count)), count - 1);
}

/// Two different ones, or the only one twice.
std::pair<std::size_t, std::size_t> two_of(const Candidates& candidates, Draw draw) {
    const auto count = candidates.size();
    const auto first = at_share(count, draw.first);
    if (count == 1) return {candidates[0], candidates[0]};
    const auto step = 1 + at_share(count - 1, draw.second);
    return {candidates[first], candidates[(first + step) % count]};
}

double cost(const WorkerLoad& worker) {
    return worker.latency_seconds * static_cast<double>(worker.in_flight + 1);
}

std::size_t by_weight(const Candidates& candidates, std::span<const WorkerLoad> workers, double dice) {
    double total = 0;
    for (const auto index : candidates) total += workers[index].weight;
    double left = dice * total;
    for (const auto index : candidates) {
        left -= workers[index].weight;
        if (left < 0) return index;
    }
    return candidates.back();
}

} // namespace

base::Result<Balancing> parse_balancing(std::string_view text) {
    return parse_choice<Balancing>("way of balancing", text, balancing_names);
}

std::string_view to_text(Balancing balancing) { return balancing_names[static_cast<std::size_t>(balancing)]; }

std::optional<std::size_t> choose_worker(Balancing balancing, std::span<const WorkerLoad> workers,
                                         Draw draw) {
    const bool ordered = balancing == Balancing::rr || balancing == Balancing::least;
    const auto candidates = healthy_from(workers, ordered ? draw.turn : 0);
    if (candidates.empty()) return std::nullopt;
    const auto fewer_in_flight = [&](std::size_t a, std::size_t b) {
        return workers[a].in_flight < workers[b].in_flight;
    };
    const auto [one, other] = two_of(candidates, draw);
    switch (balancing) {
    case Balancing::rr: return candidates.front();
    case Balancing::random: return candidates[at_share(candidates.size(), draw.first)];
    case Balancing::least: return *std::min_element(candidates.begin(), candidates.end(), fewer_in_flight);
    case Balancing::p2c: return fewer_in_flight(other, one) ? other : one;
    case Balancing::ewma: return cost(workers[other]) < cost(workers[one]) ? other : one;
    case Balancing::weighted: return by_weight(candidates, workers, draw.first);
    }
    return std::nullopt;
}

double blended_latency(double average_seconds, double sample_seconds, base::Duration since,
                       base::Duration memory) {
    if (average_seconds <= 0) return sample_seconds;
    const auto kept = std::exp(-base::in_seconds(since) / base::in_seconds(memory));
    return average_seconds * kept + sample_seconds * (1 - kept);
}

} // namespace redline::leadpipe
