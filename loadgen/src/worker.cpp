#include "worker.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "network.hpp"
#include "pacer.hpp"
#include "redline/loadgen/honesty.hpp"

namespace redline::loadgen {

Worker::Worker(const Common& common, unsigned index, unsigned places, ChosenTransport chosen)
    : common_(common), transport_(std::move(chosen.transport)),
      agenda_(common.plan, common.traffic, common.schedule, index, common.workers), recorder_(common.plan),
      errands_(places), deadlines_(places),
      send_limit_(common.schedule.length() + common.plan.timeout + drain_extra),
      pulse_(common.plan.steps.size()), beat_(common.plan.steps.size()) {
    recorder_.honesty().transport = std::move(chosen.name);
    recorder_.honesty().note = std::move(chosen.note);
    recorder_.honesty().threads = 1;
    recorder_.honesty().connections = places;
}

void Worker::work() {
    ask_for_precise_timers();
    cpu_at_start_ = base::thread_cpu_time();
    work_began_ = now_ = elapsed();
    look_at_the_end();
    while (!finished()) turn();
    settle_cpu();
    recorder_.honesty().cpu_time = base::thread_cpu_time() - cpu_at_start_;
    recorder_.honesty().pacing = pacing();
    recorder_.honesty().connections_opened = transport_->connections_opened();
    beat();
}

bool Worker::finished() const {
    return deadlines_.empty() && (course_ != Course::sending || agenda_.empty());
}

void Worker::turn() {
    wait(prepare_ahead());
    take_events();
    look_at_the_end();
    expire();
    send_due();
    if (now_ >= next_beat_) beat();
}

void Worker::wait(bool more_to_prepare) {
    auto until = next_beat_;
    if (course_ == Course::sending && transport_->has_free()) until = std::min(until, agenda_.next_due());
    if (!deadlines_.empty()) until = std::min(until, errands_[deadlines_.front()].deadline);
    if (more_to_prepare)
        transport_->wait({});
    else if (in_ticks()) {
        const auto now = elapsed();
        transport_->rest(common_.start + tick_for(now, deadlines_.empty() ? until : now));
    } else
        transport_->wait(common_.start + until);
    now_ = elapsed();
}

/// Whether requests are now sent in batches.
bool Worker::in_ticks() {
    const auto gap = agenda_.gap();
    const bool batched = course_ == Course::sending && in_batches(common_.plan.pacing, gap);
    waited_for_ticks_ = waited_for_ticks_ || batched;
    waited_for_each_ = waited_for_each_ || (gap && !batched);
    return batched;
}

std::string Worker::pacing() const {
    const auto ticks = fmt::format("in batches every {}", base::to_text(pacing_tick));
    if (waited_for_each_ && waited_for_ticks_)
        return fmt::format("each when due, {} above {:.0f}/s a thread", ticks,
                           1 / base::in_seconds(precise_gap_min));
    if (waited_for_ticks_) return ticks;
    return waited_for_each_ ? "each when due" : "as answers come";
}

void Worker::look_at_the_end() {
    if (!cpu_settled_ && now_ >= common_.schedule.length()) settle_cpu();
    if (course_ == Course::sending && common_.stop.stop_requested()) {
        course_ = Course::stopped;
        recorder_.interrupted();
        cut_off_ = now_ + stop_grace;
        settle_cpu();
        give_up_waiting();
    } else if (course_ == Course::sending && now_ >= send_limit_) {
        course_ = Course::closed;
        give_up_waiting();
    }
    if (course_ != Course::stopped || now_ < cut_off_) return;
    while (!deadlines_.empty()) abandon(deadlines_.front(), Outcome::timeout);
}

/// All that is due and was not sent. What falls due only after a stop was never promised.
void Worker::give_up_waiting() {
    while (!agenda_.empty() && (course_ == Course::closed || agenda_.next_due() <= now_))
        give_up(agenda_.skip(), Outcome::not_sent);
}

void Worker::flow_begins() {
    recorder_.flow_promised();
    ++beat_.flows;
}

void Worker::give_up(const Task& task, Outcome outcome) {
    if (task.position == 0) flow_begins();
    recorder_.fell_due(task.due);
    recorder_.ended({.step = task.step,
                     .stage = task.stage,
                     .outcome = outcome,
                     .due = task.due,
                     .at = std::max(now_, task.due)},
                    [outcome] {
                        return std::string(outcome == Outcome::dropped
                                               ? "too late to be sent"
                                               : "still waiting when the run had to end");
                    });
    beat_.ended(task.step, outcome, std::max(now_, task.due) - task.due, {});
}

/// Writes out coming requests while that cannot make the next one late, for at most a time slice; true when
/// there are more. While every connection is busy there is nothing to be late for.
bool Worker::prepare_ahead() {
    if (course_ != Course::sending) return false;
    const auto until = now_ + time_slice;
    while (now_ < until) {
        const bool pressed = transport_->has_free() && now_ + 2 * preparation_cost_ >= agenda_.next_due();
        if (pressed || !agenda_.prepare_one_ahead()) return false;
        const auto cost = elapsed() - now_;
        preparation_cost_ = std::max(cost, preparation_cost_ - preparation_cost_ / 8);
        now_ += cost;
    }
    return true;
}

/// With answers unread the pool may only look exhausted: that delay is the generator's.
void Worker::send_due() {
    const auto until = now_ + time_slice;
    while (course_ == Course::sending && agenda_.next_due() <= now_ && now_ < until) {
        if (!transport_->has_free()) {
            if (answers_all_read_) exhausted_through_ = now_;
            break;
        }
        if (too_late(agenda_.next_due()))
            give_up(agenda_.skip(), Outcome::dropped);
        else
            dispatch();
    }
    transport_->flush();
}

/// Late by the generator's own doing, where the plan says that such requests are not sent.
bool Worker::too_late(base::Duration due) const {
    return common_.plan.late == Late::drop && due > exhausted_through_ && now_ - due > send_lag_max;
}

void Worker::dispatch() {
    auto& next = agenda_.take();
    const auto& task = next.task;
    recorder_.fell_due(task.due);
    if (task.position == 0) flow_begins();
    const auto event = transport_->start(next.request, common_.plan.steps[task.step].method == "HEAD");
    now_ = since_start(event.at);
    auto& errand = errands_[event.place];
    errand = {.task = task,
              .trace_id = next.request.trace_id,
              .deadline = now_ + common_.plan.timeout,
              .queued = task.due <= exhausted_through_};
    deadlines_.push_back(event.place);
    if (event.kind == Event::Kind::sent) return note_sent(errand, now_);
    note_lag(errand, now_);
    errand.opening = errand.queued = true;
    if (event.kind != Event::Kind::opening) end(event);
}

void Worker::note_lag(const Errand& errand, base::Duration at) {
    if (errand.queued) return;
    const auto late = std::max(at - errand.task.due, base::Duration(0));
    recorder_.lagged(late);
    beat_.lagged(late);
}

void Worker::note_sent(Errand& errand, base::Duration at) {
    errand.sent = true;
    errand.opening = false;
    errand.sent_at = at;
    recorder_.sent(at);
    ++beat_.sent;
    if (errand.task.position == 0) recorder_.flow_started();
    if (errand.queued) recorder_.waited(at - errand.task.due);
    note_lag(errand, at);
}

void Worker::beat() {
    beat_.busy = deadlines_.size();
    beat_.opened = transport_->connections_opened();
    pulse_.add(beat_);
    next_beat_ = now_ + pulse_interval;
}

void Worker::settle_cpu() {
    if (std::exchange(cpu_settled_, true)) return;
    const auto wall = base::in_seconds(elapsed() - work_began_);
    const auto cpu = base::in_seconds(base::thread_cpu_time() - cpu_at_start_);
    recorder_.honesty().busiest_thread_cpu = wall > 0 ? cpu / wall : 0;
}

} // namespace redline::loadgen
