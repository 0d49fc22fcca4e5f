#include "worker.hpp"

#include <algorithm>
#include <utility>

namespace redline::loadgen {

namespace {

constexpr std::size_t receive_bytes = 64 * 1024;

} // namespace

Worker::Worker(const Common& common, unsigned index, unsigned connections, Poller poller)
    : common_(common), poller_(std::move(poller)),
      agenda_(common.plan, common.traffic, common.schedule.starts(index, common.workers)),
      recorder_(common.plan), connections_(connections), generations_(connections), idle_(connections),
      vacant_(connections), deadlines_(connections), buffer_(receive_bytes),
      send_limit_(common.schedule.length() + common.plan.timeout + drain_extra) {
    for (std::uint32_t slot = 0; slot < connections; ++slot) vacant_.push_back(slot);
    recorder_.honesty().threads = 1;
    recorder_.honesty().connections = connections;
}

void Worker::work() {
    ask_for_precise_timers();
    cpu_at_start_ = base::thread_cpu_time();
    work_began_ = now_ = elapsed();
    while (!finished()) turn();
    settle_cpu();
    recorder_.honesty().cpu_time = base::thread_cpu_time() - cpu_at_start_;
    beat();
}

bool Worker::finished() const {
    return deadlines_.empty() && (course_ != Course::sending || agenda_.empty());
}

void Worker::turn() {
    const bool more = prepare_ahead();
    take_events(poller_.wait(events_, time_to_wait(more)));
    now_ = elapsed();
    look_at_the_end();
    expire();
    send_due();
    if (now_ >= next_beat_) beat();
}

base::Duration Worker::time_to_wait(bool more_to_prepare) const {
    if (more_to_prepare) return base::Duration(0);
    auto until = next_beat_;
    if (course_ == Course::sending && has_free()) until = std::min(until, agenda_.next_due());
    if (!deadlines_.empty()) until = std::min(until, connections_[deadlines_.front()].errand().deadline);
    return until - elapsed();
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
    while (!deadlines_.empty()) end(deadlines_.front(), {Turn::Kind::failed, Outcome::timeout});
}

/// All that is due and was not sent. What falls due only after a stop was never promised.
void Worker::give_up_waiting() {
    while (!agenda_.empty() && (course_ == Course::closed || agenda_.next_due() <= now_)) {
        give_up(agenda_.front_task());
        agenda_.pop();
    }
}

void Worker::give_up(const Task& task) {
    if (task.position == 0) recorder_.flow_promised();
    recorder_.fell_due(task.due);
    recorder_.ended({.step = task.step,
                     .stage = task.stage,
                     .outcome = Outcome::not_sent,
                     .due = task.due,
                     .at = std::max(now_, task.due)},
                    [] { return std::string("still waiting when the run had to end"); });
    ++beat_.failed;
}

/// Writes out one coming request if that cannot make the next one late. While every connection is busy there
/// is nothing to be late for.
bool Worker::prepare_ahead() {
    if (course_ != Course::sending || agenda_.empty()) return false;
    const auto began = elapsed();
    const bool pressed = has_free() && began + 2 * preparation_cost_ >= agenda_.next_due();
    if (pressed && agenda_.front_is_prepared()) return false;
    if (!agenda_.prepare_one_ahead()) return false;
    const auto cost = elapsed() - began;
    preparation_cost_ = std::max(cost, preparation_cost_ - preparation_cost_ / 8);
    return true;
}

/// With answers unread the pool may only look exhausted: that delay is the generator's.
void Worker::send_due() {
    const auto until = now_ + time_slice;
    while (course_ == Course::sending && agenda_.next_due() <= now_ && now_ < until) {
        if (!has_free()) {
            if (answers_all_read_) exhausted_through_ = now_;
            return;
        }
        dispatch();
    }
}

void Worker::dispatch() {
    auto& next = agenda_.front();
    now_ = elapsed();
    const bool reused = !idle_.empty();
    const auto slot = reused ? idle_.front() : vacant_.front();
    (reused ? idle_ : vacant_).remove(slot);
    auto& connection = connections_[slot];
    connection.take_on(next.task, next.request, common_.plan.steps[next.task.step].method == "HEAD");
    agenda_.pop();
    auto& errand = connection.errand();
    errand.queued = errand.task.due <= exhausted_through_;
    errand.deadline = now_ + common_.plan.timeout;
    deadlines_.push_back(slot);
    recorder_.fell_due(errand.task.due);
    if (errand.task.position == 0) recorder_.flow_promised();
    reused ? transmit(slot) : open(slot);
}

void Worker::note_lag(const Connection::Errand& errand) {
    if (errand.queued) return;
    const auto late = now_ - errand.task.due;
    recorder_.lagged(late);
    beat_.send_lag.record(static_cast<std::uint64_t>(late.count()));
}

/// Opening takes as long as the target takes: from here on the request waits for a connection.
void Worker::open(std::uint32_t slot) {
    note_lag(connections_[slot].errand());
    connections_[slot].errand().queued = true;
    ++recorder_.honesty().connections_opened;
    settle(slot, connections_[slot].open(common_.address, poller_, key(slot)));
}

/// A connection found dead before it took a byte is replaced: the request was not sent, so it is not sent
/// twice.
void Worker::transmit(std::uint32_t slot) {
    auto& connection = connections_[slot];
    auto& errand = connection.errand();
    const bool connecting = connection.phase() == Connection::Phase::connecting;
    const auto turn =
        connecting ? connection.resume_open(poller_, key(slot)) : connection.write(poller_, key(slot));
    if (turn.kind == Turn::Kind::stale) {
        connection.close();
        ++generations_[slot];
        return open(slot);
    }
    if (!errand.sent && errand.bytes_sent > 0) note_sent(slot);
    settle(slot, turn);
}

/// `now_` was read just before the bytes were handed over.
void Worker::note_sent(std::uint32_t slot) {
    auto& errand = connections_[slot].errand();
    errand.sent = now_;
    errand.deadline = now_ + common_.plan.timeout;
    deadlines_.remove(slot);
    deadlines_.push_back(slot);
    recorder_.sent(now_);
    ++beat_.sent;
    if (errand.task.position == 0) recorder_.flow_started();
    if (errand.queued) recorder_.waited(now_ - errand.task.due);
    note_lag(errand);
}

void Worker::beat() {
    beat_.busy = deadlines_.size();
    pulse_.add(beat_);
    beat_ = {};
    next_beat_ = now_ + pulse_interval;
}

void Worker::settle_cpu() {
    if (std::exchange(cpu_settled_, true)) return;
    const auto wall = base::in_seconds(elapsed() - work_began_);
    const auto cpu = base::in_seconds(base::thread_cpu_time() - cpu_at_start_);
    recorder_.honesty().busiest_thread_cpu = wall > 0 ? cpu / wall : 0;
}

} // namespace redline::loadgen
