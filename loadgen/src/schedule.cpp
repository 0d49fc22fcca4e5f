#include "redline/loadgen/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace redline::loadgen {

namespace {

/// Sums of decimal rates miss whole numbers by less than this; a start that near a stage's end opens the
/// next.
constexpr double rounding_noise = 1e-6;

} // namespace

Schedule::Schedule(const Plan& plan) : seed_(plan.seed) {
    double regular = 0;
    for (const auto& stage : plan.stages) {
        Stretch stretch{.begin = length_,
                        .duration = stage.duration,
                        .from = stage.from.per_second,
                        .to = stage.to.per_second,
                        .poisson = stage.arrivals == Arrivals::poisson,
                        .regular_before = regular};
        stretch.integral = (stretch.from + stretch.to) / 2 * base::in_seconds(stage.duration);
        if (!stretch.poisson) regular += stretch.integral;
        stretch.regular_count =
            static_cast<std::uint64_t>(std::max(0.0, std::ceil(regular - rounding_noise)));
        stretches_.push_back(stretch);
        length_ += stage.duration;
    }
    const auto regular_total = static_cast<std::uint64_t>(std::llround(regular));
    for (auto& stretch : stretches_) stretch.regular_count = std::min(stretch.regular_count, regular_total);
    double total = 0;
    for (const auto& flow : plan.flows) weights_.push_back(total += flow.weight);
    const bool any_poisson = std::any_of(stretches_.begin(), stretches_.end(),
                                         [](const Stretch& stretch) { return stretch.poisson; });
    size_ = any_poisson ? count_starts() : regular_total;
}

std::uint64_t Schedule::count_starts() const {
    Cursor cursor(*this, 0, 1);
    while (cursor.advance()) {
    }
    return cursor.next_index_;
}

/// Solves from·t + (to − from)·t² / (2·duration) = cumulative for t, in the form that does not cancel.
base::Duration Schedule::due_at(const Stretch& stretch, double cumulative) const {
    if (cumulative <= 0) return stretch.begin;
    const double slope = (stretch.to - stretch.from) / base::in_seconds(stretch.duration);
    const double root = std::sqrt(std::max(0.0, stretch.from * stretch.from + 2 * slope * cumulative));
    const double seconds = 2 * cumulative / (stretch.from + root);
    const base::Duration since_begin(std::llround(seconds * 1e9));
    return stretch.begin + std::min(since_begin, stretch.duration);
}

std::uint32_t Schedule::flow_of(std::uint64_t index) const {
    if (weights_.size() < 2) return 0;
    const double drawn = base::Random::keyed(seed_, "flow", index).uniform() * weights_.back();
    const auto chosen = std::upper_bound(weights_.begin(), weights_.end() - 1, drawn);
    return static_cast<std::uint32_t>(chosen - weights_.begin());
}

Schedule::Cursor::Cursor(const Schedule& schedule, std::uint64_t first, std::uint64_t every)
    : schedule_(&schedule), first_(first), every_(every) {
    enter_stage(0);
}

std::optional<Start> Schedule::Cursor::next() {
    while (advance()) {
        const auto index = next_index_ - 1;
        if (index % every_ != first_) continue;
        const auto& stretch = schedule_->stretches_[stage_];
        return Start{index, schedule_->due_at(stretch, cumulative_), stage_, schedule_->flow_of(index)};
    }
    return std::nullopt;
}

bool Schedule::Cursor::advance() {
    for (; stage_ < schedule_->stretches_.size(); enter_stage(stage_ + 1)) {
        const auto& stretch = schedule_->stretches_[stage_];
        if (stretch.poisson) {
            cumulative_ += gaps_.exponential();
            if (cumulative_ >= stretch.integral) continue;
        } else {
            if (next_regular_ >= stretch.regular_count) continue;
            cumulative_ = static_cast<double>(next_regular_++) - stretch.regular_before;
        }
        ++next_index_;
        return true;
    }
    return false;
}

void Schedule::Cursor::enter_stage(std::uint32_t stage) {
    stage_ = stage;
    cumulative_ = 0;
    gaps_ = base::Random::keyed(schedule_->seed_, "arrivals", stage);
}

} // namespace redline::loadgen
