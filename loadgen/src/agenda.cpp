#include "agenda.hpp"

#include <algorithm>
#include <utility>

namespace redline::loadgen {

Agenda::Agenda(const Plan& plan, const Traffic& traffic, const Schedule& schedule, unsigned index,
               unsigned workers)
    : plan_(plan), traffic_(traffic), starts_(schedule.starts(index, workers)) {
    if (plan.users)
        crowd_.emplace(plan, schedule, index, workers);
    else
        refill();
}

void Agenda::refill() {
    while (ahead_count_ < ahead) {
        const auto start = starts_.next();
        if (!start) return;
        at(ahead_count_++).task = task_of(*start);
    }
}

Task Agenda::task_of(const Start& start) const {
    return {.flow_index = start.index,
            .due = start.due,
            .flow = start.flow,
            .position = 0,
            .step = plan_.flows[start.flow].steps.front(),
            .stage = start.stage,
            .user = 0};
}

/// Where the task that is due first comes from. Of tasks due together, flows go on before others begin.
Agenda::Source Agenda::source() const {
    const auto follow_up = follow_ups_.empty() ? base::Duration::max() : follow_ups_.front().due;
    if (crowd_ && !crowd_->empty())
        return crowd_->front().due < follow_up ? Source::users : Source::follow_ups;
    return ahead_count_ > 0 && at(0).task.due < follow_up ? Source::schedule : Source::follow_ups;
}

base::Duration Agenda::next_due() const {
    if (empty()) return base::Duration::max();
    switch (source()) {
    case Source::schedule: return at(0).task.due;
    case Source::users: return crowd_->front().due;
    case Source::follow_ups: break;
    }
    return follow_ups_.front().due;
}

std::optional<base::Duration> Agenda::gap() const {
    if (ahead_count_ < 2) return std::nullopt;
    const auto gaps = static_cast<std::int64_t>(ahead_count_ - 1);
    return (at(ahead_count_ - 1).task.due - at(0).task.due) / gaps;
}

PreparedTask& Agenda::take() {
    if (source() == Source::schedule) {
        if (!take_scheduled()) prepare(taken_);
    } else {
        taken_.task = skip();
        prepare(taken_);
    }
    return taken_;
}

Task Agenda::skip() {
    const auto from = source();
    if (from == Source::schedule) {
        take_scheduled();
        return taken_.task;
    }
    if (from == Source::users) {
        const auto user = crowd_->front().user;
        auto task = task_of(crowd_->take());
        task.user = user;
        return task;
    }
    const auto task = follow_ups_.front();
    follow_ups_.pop_front();
    return task;
}

/// True when it was written out already. The buffers of the one taken before stay in the ring.
bool Agenda::take_scheduled() {
    std::swap(taken_, at(0));
    const bool prepared = prepared_count_ > 0;
    if (prepared) --prepared_count_;
    ring_begin_ = (ring_begin_ + 1) % ahead;
    --ahead_count_;
    refill();
    return prepared;
}

bool Agenda::prepare_one_ahead() {
    if (prepared_count_ == ahead_count_) return false;
    prepare(at(prepared_count_++));
    return true;
}

void Agenda::prepare(PreparedTask& entry) const {
    traffic_.prepare(entry.task.flow_index, entry.task.step, entry.request);
}

} // namespace redline::loadgen
