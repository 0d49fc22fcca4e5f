#include "timeline.hpp"

#include <algorithm>

namespace redline::reports {

namespace {

struct Sum {
    std::uint64_t due = 0;
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
};

/// Of all steps together.
struct Times {
    base::Histogram<5> response_time;
    base::Histogram<5> service_time;
};

void add(Sum& sum, const loadgen::Slice& slice) {
    sum.due += slice.due;
    sum.sent += slice.sent;
    for (const auto& [ending, count] : slice.endings)
        if (ending.outcome != loadgen::Outcome::ok) sum.failed += count.requests;
}

Times times_between(const loadgen::RunResult& result, base::Duration from, base::Duration to) {
    Times times;
    const auto first = static_cast<std::size_t>(from / result.window_width);
    const auto last =
        static_cast<std::size_t>((to + result.window_width - base::Duration{1}) / result.window_width);
    for (auto i = first; i < std::min(last, result.windows.size()); ++i)
        for (const auto& step : result.windows[i]) {
            times.response_time.merge(step.response_time.unpacked());
            times.service_time.merge(step.service_time.unpacked());
        }
    return times;
}

Moment moment_of(const Sum& sum, const Times& times, base::Duration from, base::Duration to) {
    const auto seconds = base::in_seconds(to - from);
    Moment moment{from, to, {}, {}, {}, {}, {}, {}, {}};
    moment.offered = static_cast<double>(sum.due) / seconds;
    moment.achieved = static_cast<double>(sum.sent) / seconds;
    moment.failed = static_cast<double>(sum.failed) / seconds;
    if (times.response_time.count() > 0) {
        moment.p50 = times.response_time.quantile(0.5);
        moment.p95 = times.response_time.quantile(0.95);
        moment.p99 = times.response_time.quantile(0.99);
    }
    if (times.service_time.count() > 0) moment.service_p99 = times.service_time.quantile(0.99);
    return moment;
}

/// Whole windows, as many as make the moments few enough.
std::size_t slices_together(const loadgen::RunResult& result, std::size_t moments_max) {
    const auto in_window =
        static_cast<std::size_t>(std::max<std::int64_t>(result.window_width / result.slice_width, 1));
    const auto needed = (result.slices.size() + moments_max - 1) / moments_max;
    return (needed + in_window - 1) / in_window * in_window;
}

} // namespace

std::vector<Moment> timeline_of(const loadgen::RunResult& result, std::size_t moments_max) {
    std::vector<Moment> moments;
    const auto count = result.slices.size();
    if (result.slice_width <= base::Duration{0} || result.window_width <= base::Duration{0} || count == 0)
        return moments;
    const auto together = slices_together(result, moments_max);
    for (std::size_t first = 0; first < count; first += together) {
        const auto last = std::min(first + together, count);
        Sum sum;
        for (auto i = first; i < last; ++i) add(sum, result.slices[i]);
        const auto from = result.slice_width * static_cast<std::int64_t>(first);
        const auto to = result.slice_width * static_cast<std::int64_t>(last);
        moments.push_back(moment_of(sum, times_between(result, from, to), from, to));
    }
    return moments;
}

} // namespace redline::reports
