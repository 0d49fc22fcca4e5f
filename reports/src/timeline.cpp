#include "timeline.hpp"

#include <algorithm>

namespace redline::reports {

namespace {

struct Sum {
    std::uint64_t due = 0;
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
    base::Histogram<5> response_time;
    base::Histogram<5> service_time;
};

void add(Sum& sum, const loadgen::Slice& slice) {
    sum.due += slice.due;
    sum.sent += slice.sent;
    for (const auto& [ending, count] : slice.endings)
        if (ending.outcome != loadgen::Outcome::ok) sum.failed += count.requests;
    sum.response_time.merge(slice.response_time);
    sum.service_time.merge(slice.service_time);
}

Moment moment_of(const Sum& sum, base::Duration from, base::Duration to) {
    const auto seconds = base::in_seconds(to - from);
    Moment moment{from, to, {}, {}, {}, {}, {}, {}, {}};
    moment.offered = static_cast<double>(sum.due) / seconds;
    moment.achieved = static_cast<double>(sum.sent) / seconds;
    moment.failed = static_cast<double>(sum.failed) / seconds;
    if (sum.response_time.count() > 0) {
        moment.p50 = sum.response_time.quantile(0.5);
        moment.p95 = sum.response_time.quantile(0.95);
        moment.p99 = sum.response_time.quantile(0.99);
    }
    if (sum.service_time.count() > 0) moment.service_p99 = sum.service_time.quantile(0.99);
    return moment;
}

} // namespace

std::vector<Moment> timeline_of(const loadgen::RunResult& result, std::size_t moments_max) {
    std::vector<Moment> moments;
    const auto count = result.slices.size();
    if (result.slice_width <= base::Duration{0} || count == 0) return moments;
    const auto together = (count + moments_max - 1) / moments_max;
    for (std::size_t first = 0; first < count; first += together) {
        const auto last = std::min(first + together, count);
        Sum sum;
        for (auto i = first; i < last; ++i) add(sum, result.slices[i]);
        moments.push_back(moment_of(sum, result.slice_width * static_cast<std::int64_t>(first),
                                    result.slice_width * static_cast<std::int64_t>(last)));
    }
    return moments;
}

} // namespace redline::reports
