#include "crowd.hpp"

#include <algorithm>
#include <cmath>

namespace redline::loadgen {

namespace {

bool later(const Crowd::Turn& a, const Crowd::Turn& b) { return a.due > b.due; }

/// How many of 0, 1 … total-1 are `first` modulo `every`.
std::uint64_t share_of(std::uint64_t total, std::uint32_t first, std::uint32_t every) {
    return total / every + (first < total % every ? 1 : 0);
}

} // namespace

Crowd::Crowd(const Plan& plan, const Schedule& schedule, std::uint32_t first, std::uint32_t every)
    : plan_(plan), schedule_(schedule), first_(first), every_(every),
      jitter_(base::Random::keyed(plan.seed, "users", first)),
      flows_max_(plan.flows_max == 0 ? UINT64_MAX : share_of(plan.flows_max, first, every)) {
    const auto users =
        static_cast<std::uint32_t>(std::min(share_of(plan.users->count, first, every), flows_max_));
    starts_.resize(users);
    // Users who think do not all begin at once: a thundering herd is a scenario of its own.
    const auto spread = std::max(plan.users->think_time, plan.users->iteration);
    for (std::uint32_t user = 0; user < users; ++user)
        add({base::Duration(std::llround(jitter_.uniform() * static_cast<double>(spread.count()))), user});
}

void Crowd::add(Turn turn) {
    turns_.push_back(turn);
    std::push_heap(turns_.begin(), turns_.end(), later);
}

Start Crowd::take() {
    std::pop_heap(turns_.begin(), turns_.end(), later);
    const auto turn = turns_.back();
    turns_.pop_back();
    const auto index = first_ + flows_++ * every_;
    starts_[turn.user] = turn.due;
    return {index, turn.due, stage_at(turn.due), schedule_.flow_of(index)};
}

void Crowd::ended(std::uint32_t user, base::Duration at) {
    const auto& users = *plan_.users;
    const auto due = std::max(at + varied(users.think_time), starts_[user] + varied(users.iteration));
    const bool enough = flows_ + turns_.size() >= flows_max_;
    if (due < schedule_.length() && !enough) add({due, user});
}

base::Duration Crowd::varied(base::Duration length) {
    const auto jitter = plan_.users->jitter;
    if (length == base::Duration(0) || jitter == 0) return length;
    const auto share = 1 + jitter * (2 * jitter_.uniform() - 1);
    return base::Duration(std::llround(static_cast<double>(length.count()) * share));
}

std::uint32_t Crowd::stage_at(base::Duration due) const {
    std::uint32_t stage = 0;
    auto end = plan_.stages.front().duration;
    while (due >= end && stage + 1 < plan_.stages.size()) end += plan_.stages[++stage].duration;
    return stage;
}

} // namespace redline::loadgen
