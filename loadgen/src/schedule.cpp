#include "redline/loadgen/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace redline::loadgen {

namespace {

/// For each flow, how many of all 2⁶⁴ numbers choose it or one before it.
std::vector<std::uint64_t> chances_of(const std::vector<Flow>& flows) {
    double total = 0;
    for (const auto& flow : flows) total += flow.weight;
    std::vector<std::uint64_t> chances;
    double weight = 0;
    for (const auto& flow : flows) {
        const double numbers = (weight += flow.weight) / total * 0x1p64;
        chances.push_back(numbers < 0x1p64 ? static_cast<std::uint64_t>(numbers) : UINT64_MAX);
    }
    return chances;
}

} // namespace

RateShape shape_of(const Stage& stage) {
    std::vector<RatePoint> points{{base::Duration(0), stage.from}};
    points.insert(points.end(), stage.between.begin(), stage.between.end());
    points.push_back({stage.duration, stage.to});
    return RateShape(points, stage.swing);
}

Schedule::Schedule(const Plan& plan)
    : seed_(plan.seed), flow_dice_(base::Random::keyed(plan.seed, "flow", 0)) {
    for (const auto& stage : plan.stages) add(stage);
    const auto total = static_cast<std::uint64_t>(std::llround(regular_));
    for (auto& stretch : stretches_) stretch.regular_count = std::min(stretch.regular_count, total);
    chances_ = chances_of(plan.flows);
    in_turn_ = plan.flows_in_turn && !chances_.empty();
    if (plan.flows_max == 0) return;
    if (const auto beyond = starts(plan.flows_max).next(); beyond && !plan.users) length_ = beyond->due;
    flows_max_ = plan.flows_max;
}

void Schedule::add(const Stage& stage) {
    Stretch stretch{.shape = shape_of(stage),
                    .begin = length_,
                    .poisson = stage.arrivals == Arrivals::poisson,
                    .regular_before = regular_};
    if (!stretch.poisson) regular_ += stretch.shape.total();
    // A start that near a stage's end opens the next.
    stretch.regular_count = static_cast<std::uint64_t>(std::max(0.0, std::ceil(regular_ - rounding_noise)));
    stretches_.push_back(std::move(stretch));
    length_ += stage.duration;
}

std::uint64_t Schedule::size() const {
    const auto regular = static_cast<std::uint64_t>(std::llround(regular_));
    Cursor cursor(*this, UINT64_MAX, 1);
    for (std::uint32_t stage = 0; stage < stretches_.size(); ++stage) {
        cursor.enter_stage(stage);
        while (stretches_[stage].poisson && cursor.draw()) ++cursor.poisson_count_;
    }
    return std::min(regular + cursor.poisson_count_, flows_max_);
}

std::uint32_t Schedule::drawn_flow(std::uint64_t index) const {
    auto dice = flow_dice_;
    dice.skip(index);
    const auto chosen = std::upper_bound(chances_.begin(), chances_.end() - 1, dice.next());
    return static_cast<std::uint32_t>(chosen - chances_.begin());
}

Schedule::Cursor::Cursor(const Schedule& schedule, std::uint64_t first, std::uint64_t every)
    : schedule_(&schedule), wanted_(first), every_(every) {
    enter_stage(0);
}

void Schedule::Cursor::enter_stage(std::uint32_t stage) {
    stage_ = stage;
    stretch_ = stage < schedule_->stretches_.size() ? &schedule_->stretches_[stage] : nullptr;
    if (stretch_ == nullptr) return;
    walk_ = stretch_->shape.ceiling().walk();
    seconds_ = 0;
    cumulative_ = 0;
    dice_ = base::Random::keyed(schedule_->seed_, "arrivals", stage);
}

/// Looks for the wanted start in this stage. Of the starts before it, those that are not Poisson's are
/// regular.
inline bool Schedule::Cursor::find() {
    if (stretch_->poisson) {
        while (draw())
            if (stretch_->regular_count + poisson_count_++ == wanted_) return true;
        return false;
    }
    const auto number = wanted_ - poisson_count_;
    if (number >= stretch_->regular_count) return false;
    const double integral = static_cast<double>(static_cast<std::int64_t>(number)) - stretch_->regular_before;
    seconds_ = stretch_->shape.straight() ? walk_.time_of(integral) : stretch_->shape.time_of(integral);
    return true;
}

std::optional<Start> Schedule::Cursor::next() {
    for (; stretch_ != nullptr && wanted_ < schedule_->flows_max_; enter_stage(stage_ + 1)) {
        if (!find()) continue;
        const base::Duration since(static_cast<std::int64_t>(seconds_ * 1e9 + 0.5));
        const auto index = wanted_;
        wanted_ += every_;
        return Start{index, stretch_->begin + since, stage_, schedule_->flow_of(index)};
    }
    return std::nullopt;
}

/// Goes to the next Poisson start of the stage. Gaps below a double's rounding must not turn time back.
bool Schedule::Cursor::draw() {
    const auto& shape = stretch_->shape;
    do {
        cumulative_ += dice_.exponential();
        if (cumulative_ >= shape.ceiling().total()) return false;
        seconds_ = std::max(seconds_, walk_.time_of(cumulative_));
    } while (!shape.straight() && dice_.uniform() >= shape.share_of(walk_.rate_at(seconds_), seconds_));
    return true;
}

} // namespace redline::loadgen
