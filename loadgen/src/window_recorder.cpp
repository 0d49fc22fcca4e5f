#include "redline/loadgen/window_recorder.hpp"

#include <algorithm>

namespace redline::loadgen {

namespace {

std::uint64_t nanoseconds(base::Duration duration) {
    return static_cast<std::uint64_t>(std::max<base::Duration::rep>(duration.count(), 0));
}

void record_in(base::PackedHistogram<5>& packed, base::Duration time) {
    auto histogram = packed.unpacked();
    histogram.record(nanoseconds(time));
    packed = base::PackedHistogram<5>(histogram);
}

} // namespace

void WindowRecorder::record(std::uint32_t step, base::Duration at, base::Duration response_time,
                            std::optional<base::Duration> service_time) {
    const auto index = static_cast<std::size_t>(std::max(at, base::Duration(0)) / width_);
    if (index < current_) return amend(index, step, response_time, service_time);
    if (index > current_) {
        close();
        current_ = index;
    }
    auto& open = open_step(step);
    open.response_time.record(nanoseconds(response_time));
    if (service_time) open.service_time.record(nanoseconds(*service_time));
}

WindowRecorder::Open& WindowRecorder::open_step(std::uint32_t step) {
    if (step >= open_.size()) open_.resize(step + 1);
    open_[step].used = true;
    return open_[step];
}

void WindowRecorder::close() {
    closed_.resize(current_ + 1);
    for (std::uint32_t step = 0; step < open_.size(); ++step) {
        auto& open = open_[step];
        if (!open.used) continue;
        closed_[current_].push_back({step, base::PackedHistogram<5>(open.response_time),
                                     base::PackedHistogram<5>(open.service_time)});
        open.response_time.clear();
        open.service_time.clear();
        open.used = false;
    }
    closed_[current_].shrink_to_fit();
}

void WindowRecorder::amend(std::size_t index, std::uint32_t step, base::Duration response_time,
                           std::optional<base::Duration> service_time) {
    closed_.resize(std::max(closed_.size(), index + 1));
    auto& window = closed_[index];
    auto place = std::lower_bound(window.begin(), window.end(), step,
                                  [](const StepWindow& a, std::uint32_t b) { return a.step < b; });
    if (place == window.end() || place->step != step) place = window.insert(place, StepWindow{step, {}, {}});
    record_in(place->response_time, response_time);
    if (service_time) record_in(place->service_time, *service_time);
}

std::vector<Window> WindowRecorder::take() {
    const bool any = std::any_of(open_.begin(), open_.end(), [](const Open& open) { return open.used; });
    if (any) close();
    return std::move(closed_);
}

} // namespace redline::loadgen
