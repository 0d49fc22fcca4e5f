#include <bit>
#include <cstring>

#include "worker.hpp"

namespace redline::loadgen {

namespace {

Outcome outcome_of(const Judgement& judgement, int status) {
    if (judgement.status_accepted && judgement.failed_checks == 0) return Outcome::ok;
    constexpr int first_error_status = 400;
    return !judgement.status_accepted && status >= first_error_status ? Outcome::error_status
                                                                      : Outcome::check_failed;
}

std::string_view plain_reason(Outcome outcome) {
    switch (outcome) {
    case Outcome::timeout: return "no whole answer in time";
    case Outcome::closed_early: return "closed by the peer before the answer was whole";
    case Outcome::unreachable: return "not connected in time";
    default: return {};
    }
}

} // namespace

/// Events not taken in this time slice are reported again: epoll is level-triggered and goes round its list.
void Worker::take_events(std::span<const epoll_event> events) {
    const auto until = elapsed() + time_slice;
    std::size_t taken = 0;
    while (taken < events.size() && now_ < until) take_event(events[taken++]);
    answers_all_read_ = taken == events.size() && taken < events_.size();
}

void Worker::take_event(const epoll_event& event) {
    const auto slot = static_cast<std::uint32_t>(event.data.u64);
    if (event.data.u64 != key(slot)) return;
    auto& connection = connections_[slot];
    now_ = elapsed();
    switch (connection.phase()) {
    case Connection::Phase::vacant: return;
    case Connection::Phase::idle: return drop_idle(slot);
    case Connection::Phase::connecting: return transmit(slot);
    case Connection::Phase::sending:
        if (event.events == EPOLLOUT) return transmit(slot);
        [[fallthrough]];
    case Connection::Phase::awaiting: {
        if ((event.events & EPOLLRDHUP) != 0) connection.note_peer_closed();
        const auto turn = connection.read(buffer_);
        now_ = elapsed();
        return settle(slot, turn);
    }
    }
}

/// Whatever happens on an idle connection (a close, an error, bytes nobody asked for), it is not used again.
void Worker::drop_idle(std::uint32_t slot) {
    idle_.remove(slot);
    vacate(slot);
}

void Worker::vacate(std::uint32_t slot) {
    connections_[slot].close();
    ++generations_[slot];
    vacant_.push_back(slot);
}

void Worker::expire() {
    while (!deadlines_.empty() && connections_[deadlines_.front()].errand().deadline <= now_) {
        const auto slot = deadlines_.front();
        const bool connecting = connections_[slot].phase() == Connection::Phase::connecting;
        end(slot, {Turn::Kind::failed, connecting ? Outcome::unreachable : Outcome::timeout});
    }
}

void Worker::settle(std::uint32_t slot, const Turn& turn) {
    if (turn.kind != Turn::Kind::pending) end(slot, turn);
}

void Worker::end(std::uint32_t slot, const Turn& turn) {
    auto& connection = connections_[slot];
    auto ended = facts(connection, turn);
    if (turn.kind == Turn::Kind::answered) {
        ended.at = arrival(connection.errand());
        judge(connection, ended);
    }
    recorder_.ended(ended, [&] { return detail(connection, ended, turn); });
    ++(ended.outcome == Outcome::ok ? beat_.ok : beat_.failed);
    beat_.response_time.record(static_cast<std::uint64_t>((ended.at - ended.due).count()));
    release(slot);
    if (ended.outcome == Outcome::ok) follow_up(connection.errand().task, ended.at);
}

Ended Worker::facts(const Connection& connection, const Turn& turn) const {
    const auto& errand = connection.errand();
    return {.step = errand.task.step,
            .stage = errand.task.stage,
            .outcome = turn.outcome,
            .trace_id = errand.request.trace_id,
            .due = errand.task.due,
            .sent = errand.sent,
            .at = now_,
            .bytes_sent = errand.bytes_sent,
            .bytes_received = errand.bytes_received};
}

/// When the answer reached this machine: how long it then waited to be read is no fault of the target's.
/// Without a stamp, or with one that a step of the wall clock made absurd, it is now.
base::Duration Worker::arrival(const Connection::Errand& errand) const {
    const auto age = base::wall_now() - errand.answer_arrived;
    const auto at = elapsed() - age;
    const bool sane =
        errand.answer_arrived != base::WallTime{} && at <= now_ && at >= errand.sent.value_or(now_);
    return sane ? at : now_;
}

void Worker::judge(const Connection& connection, Ended& ended) const {
    const auto& answer = connection.answer();
    const Response response{.status = answer.status(),
                            .header_block = answer.header_block(),
                            .body = answer.body(),
                            .response_time = ended.at - ended.due,
                            .service_time = ended.at - ended.sent.value_or(ended.at)};
    const auto judgement = common_.traffic.judge(ended.step, response);
    ended.status = response.status;
    ended.failed_checks = judgement.failed_checks;
    ended.outcome = outcome_of(judgement, response.status);
}

std::string Worker::detail(const Connection& connection, const Ended& ended, const Turn& turn) const {
    if (ended.outcome == Outcome::ok) return {};
    if (ended.outcome == Outcome::error_status) return shown(connection.answer().body());
    if (ended.outcome == Outcome::malformed) return shown(connection.answer().head_so_far());
    if (ended.outcome == Outcome::check_failed) {
        const auto& checks = common_.plan.steps[ended.step].checks;
        const auto first = static_cast<std::size_t>(std::countr_zero(ended.failed_checks));
        return first < checks.size() ? shown(checks[first]) : std::string("the status was not accepted");
    }
    return shown(turn.error != 0 ? std::strerror(turn.error) : plain_reason(ended.outcome));
}

void Worker::release(std::uint32_t slot) {
    deadlines_.remove(slot);
    if (connections_[slot].rest())
        idle_.push_back(slot);
    else
        vacate(slot);
}

/// The next step is due when the one before ended. After a stop it is not: the flow is cut short.
void Worker::follow_up(Task task, base::Duration due) {
    const auto& steps = common_.plan.flows[task.flow].steps;
    if (++task.position == steps.size() || course_ == Course::stopped) return;
    task.step = steps[task.position];
    task.due = due;
    ++beat_.follow_ups_due;
    if (course_ == Course::closed) return give_up(task);
    agenda_.add_follow_up(task);
}

} // namespace redline::loadgen
