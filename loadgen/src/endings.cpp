#include <bit>
#include <cstring>

#include "content_coding.hpp"
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

/// What is not taken in this time slice is told again after the next wait.
void Worker::take_events() {
    const auto until = now_ + time_slice;
    answers_all_read_ = true;
    for (auto event = transport_->next(); event.kind != Event::Kind::none; event = transport_->next()) {
        take_event(event);
        if (now_ < until) continue;
        answers_all_read_ = false;
        return;
    }
}

void Worker::take_event(const Event& event) {
    if (event.kind == Event::Kind::progress) return;
    now_ = std::max(now_, since_start(transport_->now()));
    if (event.kind != Event::Kind::sent) return end(event);
    auto& errand = errands_[event.place];
    const auto at = since_start(event.at);
    note_sent(errand, at);
    errand.deadline = at + common_.plan.timeout;
    deadlines_.remove(event.place);
    deadlines_.push_back(event.place);
}

void Worker::expire() {
    while (!deadlines_.empty() && errands_[deadlines_.front()].deadline <= now_) {
        const auto place = deadlines_.front();
        abandon(place, errands_[place].opening ? Outcome::unreachable : Outcome::timeout);
    }
}

void Worker::abandon(std::uint32_t place, Outcome outcome) {
    transport_->abandon(place);
    conclude({.kind = Event::Kind::failed,
              .outcome = outcome,
              .place = place,
              .at = common_.start + now_,
              .answer = {}});
}

void Worker::end(const Event& event) {
    conclude(event);
    transport_->release(event.place);
}

void Worker::conclude(const Event& event) {
    const auto& errand = errands_[event.place];
    auto ended = facts(errand, event);
    if (event.kind == Event::Kind::answered) judge(event.answer, ended);
    recorder_.ended(ended, [&] { return detail(event, ended); });
    beat_.ended(ended.step, ended.outcome, ended.at - ended.due,
                ended.sent ? std::optional(ended.at - *ended.sent) : std::nullopt);
    deadlines_.remove(event.place);
    go_on(errand.task, ended);
}

Ended Worker::facts(const Errand& errand, const Event& event) const {
    return {.step = errand.task.step,
            .stage = errand.task.stage,
            .outcome = event.outcome,
            .status = 0,
            .trace_id = errand.trace_id,
            .due = errand.task.due,
            .sent = errand.sent ? std::optional(errand.sent_at) : std::nullopt,
            .at = since_start(event.at),
            .failed_checks = 0,
            .bytes_sent = event.bytes_sent,
            .bytes_received = event.bytes_received};
}

/// The body as checks are to see it; nothing where its coding is broken.
std::optional<std::string_view> Worker::body_of(const Answer& answer) {
    if (!common_.plan.wire.gzip) return answer.body;
    return decoded_body(answer.header_block, answer.body, decoded_);
}

void Worker::judge(const Answer& answer, Ended& ended) {
    ended.status = answer.status;
    const auto body = body_of(answer);
    if (!body) {
        ended.outcome = Outcome::malformed;
        return;
    }
    const Response response{.status = answer.status,
                            .header_block = answer.header_block,
                            .body = *body,
                            .response_time = ended.at - ended.due,
                            .service_time = ended.at - ended.sent.value_or(ended.at)};
    const auto judgement = common_.traffic.judge(ended.step, response);
    ended.failed_checks = judgement.failed_checks;
    ended.outcome = outcome_of(judgement, response.status);
}

std::string Worker::detail(const Event& event, const Ended& ended) const {
    if (ended.outcome == Outcome::ok) return {};
    if (ended.outcome == Outcome::error_status) return shown(event.answer.body);
    if (ended.outcome == Outcome::malformed)
        return event.kind == Event::Kind::answered ? std::string("the body is not the gzip its header says")
                                                   : shown(event.answer.beginning);
    if (ended.outcome == Outcome::check_failed) {
        const auto& checks = common_.plan.steps[ended.step].checks;
        const auto first = static_cast<std::size_t>(std::countr_zero(ended.failed_checks));
        return first < checks.size() ? shown(checks[first]) : std::string("the status was not accepted");
    }
    if (!event.reason.empty()) return shown(event.reason);
    return shown(event.error != 0 ? std::strerror(event.error) : plain_reason(ended.outcome));
}

/// The next step is due when the one before ended; a flow ends at its first request that is not ok. After a
/// stop nothing more is due.
void Worker::go_on(const Task& task, const Ended& ended) {
    if (course_ == Course::stopped) return;
    const bool last = task.position + 1 == common_.plan.flows[task.flow].steps.size();
    if (ended.outcome == Outcome::ok && !last)
        follow_up(task, ended.at);
    else
        agenda_.flow_ended(task, ended.at);
}

void Worker::follow_up(Task task, base::Duration due) {
    task.step = common_.plan.flows[task.flow].steps[++task.position];
    task.due = due;
    ++beat_.follow_ups_due;
    if (course_ == Course::closed) return give_up(task, Outcome::not_sent);
    agenda_.add_follow_up(task);
}

} // namespace redline::loadgen
