#include "agenda.hpp"

#include <algorithm>

namespace redline::loadgen {

Agenda::Agenda(const Plan& plan, const Traffic& traffic, Schedule::Cursor starts)
    : plan_(plan), traffic_(traffic), starts_(starts) {
    refill();
}

void Agenda::refill() {
    while (ahead_count_ < ahead) {
        const auto start = starts_.next();
        if (!start) return;
        auto& entry = at(ahead_count_++);
        entry.prepared = false;
        entry.task = {.flow_index = start->index,
                      .flow = start->flow,
                      .position = 0,
                      .step = plan_.flows[start->flow].steps.front(),
                      .stage = start->stage,
                      .due = start->due};
    }
}

bool Agenda::follow_up_first() const {
    if (follow_ups_.empty()) return false;
    return ahead_count_ == 0 || follow_ups_.front().due < at(0).task.due;
}

base::Duration Agenda::next_due() const { return empty() ? base::Duration::max() : front_task().due; }

const Task& Agenda::front_task() const { return follow_up_first() ? follow_ups_.front() : at(0).task; }

PreparedTask& Agenda::front() {
    if (!follow_up_first()) {
        prepare(at(0));
        return at(0);
    }
    follow_up_.task = follow_ups_.front();
    follow_up_.prepared = false;
    prepare(follow_up_);
    return follow_up_;
}

void Agenda::pop() {
    if (follow_up_first()) {
        follow_ups_.pop_front();
        return;
    }
    ring_begin_ = (ring_begin_ + 1) % ahead;
    --ahead_count_;
    refill();
}

bool Agenda::prepare_one_ahead() {
    for (std::size_t i = 0; i < ahead_count_; ++i) {
        if (at(i).prepared) continue;
        prepare(at(i));
        return true;
    }
    return false;
}

void Agenda::prepare(PreparedTask& entry) const {
    if (entry.prepared) return;
    traffic_.prepare(entry.task.flow_index, entry.task.step, entry.request);
    entry.prepared = true;
}

} // namespace redline::loadgen
