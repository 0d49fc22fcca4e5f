#include "redline/loadgen/recorder.hpp"

#include <algorithm>
#include <bit>

namespace redline::loadgen {

namespace {

std::uint64_t nanoseconds(base::Duration duration) {
    return static_cast<std::uint64_t>(std::max<base::Duration::rep>(duration.count(), 0));
}

std::size_t index_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }

std::optional<base::Duration> service_time_of(const Ended& request) {
    if (!request.sent) return std::nullopt;
    return request.at - *request.sent;
}

base::Duration length_of(const Plan& plan) {
    base::Duration length{0};
    for (const auto& stage : plan.stages) length += stage.duration;
    return length;
}

bool slower(const RequestSample& a, const RequestSample& b) { return a.response_time > b.response_time; }

} // namespace

std::string shown(std::string_view text) {
    std::string result(text.substr(0, detail_bytes_max));
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < 0x20 || c > 0x7e; }, ' ');
    return result;
}

base::Duration slice_width_for(base::Duration wanted, base::Duration length) {
    const auto times = (length / slices_max + wanted - base::Duration(1)) / wanted;
    return wanted * std::max<std::int64_t>(times, 1);
}

Recorder::Recorder(const Plan& plan)
    : windows_(std::max(window_width_min, slice_width_for(plan.slice_width, length_of(plan)))) {
    result_.slice_width = slice_width_for(plan.slice_width, length_of(plan));
    result_.window_width = windows_.width();
    result_.bounds = plan.bounds;
    result_.steps = plan.steps;
    for (const auto& stage : plan.stages) {
        result_.stages.push_back({stage.name, stage.duration, stage.measured});
        auto& cells = result_.cells.emplace_back(plan.steps.size());
        for (std::size_t step = 0; step < cells.size(); ++step)
            cells[step].failed_checks.resize(plan.steps[step].checks.size());
    }
}

Slice& Recorder::slice_at(base::Duration at) {
    const auto index = static_cast<std::size_t>(std::max(at, base::Duration(0)) / result_.slice_width);
    if (index >= result_.slices.size()) result_.slices.resize(index + 1);
    return result_.slices[index];
}

void Recorder::fell_due(base::Duration at) {
    ++result_.due;
    ++slice_at(at).due;
}

void Recorder::sent(base::Duration at) {
    ++result_.sent;
    ++slice_at(at).sent;
}

void Recorder::lagged(base::Duration lag) { result_.honesty.send_lag.record(nanoseconds(lag)); }

void Recorder::waited(base::Duration waited) { result_.honesty.connection_wait.record(nanoseconds(waited)); }

void Recorder::count(const Ended& request) {
    auto& cell = result_.cells[request.stage][request.step];
    ++cell.outcomes[index_of(request.outcome)];
    cell.bytes_sent += request.bytes_sent;
    cell.bytes_received += request.bytes_received;
    for (auto left = request.failed_checks; left != 0; left &= left - 1) {
        const auto check = static_cast<std::size_t>(std::countr_zero(left));
        if (check < cell.failed_checks.size()) ++cell.failed_checks[check];
    }
    result_.took = std::max(result_.took, request.at);
    const auto response_time = request.at - request.due;
    if (never_tried(request.outcome)) return count_in_slice(request, response_time);
    cell.response_time.record(nanoseconds(response_time));
    if (const auto service_time = service_time_of(request))
        cell.service_time.record(nanoseconds(*service_time));
    count_in_slice(request, response_time);
    windows_.record(request.step, request.at, response_time, service_time_of(request));
}

void Recorder::count_in_slice(const Ended& request, base::Duration response_time) {
    auto& slice = slice_at(request.at);
    auto& count = slice.endings[{request.step, request.outcome, request.status}];
    ++count.requests;
    if (count.at_most_bound.empty()) count.at_most_bound.resize(result_.bounds.size());
    if (never_tried(request.outcome)) return;
    count.response_seconds += base::in_seconds(response_time);
    for (std::size_t i = 0; i < result_.bounds.size(); ++i)
        if (response_time <= result_.bounds[i]) ++count.at_most_bound[i];
}

bool Recorder::wanted_as_failed(const Ended& request) {
    if (request.outcome == Outcome::ok) return false;
    const FailureKind kind{result_.stages[request.stage].measured, request.step, request.outcome};
    return failed_kept_[kind]++ < failed_samples_per_kind;
}

bool Recorder::wanted_as_slow(const Ended& request) const {
    if (never_tried(request.outcome) || !result_.stages[request.stage].measured) return false;
    const auto& kept = result_.slowest;
    return kept.size() < slowest_samples || request.at - request.due > kept.front().response_time;
}

RequestSample Recorder::sample_of(const Ended& request, std::string detail) const {
    return {.step = request.step,
            .stage = request.stage,
            .outcome = request.outcome,
            .status = request.status,
            .trace_id = request.trace_id,
            .due = request.due,
            .response_time = request.at - request.due,
            .service_time = request.sent ? request.at - *request.sent : base::Duration(0),
            .detail = std::move(detail)};
}

/// `slowest` is a heap while the run lasts, its fastest member first.
void Recorder::keep_slow(RequestSample sample) {
    auto& kept = result_.slowest;
    if (kept.size() == slowest_samples) {
        std::pop_heap(kept.begin(), kept.end(), slower);
        kept.pop_back();
    }
    kept.push_back(std::move(sample));
    std::push_heap(kept.begin(), kept.end(), slower);
}

RunResult Recorder::take() {
    result_.windows = windows_.take();
    std::sort(result_.slowest.begin(), result_.slowest.end(), slower);
    return std::move(result_);
}

} // namespace redline::loadgen
