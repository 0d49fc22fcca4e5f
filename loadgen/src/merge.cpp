#include <algorithm>
#include <map>

#include "redline/loadgen/recorder.hpp"

namespace redline::loadgen {

namespace {

template <class Number>
void add(std::vector<Number>& into, const std::vector<Number>& from) {
    into.resize(std::max(into.size(), from.size()));
    for (std::size_t i = 0; i < from.size(); ++i) into[i] += from[i];
}

void merge(Cell& into, const Cell& from) {
    into.response_time.merge(from.response_time);
    into.service_time.merge(from.service_time);
    for (std::size_t i = 0; i < outcome_count; ++i) into.outcomes[i] += from.outcomes[i];
    add(into.failed_checks, from.failed_checks);
    into.bytes_sent += from.bytes_sent;
    into.bytes_received += from.bytes_received;
}

void merge(Slice& into, const Slice& from) {
    into.due += from.due;
    into.sent += from.sent;
    for (const auto& [ending, count] : from.endings) {
        auto& sum = into.endings[ending];
        sum.requests += count.requests;
        sum.response_seconds += count.response_seconds;
        add(sum.at_most_bound, count.at_most_bound);
    }
}

void merge(base::PackedHistogram<5>& into, const base::PackedHistogram<5>& from) {
    auto sum = into.unpacked();
    sum.merge(from.unpacked());
    into = base::PackedHistogram<5>(sum);
}

void merge(Window& into, const Window& from) {
    for (const auto& step : from) {
        const auto place =
            std::lower_bound(into.begin(), into.end(), step,
                             [](const StepWindow& a, const StepWindow& b) { return a.step < b.step; });
        if (place == into.end() || place->step != step.step) {
            into.insert(place, step);
            continue;
        }
        merge(place->response_time, step.response_time);
        merge(place->service_time, step.service_time);
    }
}

/// One worker's words stand for all: they all chose alike.
void keep_words(std::string& into, const std::string& from) {
    if (into.empty()) into = from;
}

void merge(Honesty& into, const Honesty& from) {
    keep_words(into.transport, from.transport);
    keep_words(into.note, from.note);
    keep_words(into.pacing, from.pacing);
    into.send_lag.merge(from.send_lag);
    into.connection_wait.merge(from.connection_wait);
    into.busiest_thread_cpu = std::max(into.busiest_thread_cpu, from.busiest_thread_cpu);
    into.cpu_time += from.cpu_time;
    into.connections_opened += from.connections_opened;
    into.threads += from.threads;
    into.connections += from.connections;
}

/// The first to end of each kind, whichever worker saw them.
void merge_failed(RunResult& result, const std::vector<RequestSample>& from) {
    auto& into = result.failed;
    into.insert(into.end(), from.begin(), from.end());
    std::sort(into.begin(), into.end(), [](const RequestSample& a, const RequestSample& b) {
        return a.due + a.response_time < b.due + b.response_time;
    });
    std::map<FailureKind, std::size_t> kept;
    std::erase_if(into, [&](const RequestSample& sample) {
        const FailureKind kind{result.stages[sample.stage].measured, sample.step, sample.outcome};
        return kept[kind]++ >= failed_samples_per_kind;
    });
}

void merge_slowest(std::vector<RequestSample>& into, const std::vector<RequestSample>& from) {
    into.insert(into.end(), from.begin(), from.end());
    std::sort(into.begin(), into.end(), [](const RequestSample& a, const RequestSample& b) {
        return a.response_time > b.response_time;
    });
    into.resize(std::min(into.size(), slowest_samples));
}

} // namespace

void merge(RunResult& into, const RunResult& from) {
    into.took = std::max(into.took, from.took);
    into.due += from.due;
    into.sent += from.sent;
    into.promised_flows += from.promised_flows;
    into.started_flows += from.started_flows;
    into.interrupted |= from.interrupted;
    for (std::size_t stage = 0; stage < from.cells.size(); ++stage)
        for (std::size_t step = 0; step < from.cells[stage].size(); ++step)
            merge(into.cells[stage][step], from.cells[stage][step]);
    into.slices.resize(std::max(into.slices.size(), from.slices.size()));
    for (std::size_t i = 0; i < from.slices.size(); ++i) merge(into.slices[i], from.slices[i]);
    into.windows.resize(std::max(into.windows.size(), from.windows.size()));
    for (std::size_t i = 0; i < from.windows.size(); ++i) merge(into.windows[i], from.windows[i]);
    merge_failed(into, from.failed);
    merge_slowest(into.slowest, from.slowest);
    merge(into.honesty, from.honesty);
}

} // namespace redline::loadgen
